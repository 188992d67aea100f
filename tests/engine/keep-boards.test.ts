import { afterEach, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { DELETED_TWICE } from '../../src/model/recurring.ts';
import { at, buildClaim, buildEvent, expires, takesEffect } from '../build/build-events.ts';
import { board, buildRecurring, type RecurringFixture, type Request } from '../build/build-recurring.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';

const START = '2025-10-30T16:00:00Z';
const SINCE = at(START);
const tariff = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('tariff', [buildClaim('office', takesEffect(day))], { title: 'Tariff', topics: ['steel'], ...more });
const TRUCE = buildEvent('truce', [buildClaim('office', expires('2025-11-10'))], { title: 'Truce' });

let fixture: RecurringFixture;
afterEach(async () => {
  await fixture.close();
});

async function withBoards(...channels: string[]): Promise<RecurringFixture> {
  fixture = await buildRecurring(START, [tariff('2025-11-01'), TRUCE]);
  await fixture.tick(START);
  for (const channel of channels) await fixture.registry.putRecurring(board(channel, SINCE));
  return fixture;
}
const what = (requests: readonly Request[]) => requests.map((one) => `${one.what} ${one.channel} ${one.id}`);
const shown = (request: Request | undefined) =>
  request === undefined || request.what === 'pin' ? '' : (request.message.cards[0]?.description ?? '');

test('a board is posted once and pinned, without a ping, and then left alone while nothing changes', async () => {
  const { tick } = await withBoards('a');
  const made = await tick('2025-10-30T16:00:01Z');
  expect(what(made)).toEqual(['post a 1', 'pin a 1']);
  expect(made[0]).toMatchObject({ message: { ping: null } });
  expect(shown(made[0])).toContain('• Sat 1 Nov · **Tariff**');
  for (const iso of ['2025-10-30T16:00:02Z', '2025-10-30T16:00:07Z', '2025-10-30T20:00:00Z', '2025-10-31T03:59:59Z']) {
    expect(await tick(iso)).toEqual([]);
  }
});

test('a board is edited at midnight of the server, whose zone it follows, and when a date passes', async () => {
  const { tick, registry } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  await tick('2025-10-30T16:00:07Z');
  expect(what(await tick('2025-10-31T04:00:00Z'))).toEqual(['edit a 1']);
  await registry.putGuildSettings(
    { guild: 'guild', zone: 'Asia/Seoul', postingTime: null },
    at('2025-10-31T05:00:00Z'),
  );
  // In Seoul it is the same day already, said by its own name.
  expect(what(await tick('2025-10-31T05:00:01Z'))).toEqual(['edit a 1']);
  expect(what(await tick('2025-10-31T15:00:00Z'))).toEqual(['edit a 1']);
  await tick('2025-10-31T15:00:06Z');
  const [passed] = await tick('2025-11-01T04:00:00Z');
  expect(shown(passed)).toContain('• ~~Sat 1 Nov~~ · **Tariff** · passed');
  await tick('2025-11-01T15:00:00Z');
  const [gone] = await tick('2025-11-02T15:00:00Z');
  expect(shown(gone)).not.toContain('Tariff');
});

test('a board is edited when the list changes, and not where it reads the same', async () => {
  const { tick, setList } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  await tick('2025-10-30T16:00:07Z');
  setList([tariff('2025-11-05'), TRUCE]);
  const [edit] = await tick('2025-10-30T17:00:00Z');
  expect(shown(edit)).toContain('• Wed 5 Nov · **Tariff**');
  await tick('2025-10-30T17:00:06Z');
  // The version of the list is on it, and so it changes with every list; the same list read again is no change.
  expect(await tick('2025-10-30T17:00:12Z')).toEqual([]);
});

test('a board shows what the subscription of its channel wants', async () => {
  const { tick, registry } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  const filter = { topics: ['steel'], kinds: null };
  await registry.putSubscription(buildSubscription('a', { filter, since: SINCE }));
  const [edit] = await tick('2025-10-30T16:00:09Z');
  expect(shown(edit)).toContain('Tariff');
  expect(shown(edit)).not.toContain('Truce');
});

test('a board of one channel has nothing to do with that of another', async () => {
  const { tick, deleted } = await withBoards('a', 'b');
  expect(what(await tick('2025-10-30T16:00:01Z')).sort()).toEqual(['pin a 1', 'pin b 2', 'post a 1', 'post b 2']);
  deleted.add('1');
  await tick('2025-10-30T16:00:07Z');
  expect(what(await tick('2025-10-31T04:00:00Z')).sort()).toEqual(['edit a 1', 'edit b 2']);
  expect(what(await tick('2025-10-31T04:00:06Z'))).toEqual(['post a 3', 'pin a 3']);
  expect(what(await tick('2025-11-01T04:00:00Z')).sort()).toEqual(['edit a 3', 'edit b 2']);
});

test('a board that somebody deletes is made anew once; deleted again it rests, and somebody is notified', async () => {
  const { tick, deleted, registry, gone } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  deleted.add('1');
  await tick('2025-10-31T04:00:00Z');
  expect(what(await tick('2025-10-31T04:00:06Z'))).toEqual(['post a 2', 'pin a 2']);
  await tick('2025-10-31T04:00:12Z');
  deleted.add('2');
  expect(what(await tick('2025-11-01T04:00:00Z'))).toEqual(['edit a 2']);
  expect(await tick('2025-11-01T04:00:06Z')).toEqual([]);
  expect(gone.map(({ channel }) => channel)).toEqual(['a']);
  expect((await registry.recurring())[0]?.paused).toBe(DELETED_TWICE);
  expect(await tick('2025-11-02T04:00:00Z')).toEqual([]);
  expect(gone).toHaveLength(1);
});

test('a board that was deleted and is begun anew by hand counts from nothing', async () => {
  const { tick, deleted, registry } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  deleted.add('1').add('2');
  for (const iso of ['2025-10-31T04:00:00Z', '2025-10-31T04:00:06Z', '2025-11-01T04:00:00Z', '2025-11-01T04:00:06Z']) {
    await tick(iso);
  }
  await registry.putRecurring(board('a', at('2025-11-01T12:00:00Z')));
  expect(what(await tick('2025-11-01T12:00:01Z'))).toEqual(['post a 3', 'pin a 3']);
  deleted.add('3');
  await tick('2025-11-02T04:00:00Z');
  expect(what(await tick('2025-11-02T04:00:06Z'))).toEqual(['post a 4', 'pin a 4']);
});

test('a board that was reserved and never sent is sent once, as it reads by then', async () => {
  const { tick, tickAndCrash, setList } = await withBoards('a');
  await tickAndCrash('2025-10-30T16:00:01Z');
  setList([TRUCE]);
  const made = await tick('2025-10-30T18:00:00Z');
  expect(what(made)).toEqual(['post a 1', 'pin a 1']);
  expect(shown(made[0])).not.toContain('Tariff');
  // What it shows is not what it was reserved for, so it is looked at once more, and only once.
  expect(what(await tick('2025-10-30T18:00:20Z'))).toEqual(['edit a 1']);
  expect(await tick('2025-10-30T18:00:40Z')).toEqual([]);
  expect(fixture.requests.filter(({ what }) => what === 'post')).toHaveLength(1);
});

test('a crash between reserving and noting a board makes no second post', async () => {
  const { tick, restart, registry, outbox } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  // As if the process had died before it could note that it reserved the first post.
  await registry.noteBoard('a', { count: 0, print: null, remade: 0 });
  await restart();
  await tick('2025-10-30T16:00:02Z');
  await tick('2025-10-30T16:00:09Z');
  expect(fixture.requests.filter(({ what }) => what === 'post')).toHaveLength(1);
  expect((await registry.recurring())[0]?.board?.count).toBeGreaterThanOrEqual(1);
  expect((await outbox.posts({ channel: 'a', limit: 9 })).every(({ state }) => state === 'sent')).toBe(true);
});

test('a restart alone changes nothing of a board, and a deletion that nobody saw is seen by the next process', async () => {
  const { tick, restart, deleted } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  await restart();
  expect(await tick('2025-10-30T16:00:09Z')).toEqual([]);
  deleted.add('1');
  await tick('2025-10-31T04:00:00Z');
  await restart();
  expect(what(await tick('2025-10-31T04:00:01Z'))).toEqual(['post a 2', 'pin a 2']);
});

test('a board whose channel is closed rests, is tried when it falls due and not in between, and is edited when it is resumed', async () => {
  const { tick, answer, registry } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  await tick('2025-10-30T16:00:07Z');
  const closed = { kind: 'closed', reason: 'missing access', why: '50001' } as const;
  answer(closed, closed);
  expect(await tick('2025-10-31T04:00:00Z')).toEqual([]);
  expect((await registry.recurring())[0]?.paused).toBe('missing access');
  expect(await tick('2025-10-31T04:00:06Z')).toEqual([]);
  expect(await tick('2025-11-01T04:00:00Z')).toEqual([]);
  await registry.pauseRecurring('a', 'board', null);
  expect(what(await tick('2025-11-01T05:00:00Z'))).toEqual(['edit a 1']);
});

test('a board that Discord refuses is not tried again as it is, only when it reads otherwise', async () => {
  const { tick, answer } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  await tick('2025-10-30T16:00:07Z');
  // Once with its card, once as plain text.
  answer({ kind: 'refused', why: '400' }, { kind: 'refused', why: '400' });
  expect(await tick('2025-10-31T04:00:00Z')).toEqual([]);
  expect(await tick('2025-10-31T04:00:06Z')).toEqual([]);
  expect(await tick('2025-10-31T12:00:00Z')).toEqual([]);
  expect(what(await tick('2025-11-01T04:00:00Z'))).toEqual(['edit a 1']);
});

test('the next look that is needed is said, so that a simulated world stops for it', async () => {
  const { world, engine } = await withBoards('a');
  await fixture.tick('2025-10-30T16:00:01Z');
  await fixture.tick('2025-10-30T16:00:07Z');
  world.moveTo(at('2025-10-30T16:00:08Z'));
  const end = await engine().ticker.tick();
  expect(end).toMatchObject({ kind: 'ticked', posts: 0, nextDue: at('2025-10-31T04:00:00Z') });
});

test('a board in a channel that rests is tried when it falls due, and as soon as the channel is open again', async () => {
  const { tick, registry } = await withBoards('a');
  await tick('2025-10-30T16:00:01Z');
  await tick('2025-10-30T16:00:07Z');
  await registry.pauseRecurring('a', 'board', 'missing access');
  expect(await tick('2025-10-30T16:00:13Z')).toEqual([]);
  expect(what(await tick('2025-10-31T04:00:00Z'))).toEqual(['edit a 1']);
  await registry.pauseRecurring('a', 'board', DELETED_TWICE);
  expect(await tick('2025-11-01T04:00:00Z')).toEqual([]);
  await registry.pauseRecurring('a', 'board', null);
  expect(what(await tick('2025-11-01T04:00:01Z'))).toEqual(['edit a 1']);
});
