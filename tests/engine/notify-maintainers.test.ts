import { expect, test } from 'vitest';
import { type Catalogue, makeCatalogue } from '../../src/engine/catalogue.ts';
import { notifyMaintainers } from '../../src/engine/notify-maintainers.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { Problem } from '../../src/model/problem.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { describeAhead } from '../../src/render/trouble/describe-list.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { steppedWorld } from '../../src/time/world.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';

const START = '2025-10-15T00:00:00Z';
const CHANNEL = '700';
const problem = (line: number): Problem => ({
  file: 'data/own.yaml',
  line,
  column: 1,
  at: null,
  message: 'This is wrong.',
  found: null,
  expected: null,
});

const truce = (more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('a', expires('2025-10-20'), { published: '2025-08-01' })], more);

function catalogueOf(...events: ListEvent[]): Catalogue {
  return makeCatalogue({ version: 'made up', files: [], events });
}

/** Over a real store; a second `start` is the next process on the same state. */
async function open(channel: string | null = CHANNEL) {
  const store = await openMemoryStore({ clock: 'simulated', machine: realMachine() });
  const world = steppedWorld(at(START));
  const held = { catalogue: catalogueOf(truce()), wakes: 0, errors: 0 };
  const start = (outbox: Pick<typeof store.outbox, 'reserve'> = store.outbox) =>
    notifyMaintainers({
      channel,
      outbox,
      registry: store.registry,
      log: {
        error() {
          held.errors += 1;
        },
      },
      catalogue: () => held.catalogue,
      describeAhead: (now) => describeAhead(held.catalogue.dated, now),
      now: world.now,
      wake() {
        held.wakes += 1;
      },
    });
  const posts = async () => (await store.outbox.posts({ channel: CHANNEL, limit: 100 })).reverse();
  const said = async () => (await posts()).flatMap((post) => (post.kind === 'trouble' ? [post.body] : []));
  return { store, world, held, start, posts, said };
}

test('the maintainers are notified of a start with what is ahead, and of a stop', async () => {
  const { world, start, said, held } = await open();
  const maintainers = start();
  await maintainers.started();
  world.moveTo(at('2025-10-15T01:00:00Z'));
  await maintainers.stopped();
  expect(await said()).toEqual([
    { what: 'started', at: at(START), ahead: '1 exact date is ahead; the nearest is truce, Mon 20 Oct 2025.' },
    { what: 'stopped', at: at('2025-10-15T01:00:00Z') },
  ]);
  expect(held.wakes).toBe(2);
});

test('the maintainers are notified by posts that never go before a reminder', async () => {
  const { start, posts } = await open();
  await start().started();
  const [post] = await posts();
  expect(post).toMatchObject({ kind: 'trouble', channel: CHANNEL, owner: { kind: 'maintainers' }, due: at(START) });
  expect((post?.urgency ?? 0) - at(START)).toBeGreaterThan(366 * 86_400_000);
});

