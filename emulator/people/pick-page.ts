/** Which messages `GET /channels/:channel/messages` answers with, newest first. */
import type { Reason } from '../rest/answer-request.ts';
import { isEphemeral } from '../world/describe-message.ts';
import { compareSnowflakes } from '../world/make-snowflake.ts';
import type { StoredMessage } from '../world/world.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/** `around`, `before` and `after` exclude each other; the first given of them counts. Default 50, at most 100. */
export function pickPage(
  messages: ReadonlyMap<string, StoredMessage>,
  query: URLSearchParams,
): { readonly messages: readonly StoredMessage[] } | { readonly reasons: readonly Reason[] } {
  const limit = query.has('limit') ? Number(query.get('limit')) : DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    return {
      reasons: [
        { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: `int value should be between 1 and ${MAX_LIMIT}.` },
      ],
    };
  }
  const pivots = ['around', 'before', 'after'].map((key) => query.get(key));
  const bad = pivots.findIndex((pivot) => pivot !== null && !/^\d{1,20}$/.test(pivot));
  if (bad !== -1) {
    return {
      reasons: [
        {
          path: [['around', 'before', 'after'][bad] ?? 'around'],
          code: 'NUMBER_TYPE_COERCE',
          message: 'Value is not snowflake.',
        },
      ],
    };
  }
  const newestFirst = [...messages.values()]
    .filter((message) => !isEphemeral(message))
    .sort((left, right) => compareSnowflakes(right.id, left.id));
  const [around, before, after] = pivots;
  if (around) return { messages: pickAround(newestFirst, around, limit) };
  if (before) return { messages: newestFirst.filter(({ id }) => compareSnowflakes(id, before) < 0).slice(0, limit) };
  if (after) return { messages: newestFirst.filter(({ id }) => compareSnowflakes(id, after) > 0).slice(-limit) };
  return { messages: newestFirst.slice(0, limit) };
}

function pickAround(newestFirst: readonly StoredMessage[], pivot: string, limit: number): readonly StoredMessage[] {
  const half = Math.floor(limit / 2);
  const newer = newestFirst.filter(({ id }) => compareSnowflakes(id, pivot) > 0).slice(-half || newestFirst.length);
  const rest = newestFirst.filter(({ id }) => compareSnowflakes(id, pivot) <= 0).slice(0, limit - half);
  return [...(half === 0 ? [] : newer), ...rest];
}
