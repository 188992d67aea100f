import type { Headers } from 'undici';
import { DAY_MS } from '../../model/date.ts';
import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import { maskSecrets } from '../../model/mask-secrets.ts';

/**
 * The scope of the limit that a 429 names; `shared` also where a proxy refused by itself, without asking Discord:
 * https://docs.discord.com/developers/topics/rate-limits#header-format-rate-limit-header-examples
 */
export type LimitScope = 'user' | 'global' | 'shared';

/** The content of an answer other than 2xx. */
export type Refusal = {
  readonly status: number;
  /** Discord's JSON error code; `null` where the answer had none. */
  readonly code: number | null;
  /** Discord's own words, on one line and at most 200 characters. */
  readonly text: string;
  /** From the body (which has fractions), else from the header; `null` where neither says. */
  readonly retryAfterMs: number | null;
  readonly scope: LimitScope | null;
  /** False for pages of a proxy or of Cloudflare: no JSON object, none of Discord's limit headers, and no limit of a proxy. */
  readonly byDiscord: boolean;
};

/** Discord (or something before it) answered, and not with success. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(describeRefusal(refusal));
    this.refusal = refusal;
  }
}

/** No complete answer arrived. The text holds the error's code only: messages of libraries may quote headers. */
export class RequestBroken extends Error {
  override readonly name = 'RequestBroken';
  /** Node's or undici's code, such as `ECONNRESET`, or the error's name. */
  readonly reason: string;
  /** True once the request was being written to a connection: from then on it may have been carried out. */
  readonly written: boolean;
  constructor(reason: string, written: boolean) {
    super(written ? `The connection broke before the answer was complete (${reason}).` : `No connection (${reason}).`);
    this.reason = reason;
    this.written = written;
  }
}

/** Nothing was sent, because by then it was no longer this process's to send. */
export class RequestHeld extends Error {
  override readonly name = 'RequestHeld';
  constructor() {
    super('Another process has this to send by now.');
  }
}

/** Nothing was sent, because too many requests were refused lately (`transport.ts`). */
export class RequestBarred extends Error {
  override readonly name = 'RequestBarred';
  readonly waitMs: number;
  constructor(waitMs: number) {
    super('Too many refused requests in the last ten minutes; requests pause before Discord bans this address.');
    this.waitMs = waitMs;
  }
}

/** `403 (50013 Missing Permissions)`, for logs and reasons. */
export function describeRefusal({ status, code, text }: Refusal): string {
  const said = [code === null ? null : String(code), text === '' ? null : text]
    .filter((part) => part !== null)
    .join(' ');
  return said === '' ? String(status) : `${status} (${said})`;
}

/** A wait of more than a day is cut to this. */
const LONGEST_WAIT_MS = DAY_MS;

/** Reads an answer that is not 2xx. Whatever its body is, this returns. */
export function readRefusal(status: number, headers: Headers, bytes: ArrayBuffer): Refusal {
  const body = readObject(bytes);
  const { code, message, retry_after: wait, global } = body ?? {};
  const header = headers.get('retry-after');
  const hasLimit = headers.has('x-ratelimit-scope') || headers.has('x-ratelimit-limit');
  // @discordjs/proxy says nothing but how long; Cloudflare's ban has a page. nirn-proxy names itself.
  const isBare = bytes.byteLength === 0 && header !== null && !hasLimit;
  const byProxy = status === 429 && (isBare || headers.has('generated-by-proxy'));
  return {
    status,
    code: typeof code === 'number' ? code : null,
    text:
      typeof message === 'string' ? maskSecrets(message.slice(0, 2_000)).replace(/\s+/g, ' ').trim().slice(0, 200) : '',
    retryAfterMs: readSeconds(wait) ?? readSeconds(header === null ? null : Number(header)),
    scope: byProxy
      ? 'shared'
      : global === true || headers.has('x-ratelimit-global')
        ? 'global'
        : readScope(headers.get('x-ratelimit-scope')),
    byDiscord: body !== null || hasLimit || byProxy,
  };
}

function readObject(bytes: ArrayBuffer): Readonly<Record<string, unknown>> | null {
  return decodeJsonOr<Readonly<Record<string, unknown>> | null>(new TextDecoder().decode(bytes), isObject, null);
}

function readSeconds(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null;
  return Math.min(Math.ceil(value * 1000), LONGEST_WAIT_MS);
}

function readScope(header: string | null): LimitScope | null {
  return header === 'user' || header === 'global' || header === 'shared' ? header : null;
}