test('the maintainers are written to as part of their server where their channel is subscribed', async () => {
  const { store, start, posts } = await open();
  await store.registry.putSubscription({
    owner: ofGuild('1'),
    channel: CHANNEL,
    filter: { topics: null, kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: 0,
    madeBy: 'command',
    paused: null,
  });
  await start().started();
  expect((await posts())[0]?.owner).toEqual(ofGuild('1'));
});

test('the maintainers hear nothing, and nothing is written, where the settings name nobody', async () => {
  const { store, start } = await open(null);
  const maintainers = start();
  await maintainers.started();
  await maintainers.listRead([problem(1)], null);
  await maintainers.lookForTodos();
  expect(await store.outbox.summary()).toMatchObject({ waiting: 0 });
});

test('not being able to notify the maintainers stops nobody: a ledger that fails is logged', async () => {
  const { start, held } = await open();
  const maintainers = start({ reserve: () => Promise.reject(new Error('disk full')) });
  await maintainers.lookForTodos();
  await maintainers.started();
  expect(held.errors).toBe(2);
});

test('a list that breaks is reported once for each distinct set of problems, and once when it is well again', async () => {
  const { start, said, world } = await open();
  const maintainers = start();
  for (const problems of [[], [problem(1)], [problem(1)], [problem(2)], [], []]) {
    world.moveTo(world.now() + 1_000);
    await maintainers.listRead(problems, null);
  }
  expect((await said()).map(({ what }) => what)).toEqual(['list broken', 'list broken', 'list well']);
  expect((await said())[1]).toEqual({ what: 'list broken', problems: [problem(2)], count: 1 });
});

test('a list that breaks in the same way once more after it was well is reported once more', async () => {
  const { start, said, world } = await open();
  const maintainers = start();
  for (const problems of [[problem(1)], [], [problem(1)]]) {
    world.moveTo(world.now() + 1_000);
    await maintainers.listRead(problems, null);
  }
  expect((await said()).map(({ what }) => what)).toEqual(['list broken', 'list well', 'list broken']);
});

test('a list that breaks is not reported again after a restart, and its repair meanwhile is', async () => {
  const { start, said, world } = await open();
  await start().listRead([problem(1)], null);
  await start().listRead([problem(1)], null);
  world.moveTo(world.now() + 1_000);
  await start().listRead([], null);
  expect((await said()).map(({ what }) => what)).toEqual(['list broken', 'list well']);
});

test('the report of a list that breaks names at most ten problems and how many there are', async () => {
  const { start, said } = await open();
  await start().listRead(
    Array.from({ length: 40 }, (_, i) => problem(i + 1)),
    null,
  );
  const [body] = await said();
  expect(body?.what === 'list broken' && [body.problems.length, body.count]).toEqual([10, 40]);
});

test('a to-do is reported once, over restarts too', async () => {
  const { start, said, world } = await open();
  await start().lookForTodos();
  world.moveTo(at('2025-10-16T00:00:00Z'));
  const again = start();
  await again.lookForTodos();
  world.moveTo(at('2025-10-17T00:00:00Z'));
  await again.lookForTodos();
  expect((await said()).map((body) => body.what === 'todo' && body.todo.what)).toEqual(['not verified']);
});

test('a to-do that arises while running is found within an hour', async () => {
  const { start, said, world, held } = await open();
  held.catalogue = catalogueOf(truce({ lastVerified: '2025-10-15' }));
  const maintainers = start();
  // The truce ends at 04:00 UTC on 21 October.
  world.moveTo(at('2025-10-21T03:30:00Z'));
  await maintainers.lookForTodos();
  expect(await said()).toEqual([]);
  world.moveTo(at('2025-10-21T04:30:00Z'));
  await maintainers.lookForTodos();
  expect((await said()).map((body) => body.what === 'todo' && body.todo.what)).toEqual(['no outcome']);
});

test('a to-do among many new ones is reported in one message, and the next one by itself', async () => {
  const { start, said, world, held } = await open();
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      buildEvent(`e${i}`, [buildClaim('a', expires('2025-10-20'), { published: '2025-08-01' })]),
    );
  held.catalogue = catalogueOf(...many(30));
  await start().lookForTodos();
  await start().lookForTodos();
  world.moveTo(world.now() + 1_000);
  held.catalogue = catalogueOf(...many(31));
  await start().lookForTodos();
  const [first, second, ...rest] = await said();
  expect(first?.what === 'todos' && [first.todos.length, first.count]).toEqual([10, 30]);
  expect(second?.what === 'todo' && second.todo.event).toBe('e30');
  expect(rest).toEqual([]);
});

test('a to-do of a new list is found at once', async () => {
  const { start, said, held } = await open();
  held.catalogue = catalogueOf();
  const maintainers = start();
  await maintainers.lookForTodos();
  held.catalogue = catalogueOf(truce());
  await maintainers.lookForTodos();
  expect(await said()).toHaveLength(1);
});

test('a channel that closes is reported once for each time it is paused, and never in that channel itself', async () => {
  const { start, said } = await open();
  const maintainers = start();
  await maintainers.closed('100', 'missing access', 1);
  await maintainers.closed('100', 'missing access', 1);
  await maintainers.closed(CHANNEL, 'missing access', 1);
  expect(await said()).toEqual([{ what: 'closed', channel: '100', reason: 'missing access' }]);
});
