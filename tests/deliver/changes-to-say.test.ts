import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/app/catalogue.ts';
import { changesToSay } from '../../src/deliver/changes-to-say.ts';
import type { EventChange } from '../../src/model/change.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { ClaimedPost, MomentRow, PostRow } from '../../src/outbox/outbox.ts';
import { compareLists } from '../../src/plan/compare-events.ts';
import { at, buildClaim, buildEvent, buildSubscription, expires } from '../plan/build.ts';
import { said } from '../plan/two-states.ts';

const NOW = at('2025-11-01T12:00:00Z');
const truce = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('gazette', expires(day))], more);
const [A, B, C] = [truce('2025-11-20'), truce('2025-11-10'), truce('2025-11-15')];
const tariff = (day: string) => buildEvent('tariff', [buildClaim('gazette', expires(day))]);

type List = readonly ListEvent[];
/** What has become of the notice of one revision. */
type Fate = 'read' | 'perhaps' | 'refused' | 'skipped' | 'waiting' | 'held' | 'none';

const catalogueOf = (events: List) => makeCatalogue({ version: 'v', files: [], events: [...events] });

/**
 * What the notice of revision `own` says. Revision 1 made the first list of `lists` the second, and so on; each has a
 * notice with that fate, and the last list is in force.
 */
async function say(lists: readonly List[], fates: readonly Fate[], own: number, more = {}) {
  const rows: Partial<MomentRow>[] = [];
  const posts = new Map<string, Partial<PostRow>>();
  const changes = lists
    .slice(1)
    .map((after, index) => compareLists(catalogueOf(lists[index] ?? []).all, catalogueOf(after).all));
  for (const [index, all] of changes.entries()) {
    const [fate, id] = [fates[index] ?? 'none', `notice ${index + 1}`];
    if (fate === 'none') continue;
    const ends = { read: 'sent', refused: 'dead', skipped: 'skipped' } as const;
    const state = fate in ends ? ends[fate as keyof typeof ends] : 'reserved';
    rows.push(...all.map(({ event }) => ({ event, lead: `notice#${index + 1}`, state, post: id }) as const));
    posts.set(id, {
      state: state === 'reserved' ? 'waiting' : state,
      due: fate === 'held' ? NOW + 1 : NOW,
      body: JSON.stringify({ revision: index + 1, changes: all, ping: false }),
      payload:
        fate === 'perhaps' || fate === 'refused'
          ? { content: '', ping: null, cards: [], controls: [], files: [] }
          : null,
    });
  }
  const body = { revision: own, changes: changes[own - 1] ?? [], ping: false };
  return changesToSay({ id: `notice ${own}`, channel: 'c' } as ClaimedPost, body, rows as MomentRow[], {
    list: catalogueOf(lists.at(-1) ?? []),
    outbox: { post: async (id) => (posts.get(id) ?? null) as PostRow | null, moments: async () => rows as MomentRow[] },
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
