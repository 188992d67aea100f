import { describe, expect, test } from 'vitest';
import { changesToReport } from '../../src/deliver/compose/compose-notice.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import type { EventChange } from '../../src/model/change.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import type { ClaimedPost, NoticeRow, PostRow } from '../../src/outbox/outbox.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { noticeMoments } from '../../src/plan/changes/plan-notices.ts';
import { at, buildClaim, buildEvent, expires, opens } from '../build/build-events.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';
import { said } from '../plan/two-states.ts';

const NOW = at('2025-11-01T12:00:00Z');
const truce = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('gazette', expires(day))], more);
const [A, B, C] = [truce('2025-11-20'), truce('2025-11-10'), truce('2025-11-15')];
const tariff = (day: string) => buildEvent('tariff', [buildClaim('gazette', expires(day))]);

type List = readonly ListEvent[];
/** What has become of the notice of one revision. */
type Fate = 'read' | 'perhaps' | 'failed' | 'refused' | 'skipped' | 'waiting' | 'held' | 'in part' | 'none';

const catalogueOf = (events: List) => makeCatalogue({ version: 'v', files: [], events: [...events] });

/**
 * What the notice of revision `own` says. Revision 1 made the first list of `lists` the second, and so on; each has a
 * notice with that fate, and the last list is in force. `failed`: an attempt was made and surely did not arrive;
 * `in part`: it was sent without the truce, and without what opens.
 */
async function say(lists: readonly List[], fates: readonly Fate[], own: number, more = {}) {
  const rows: NoticeRow[] = [];
  const posts = new Map<string, Partial<PostRow<'notice'>>>();
  const changes = lists
    .slice(1)
    .map((after, index) => compareLists(catalogueOf(lists[index] ?? []).all, catalogueOf(after).all));
  for (const [index, all] of changes.entries()) {
    const [fate, id] = [fates[index] ?? 'none', `notice ${index + 1}`];
    if (fate === 'none') continue;
    const ends = { read: 'sent', refused: 'dead', skipped: 'skipped', 'in part': 'sent' } as const;
    const state = fate in ends ? ends[fate as keyof typeof ends] : 'reserved';
    for (const moment of noticeMoments(all, { owner: ofGuild('g'), channel: 'c' }, index + 1, NOW)) {
      const isLeftOut = fate === 'in part' && (moment.event === 'truce' || moment.edge === 'opens');
      rows.push({ ...moment, state: isLeftOut ? 'skipped' : state, reason: null, post: id });
    }
    posts.set(id, {
      state: state === 'reserved' ? 'waiting' : state,
      due: fate === 'held' ? NOW + 1 : NOW,
      kind: 'notice',
      body: { revision: index + 1, changes: all, ping: false },
      firstUnanswered: fate === 'perhaps' || state === 'sent' ? NOW : null,
      payload: ['waiting', 'held', 'skipped'].includes(fate)
        ? null
        : { content: '', ping: null, cards: [], controls: [], files: [] },
    });
  }
  const body = { revision: own, changes: changes[own - 1] ?? [], ping: false };
  const id = `notice ${own}`;
  const moments = rows.filter(({ post }) => post === id);
  return changesToReport({ id, channel: 'c', body, moments } as unknown as ClaimedPost<'notice'>, rows, {
    list: catalogueOf(lists.at(-1) ?? []),
    outbox: {
      post: async (id) => (posts.get(id) ?? null) as PostRow | null,
      moments: async () => rows,
      editsOf: async () => [],
    },
    subscription: buildSubscription('c', { role: 'role', ...more }),
    now: NOW,
  });
}

/** The same in short: each change with its old and its new day. */
const shortly = ({ changes }: { changes: readonly EventChange[] }) =>
  changes.map(
    (change) => `${said([change])[0]} ${change.before?.sourceDate ?? '-'} → ${change.after?.sourceDate ?? '-'}`,
  );

