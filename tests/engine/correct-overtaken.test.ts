import { describe, expect, onTestFinished, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { makeCorrector, overtaken } from '../../src/engine/correct-messages.ts';
import { CHANGE_KINDS } from '../../src/model/change.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { ClaimedPost, MomentRow } from '../../src/outbox/outbox.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { type Mishaps, startEngineFixture } from '../build/start-engine.ts';

const START = '2025-11-02T12:00:00Z';
const NOW = at('2025-11-03T09:00:00Z');
const truce = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the truce', ...more });
const A = truce('2025-11-10');
const OFF = truce('2025-11-10', { certainty: 'cancelled' });
const SILENT = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 'nothing' as const]));

/** A channel with notices off, to be reminded of the truce at 09:00 on 3 November. */
async function open(mishaps: Mishaps, notices = SILENT) {
  const fixture = await startEngineFixture(START, [A], mishaps);
  onTestFinished(fixture.close);
  const wanted = { leads: leads('7d'), since: at(START), notices };
  await fixture.store.registry.putSubscription(buildSubscription('c', wanted));
  await fixture.pass(START);
  return fixture;
}

const kinds = async (fixture: Awaited<ReturnType<typeof open>>) =>
  (await fixture.store.outbox.posts({ channel: 'c', limit: 10 })).map(({ kind, state }) => `${kind} ${state}`).sort();

describe('reminders that the list overtakes on their way', () => {
  test('a reminder whose answer was lost is corrected once it is known to stand, where its event was called off before the next attempt', async () => {
    const fixture = await open({ answers: [{ kind: 'perhaps', why: '502' }] });
    expect(await fixture.pass('2025-11-03T09:00:00Z')).toEqual([expect.stringContaining('c: Truce ends in 7 days')]);
    fixture.setList([OFF]);
    expect(await fixture.pass('2025-11-03T09:00:10Z', 2_000)).toEqual([
      expect.stringContaining('c edited: Out of date. Truce ends in 7 days'),
    ]);
    expect(await fixture.rows()).toEqual([expect.stringContaining('truce 7d: sent')]);
    expect(await kinds(fixture)).toEqual(['correction sent', 'reminder sent']);
  });

  test('a reminder that waited for its slot while its event was called off is corrected once it stands', async () => {
    let asked: () => void = () => undefined;
    let give: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    const fixture = await open({
      slot() {
        asked();
        return given;
      },
    });
    const arrives = fixture.nextLine('2025-11-03T09:00:00Z');
    await waits;
    fixture.setList([OFF]);
    await fixture.engine().ticker.tick();
    give();
    await arrives;
    await fixture.engine().delivery.idle();
    expect(fixture.lines).toEqual([
      expect.stringContaining('c: Truce ends in 7 days'),
      expect.stringContaining('c edited: Out of date. Truce ends in 7 days'),
    ]);
    expect(await kinds(fixture)).toEqual(['correction sent', 'reminder sent']);
  });

  test('a reminder whose date stands is corrected where its words changed meanwhile', async () => {
    const fixture = await open({ answers: [{ kind: 'perhaps', why: '502' }] });
    await fixture.pass('2025-11-03T09:00:00Z');
    fixture.setList([truce('2025-11-10', { title: 'Tariff truce' })]);
    expect(await fixture.pass('2025-11-03T09:00:10Z', 2_000)).toEqual([
      expect.stringContaining('c edited: Tariff truce ends in 7 days'),
    ]);
    expect(await kinds(fixture)).toEqual(['correction sent', 'reminder sent']);
  });

  test('a reminder is left alone where nothing of it changed', async () => {
    const fixture = await open({ answers: [{ kind: 'perhaps', why: '502' }] });
    await fixture.pass('2025-11-03T09:00:00Z');
    expect(await fixture.pass('2025-11-03T09:00:10Z', 2_000)).toEqual([]);
    expect(await kinds(fixture)).toEqual(['reminder sent']);
  });
});

