import { describe, expect, test } from 'vitest';
import { composeNotice } from '../../src/deliver/compose/compose-notice.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import type { ClaimedPost, MomentRow } from '../../src/outbox/outbox.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { noticeMoments } from '../../src/plan/changes/plan-notices.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, LEAD_DEFAULTS } from '../build/build-subscriptions.ts';

const NOW = at('2025-11-01T12:00:00Z');
const truce = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('gazette', expires(day))], more);
const SURE = truce('2025-11-10');

function catalogueOf(events: readonly (ListEvent | null)[]) {
  return makeCatalogue({ version: 'v', files: [], events: events.filter((event) => event !== null) });
}

/** What a notice of the change from `was` to `said` says when it is sent while the list holds `now`; else why not. */
async function compose(was: ListEvent[], said: (ListEvent | null)[], now = said, rows: Partial<MomentRow>[] = []) {
  const changes = compareLists(catalogueOf(was).all, catalogueOf(said).all);
  expect(changes.length).toBeGreaterThan(0);
  const body = { revision: 2, changes, ping: false };
  const moments = noticeMoments(changes, { owner: ofGuild('g'), channel: 'c' }, 2, NOW);
  const post = { id: 'notice', channel: 'c', nonce: 'mark', body, moments } as unknown as ClaimedPost<'notice'>;
  const composed = await composeNotice(post, {
    list: catalogueOf(now),
    outbox: { post: async () => null, moments: async () => rows as MomentRow[], editsOf: async () => [] },
    subscription: buildSubscription('c'),
    clock: { zone: 'UTC', postingTime: '09:00', leads: null },
    reader: 'UTC',
    leads: LEAD_DEFAULTS,
    now: NOW,
    replay: false,
    possiblyRepeated: false,
  });
  return composed === null || typeof composed === 'string' ? { why: composed } : composed.message;
}

describe('a notice that waited', () => {
  const cancelled = { ...SURE, certainty: 'cancelled' } as const;
  const postponed = { ...SURE, certainty: 'postponed' } as const;
  const tentative = { ...SURE, certainty: 'tentative' } as const;
  const doubted = { ...SURE, dateCertainty: 'tentative' } as const;
  test.each([
    ['cancelled, and on again', SURE, cancelled, SURE],
    ['cancelled, then only postponed', SURE, cancelled, postponed],
    ['postponed, and gone from the list', SURE, postponed, null],
    ['on again, and cancelled after all', cancelled, SURE, cancelled],
    ['in doubt, and sure again', SURE, tentative, SURE],
    ['its date in doubt, and sure again', SURE, doubted, SURE],
    ['earlier, and cancelled', SURE, truce('2025-11-08'), { ...truce('2025-11-08'), certainty: 'cancelled' } as const],
    ['earlier, and earlier still', SURE, truce('2025-11-08'), truce('2025-11-07')],
    ['removed, and back', SURE, null, SURE],
  ])('a notice that waited says nothing that a later list has taken back: %s', async (_, was, said, now) => {
    expect(await compose([was], [said], [now])).toEqual({ why: 'nothing to say' });
    expect(await compose([was], [said])).toHaveProperty('content');
  });

  test('a date that moved is said although the event has become less sure since', async () => {
    const now = { ...truce('2025-11-08'), certainty: 'tentative' } as const;
    expect(await compose([SURE], [truce('2025-11-08')], [now])).toMatchObject({
      content: '2 days earlier: truce may end in 7 days, Sat 8 Nov.',
    });
  });
});
