import { type Lead, MAX_LEAD_DAYS, MAX_LEADS, parseLead, sortLeads } from '../model/lead.ts';
import { z } from './load-zod.ts';

const lead = z
  .string()
  .meta({
    description: '`2w`, `7d`, `0d` (the day itself), `1h`, `15m` or `at`.',
    pattern: '^(\\d{1,5}[wdhm]|at)$',
    wanted: 'a lead time such as 7d or 1h',
  })
  .transform((text, context): Lead => {
    const read = parseLead(text);
    if (read !== null) return read;
    const expected = `7d, 2w, 0d (the day itself), 1h, 15m or at; at most ${MAX_LEAD_DAYS} days`;
    context.addIssue({ code: 'custom', input: text, message: 'This is no lead time', params: { expected } });
    return z.NEVER;
  });

/** Leads, the longest first. */
export function leads(description: string, least = 0) {
  return z
    .array(lead)
    .min(least)
    .max(MAX_LEADS)
    .meta({ description, wanted: 'a list such as [7d, 1d, 0d]' })
    .transform(sortLeads);
}

/** A lower-case slug such as `us-tariff-100-2025`. `wanted` describes the expected value in words. */
export function slugShape(max: number, meta: { readonly description?: string; readonly wanted: string }) {
  return z
    .string()
    .max(max)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .meta(meta);
}