describe('what overtakes a message', () => {
  const catalogue = (...events: ListEvent[]) => makeCatalogue({ version: 'v', files: [], events });
  const row = { event: 'truce', edge: 'expires', sourceDate: '2025-11-10', anchor: at('2025-11-11T00:00:00Z') };
  const notice = (before: ListEvent, after: ListEvent | null) => {
    const changes = compareLists(catalogue(before).all, (after === null ? catalogue() : catalogue(after)).all);
    return { kind: 'notice' as const, body: { revision: 2, changes, ping: false } };
  };
  const REMINDER = { kind: 'reminder' as const, body: null };
  const find = (
    post: Parameters<typeof overtaken>[1]['post'],
    list: ListEvent[],
    { from = null, now = NOW }: { from?: ListEvent[] | null; now?: number } = {},
  ) =>
    overtaken([row as MomentRow], {
      post,
      from: from === null ? null : catalogue(...from),
      list: catalogue(...list),
      now,
    }).length;

  test.each<[string, ListEvent[], number]>([
    ['its date stands', [A], 0],
    ['its date moved', [truce('2025-11-20')], 1],
    ['it was called off', [OFF], 1],
    ['it left the list', [], 1],
  ])('a reminder is overtaken or not: %s', (_, list, count) => expect(find(REMINDER, list)).toBe(count));

  test('a list that is tidied up after the date takes nothing back', () => {
    expect(find(REMINDER, [], { now: row.anchor })).toBe(0);
  });

  test('a notice is not overtaken by what it says itself', () => {
    expect(find(notice(A, OFF), [OFF])).toBe(0);
    expect(find(notice(A, null), [])).toBe(0);
    expect(find(notice(truce('2025-11-08'), A), [truce('2025-11-20')])).toBe(1);
    expect(find(notice(truce('2025-11-08'), A), [OFF])).toBe(1);
  });

  test('a notice that was made from the list in force is not overtaken, whatever it was reserved for', () => {
    const moved = notice(truce('2025-11-08'), A);
    expect(find(moved, [OFF], { from: [OFF] })).toBe(0);
    expect(find(moved, [OFF], { from: [A] })).toBe(1);
  });
});

test('the correction is written down before the ledger says that the message stands: whoever dies then asks again', async () => {
  const fixture = await open({ answers: [{ kind: 'perhaps', why: '502' }] });
  await fixture.pass('2025-11-03T09:00:00Z');
  fixture.setList([OFF]);
  const states: string[][] = [];
  const { reserve } = fixture.store.outbox;
  fixture.store.outbox.reserve = async (reservation) => {
    if (reservation.posts.some(({ kind }) => kind === 'correction')) states.push(await fixture.rows());
    return reserve(reservation);
  };
  await fixture.pass('2025-11-03T09:00:10Z', 2_000);
  expect(states[0]).toEqual([expect.stringContaining('truce 7d: reserved')]);
});

test('a post whose dates stand costs no look into the ledger', async () => {
  const never = async () => {
    throw new Error('The ledger was read.');
  };
  let list = makeCatalogue({ version: 'v', files: [], events: [A] });
  const corrector = makeCorrector({
    outbox: { post: never, posts: never, moments: never, reserve: never, settledList: never, changes: never },
    roster: { find: () => ({ ...buildSubscription('c'), unsettled: null, version: 1 }) },
    catalogue: () => list,
    now: () => NOW,
  });
  const moments = [{ event: 'truce', edge: 'expires', sourceDate: '2025-11-10' }] as MomentRow[];
  const post = { kind: 'reminder', channel: 'c', body: null, firstUnanswered: null, moments } as unknown as ClaimedPost;
  corrector.composing(post);
  await corrector.stands(post, '1');
  list = makeCatalogue({ version: 'w', files: [], events: [OFF] });
  await corrector.stands({ ...post, moments: [] }, '1');
  await expect(corrector.stands(post, '1')).rejects.toThrow('The ledger was read.');
});
