import { z } from './load-zod.ts';

/** A lower-case slug such as `us-tariff-100-2025`. `wanted` describes the expected value in words. */
export function slugShape(max: number, meta: { readonly description?: string; readonly wanted: string }) {
  return z
    .string()
    .max(max)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .meta(meta);
}
