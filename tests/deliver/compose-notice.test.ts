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
const other = buildEvent('other', [buildClaim('gazette', expires('2025-12-01'))]);

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
    outbox: { post: async () => null, moments: async () => rows as MomentRow[] },
    subscription: buildSubscription('c'),
    clock: { zone: 'UTC', postingTime: '09:00', leads: null },
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
      content: expect.stringContaining('8 November'),
    });
  });
});

describe('that earlier reminders are marked', () => {
  const announced: Partial<MomentRow> = {
    event: 'truce',
    edge: 'expires',
    sourceDate: '2025-11-10',
    state: 'sent',
    post: 'p',
  };
  const moved = truce('2025-11-20');
  const fieldsOf = async (rows: Partial<MomentRow>[], said: ListEvent) =>
    JSON.stringify(await compose([SURE, other], [said, { ...other, certainty: 'tentative' }], undefined, rows));

  test('that earlier reminders are marked is said of the event that this channel was reminded of, and of no other', async () => {
    expect((await fieldsOf([announced], moved)).split('Earlier reminders').length - 1).toBe(1);
  });

  test.each([
    ['was never sent', { ...announced, state: 'skipped' as const }, moved],
    ['named the date that holds now', { ...announced, sourceDate: '2025-11-20' }, moved],
    ['is this notice itself', { ...announced, post: 'notice' }, moved],
  ])('that earlier reminders are marked is not said where the reminder %s', async (_, row, said) => {
    expect(await fieldsOf([row], said)).not.toContain('Earlier reminders');
  });
});
