import type { Gap } from '../deliver/recall-sent.ts';
import type { Instant } from '../model/date.ts';
import { decodeJsonOr, isObject } from '../model/decode-json.ts';
import type { Registry } from '../outbox/registry.ts';

/** The name of the fact that keeps the gap over restarts. */
const FACT = 'gap';
/** As long as Discord surely knows a nonce again, a state that is older than the channels does no harm. */
const LEAST_MS = 120_000;
/** The first tick comes this much after a start at most; its plan belongs to the gap. */
const FIRST_TICK_MS = 5 * 60_000;
/** Gaps that lie so near to each other are kept as one, since posts of the earlier one may still wait. */
const NEAR_MS = 24 * 3_600_000;

/**
 * The gap before this start: from what ticks had handled by the state's own word (`handled`) until now. While the program
 * was merely off nothing was sent in it; where the state was restored from an older copy, much may have been (product
 * rule 20). Remembered in the state, for posts that wait over another restart. `null` where there never was one.
 */
export async function rememberGap(
  registry: Pick<Registry, 'recall' | 'remember'>,
  handled: Instant | null,
  now: Instant,
): Promise<Gap | null> {
  const known = decodeJsonOr<Gap | null>(await registry.recall(FACT), isGap, null);
  if (handled === null || now - handled <= LEAST_MS) return known;
  const isNear = known !== null && handled - known.to <= NEAR_MS;
  const gap = { from: isNear ? Math.min(known.from, handled) : handled, to: now + FIRST_TICK_MS };
  await registry.remember(FACT, JSON.stringify(gap));
  return gap;
}

/** The stretch of a gap in which the program did not run: what fell due then is late because it was off. */
export function offlineIn(gap: Gap | null): Gap | null {
  return gap === null ? null : { from: gap.from, to: gap.to - FIRST_TICK_MS };
}

function isGap(value: unknown): value is Gap {
  return isObject(value) && typeof value['from'] === 'number' && typeof value['to'] === 'number';
}
