import type { Headers } from 'undici';
import type { LimitScope, Refusal } from './request-errors.ts';

/** Longer waits than a day are not believed. */
const LONGEST_WAIT_MS = 86_400_000;

/** Reads an answer that is not 2xx. Whatever its body is, this returns. */
export function readRefusal(status: number, headers: Headers, bytes: ArrayBuffer): Refusal {
  const body = readObject(bytes);
  const { code, message, retry_after: wait, global } = body ?? {};
  const header = headers.get('retry-after');
  return {
    status,
    code: typeof code === 'number' ? code : null,
    text: typeof message === 'string' ? message.replace(/\s+/g, ' ').trim().slice(0, 200) : '',
    retryAfterMs: readSeconds(wait) ?? readSeconds(header === null ? null : Number(header)),
    scope:
      global === true || headers.has('x-ratelimit-global') ? 'global' : readScope(headers.get('x-ratelimit-scope')),
    byDiscord: body !== null || headers.has('x-ratelimit-scope') || headers.has('x-ratelimit-limit'),
  };
}

function readObject(bytes: ArrayBuffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function readSeconds(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null;
  return Math.min(Math.ceil(value * 1000), LONGEST_WAIT_MS);
}

function readScope(header: string | null): LimitScope | null {
  return header === 'user' || header === 'global' || header === 'shared' ? header : null;
}