describe('notices that nobody has read yet', () => {
  test.each<[string, readonly List[], readonly Fate[], string[]]>([
    ['a date there and back is not said', [[A], [B], [A]], ['skipped', 'waiting'], []],
    [
      'a date that moved on is told from the one that was read',
      [[A], [B], [C]],
      ['skipped', 'waiting'],
      ['earlier: expires 2025-11-20 → 2025-11-15'],
    ],
    [
      'after one that was read, only what came since counts',
      [[A], [B], [C]],
      ['read', 'waiting'],
      ['extended: expires 2025-11-10 → 2025-11-15'],
    ],
    [
      'what was perhaps read counts as read',
      [[A], [B], [A]],
      ['perhaps', 'waiting'],
      ['extended: expires 2025-11-10 → 2025-11-20'],
    ],
    ['what Discord refused was not read', [[A], [B], [A]], ['refused', 'waiting'], []],
    [
      'what was attempted and surely did not arrive was not read',
      [[A], [B], [C]],
      ['failed', 'waiting'],
      ['earlier: expires 2025-11-20 → 2025-11-15'],
    ],
    [
      'what an earlier notice left out was not read in it',
      [
        [A, tariff('2025-11-20')],
        [B, tariff('2025-11-22')],
        [C, tariff('2025-11-22')],
      ],
      ['in part', 'waiting'],
      ['earlier: expires 2025-11-20 → 2025-11-15'],
    ],
    ['removed and back is not said', [[A], [], [A]], ['skipped', 'waiting'], []],
    ['what is new and has moved is new', [[], [A], [B]], ['skipped', 'waiting'], ['new - → 2025-11-10']],
    [
      'what is new and called off is no news',
      [[], [A], [{ ...A, certainty: 'cancelled' }]],
      ['skipped', 'waiting'],
      [],
    ],
    [
      'other events are told as they changed',
      [
        [A, tariff('2025-11-20')],
        [B, tariff('2025-11-20')],
        [A, tariff('2025-11-21')],
      ],
      ['skipped', 'waiting'],
      ['extended: expires 2025-11-20 → 2025-11-21'],
    ],
  ])('%s', async (_, lists, fates, expected) => {
    expect(shortly(await say(lists, fates, lists.length - 1))).toEqual(expected);
  });

  test('a notice leaves an event to a later one that is ready, or was read, and says the rest', async () => {
    const lists = [
      [A, tariff('2025-11-20')],
      [B, tariff('2025-11-22')],
      [C, tariff('2025-11-22')],
    ];
    const rest = ['extended: expires 2025-11-20 → 2025-11-22'];
    expect(shortly(await say(lists, ['waiting', 'waiting'], 1))).toEqual(rest);
    expect(shortly(await say(lists, ['waiting', 'read'], 1))).toEqual(rest);
    expect(shortly(await say(lists, ['waiting', 'skipped'], 1))).toEqual(rest);
  });

  test('the rows of what a notice leaves out are named, with the reason, and of what it says none', async () => {
    const lists = [
      [A, tariff('2025-11-20')],
      [B, tariff('2025-11-22')],
      [C, tariff('2025-11-22')],
    ];
    const left = async (all: readonly List[], fates: readonly Fate[], own: number) =>
      (await say(all, fates, own)).leftOut.map(({ row, reason }) => `${row.event} ${row.sourceDate}: ${reason}`);
    expect(await left(lists, ['waiting', 'waiting'], 1)).toEqual(['truce 2025-11-10: told by notice']);
    expect(await left(lists, ['waiting', 'held'], 1)).toEqual(['truce 2025-11-10: nothing to say']);
    expect(await left(lists, ['in part', 'waiting'], 2)).toEqual([]);
    expect(await left([[A], [B], [A]], ['skipped', 'waiting'], 2)).toEqual(['truce 2025-11-20: nothing to say']);
  });

  test('of an event with two dates the one that a notice said is not said again, and the other from what was read', async () => {
    const span = (from: string, until: string) => [
      buildEvent('fair', [buildClaim('gazette', opens(from)), buildClaim('gazette', expires(until))]),
    ];
    const lists = [
      span('2025-11-10', '2025-11-20'),
      span('2025-11-11', '2025-11-21'),
      span('2025-11-12', '2025-11-21'),
    ];
    const first = await say(lists, ['waiting', 'held'], 1);
    expect(shortly(first)).toEqual(['extended: expires 2025-11-20 → 2025-11-21']);
    expect(first.leftOut.map(({ row }) => row.edge)).toEqual(['opens']);
    expect(shortly(await say(lists, ['in part', 'waiting'], 2))).toEqual(['later: opens 2025-11-10 → 2025-11-12']);
  });

  test('a notice that is due does not wait for a later one that is held, where it still holds', async () => {
    const unsure = { ...B, certainty: 'tentative' } as const;
    expect(shortly(await say([[A], [B], [unsure]], ['waiting', 'held'], 1))).toEqual([
      'earlier: expires 2025-11-20 → 2025-11-10',
    ]);
  });

  test('a notice whose only change to ping for was taken back pings for none of the others', async () => {
    const later = [C, tariff('2025-11-18')];
    const lists = [[A, tariff('2025-11-20')], [B, tariff('2025-11-20')], [A, tariff('2025-11-25')], later];
    expect(await say(lists, ['none', 'waiting', 'read'], 2)).toMatchObject({ changes: [], ping: false });
    const quiet = { notices: { earlier: 'ping', extended: 'post' } } as const;
    expect(await say(lists.slice(0, 3), ['skipped', 'waiting'], 2, quiet)).toMatchObject({
      changes: [{ event: 'tariff', kind: 'extended' }],
      ping: false,
    });
  });

  test('a notice that says the news of an earlier one pings as that would have', async () => {
    const lists = [[A], [B], [C]];
    expect(await say(lists, ['skipped', 'waiting'], 2)).toMatchObject({ ping: true });
    expect(await say(lists, ['read', 'waiting'], 2)).toMatchObject({ ping: false });
    expect(await say(lists, ['skipped', 'waiting'], 2, { notices: { earlier: 'post' } })).toMatchObject({
      ping: false,
    });
  });
});
