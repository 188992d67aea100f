import { describe, expect, onTestFinished, test } from 'vitest';
import { CHANGE_KINDS, type ChangeKind, type NoticeWay } from '../../src/model/change.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { restsBecause } from '../../src/plan/reminders/match-filter.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';
import { AFTER, BEFORE, CASES, CELLS, WAYS } from '../plan/notice-table.ts';

const COLUMNS = ['not told', 'told', 'over, not told', 'over, told'] as const;
type Column = (typeof COLUMNS)[number];

const iso = (instant: number) => new Date(instant).toISOString();
const listed = (event: ListEvent | null) => (event === null ? [] : [event]);
const nothing = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 'nothing' as const]));

/** What a channel chose: this kind, with all others silent. What comes back to the list is `restored` to those it left. */
const chosen = (kind: ChangeKind, way: NoticeWay) => ({
  ...nothing,
  [kind]: way,
  ...(kind === 'new' ? { restored: way } : {}),
});

/** The state of the event in which people can be reminded of it: before the change, or else after it. */
function livingEvent(kind: ChangeKind): ListEvent | null {
  return (
    CASES[kind].find((event) => event !== null && restsBecause(event) === null && deriveEdges(event).length > 0) ?? null
  );
}

/** A running program whose four channels, one for each choice, are in the state of the column, just before the change. */
async function openCell(kind: ChangeKind, column: Column) {
  const [before] = CASES[kind];
  const wasAnnounced = column === 'told' || column === 'over, told';
  const now = column === 'told' || column === 'not told' ? BEFORE : AFTER;
  const start = wasAnnounced ? '2025-10-01T00:00:00Z' : iso(now);
  const first = wasAnnounced ? livingEvent(kind) : before;
  const fixture = await startEngineFixture(start, listed(first));
  onTestFinished(fixture.close);
  for (const way of WAYS) {
    const wanted = { leads: leads('30d'), since: Date.parse(start), role: 'role', notices: chosen(kind, way) };
    await fixture.store.registry.putSubscription(buildSubscription(way, wanted));
  }
  await fixture.pass(start);
  if (wasAnnounced) {
    // Thirty days before 10 and before 20 November.
    const reminded = [...(await fixture.pass('2025-10-11T09:00:00Z')), ...(await fixture.pass('2025-10-21T09:00:00Z'))];
    expect(reminded).toHaveLength(WAYS.length);
    if (first !== before) {
      fixture.setList(listed(before));
      await fixture.pass('2025-10-25T00:00:00Z');
    }
    await fixture.pass(iso(now));
  }
  return { fixture, at: iso(now + 60_000) };
}

/** What the change brings about in each channel, in the words of the table; reminders beside it apart. */
async function play(kind: ChangeKind, column: Column) {
  const { fixture, at } = await openCell(kind, column);
  const posts = async (channel: string) => fixture.store.outbox.posts({ channel, limit: 100 });
  const earlier = new Set((await Promise.all(WAYS.map(posts))).flat().map(({ id }) => id));
  fixture.setList(listed(CASES[kind][1]));
  const lines = await fixture.pass(at);
  return Promise.all(
    WAYS.map(async (way) => {
      const made = (await posts(way)).filter(({ id, state }) => !earlier.has(id) && state === 'sent');
      const notices = made.filter((post) => post.kind === 'notice');
      const corrections = made.filter((post) => post.kind === 'correction');
      const reminders = made.filter((post) => post.kind === 'reminder');
      // What the ledger says was sent is what arrived.
      expect(lines.filter((line) => line.includes(`Z ${way}: `))).toHaveLength(notices.length + reminders.length);
      expect(lines.filter((line) => line.includes(`Z ${way} edited: `))).toHaveLength(corrections.length);
      for (const { addedLate } of reminders) expect(addedLate).toBe(true);
      const message = notices.map(({ payload }) => (payload?.ping === 'role' ? 'message with ping' : 'message'));
      const cell = [...message, ...corrections.map(() => 'correction')].join(', ') || '–';
      return { way, cell, reminders: reminders.length, notices: notices.length };
    }),
  );
}

describe.each(COLUMNS)(
  'at any change a channel that is "%s" gets just the messages and edits of the table',
  (column) => {
    test.each(CHANGE_KINDS)('a change "%s" gives each channel what the cell says', async (kind) => {
      const played = await play(kind, column);
      const table = WAYS.map((way) => {
        const row = CELLS.find(([one, other]) => one === kind && other === way);
        return [way, row?.[2 + COLUMNS.indexOf(column)]];
      });
      expect(played.map(({ way, cell }) => [way, cell])).toEqual(table);
      // A notice that announces a date stands for the reminder of it that has passed already.
      for (const { notices, reminders } of played) expect(notices + reminders).toBeLessThanOrEqual(1);
    });
  },
);
