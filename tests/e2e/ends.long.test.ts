import { afterEach, expect, test } from 'vitest';
import { CREATE, DUE, openPrograms, type Programs } from '../build/start-program.ts';

let programs: Programs;
afterEach(async () => {
  await programs.close();
});

/** Each channel holds one message, which the ledger knows, and Discord was asked for no other. */
async function expectEachOnce(asked: number): Promise<void> {
  const { emulator, channels } = programs;
  const { posts, moments } = await programs.ledger();
  const said = channels.map((channel) => emulator.messages(channel).map(({ id }) => id));
  const known = channels.map((channel) =>
    posts.flatMap((post) => (post.channel === channel && post.state === 'sent' ? [post.message] : [])),
  );
  expect(said.map((ids) => ids.length)).toEqual(channels.map(() => 1));
  expect(known).toEqual(said);
  expect(moments.map(({ state }) => state)).toEqual(channels.map(() => 'sent'));
  expect(programs.creates()).toBe(asked);
}

/** The next program sends what the one before left, and is stopped when it has. */
async function sendTheRest(): Promise<void> {
  const { emulator, channels } = programs;
  const next = programs.start(DUE + 20_000);
  await emulator.until('the rest', () => emulator.messages().length >= channels.length);
  next.signal('SIGTERM');
  expect((await next.ended).code).toBe(0);
}

test('SIGTERM in the middle of a burst ends the program with 0 within five seconds; each message comes once, then or at the next start', async () => {
  programs = await openPrograms(60, { latencyMs: ({ method }) => (method === 'POST' ? 100 : 0) });
  const { emulator } = programs;
  const first = programs.start(DUE + 1_000);
  await emulator.until('the burst', () => emulator.messages().length >= 5);
  first.signal('SIGTERM');
  // By its own clock: a stop that takes longer than five seconds ends it with 1.
  expect((await first.ended).code).toBe(0);

  const { posts } = await programs.ledger();
  const said = emulator.messages().map(({ id }) => id);
  expect(said.length).toBeLessThan(60);
  expect(
    posts
      .filter(({ state }) => state === 'sent')
      .map(({ message }) => message)
      .sort(),
  ).toEqual(said.sort());
  const left = posts.filter(({ state }) => state !== 'sent');
  expect(left.map(({ state, attempts }) => [state, attempts])).toEqual(left.map(() => ['waiting', 0]));
  expect(posts).toHaveLength(60);

  await sendTheRest();
  await expectEachOnce(60);
});

test('a token that is refused ends the program with a sentence; nothing counts as tried, and the next start sends it all', async () => {
  programs = await openPrograms(20);
  const { emulator } = programs;
  emulator.faults.add({ kind: 'status', status: 401, match: { route: CREATE }, times: 'always' });
  const { code, err } = await programs.start(DUE + 1_000).ended;
  expect(code).toBe(1);
  expect(err).toMatch(/token/i);
  expect(err.trim().split('\n')).toHaveLength(1);
  const refused = programs.creates();
  expect(refused).toBeGreaterThan(0);
  expect(emulator.messages()).toEqual([]);

  const { posts, moments } = await programs.ledger();
  expect(posts.map(({ state, attempts }) => [state, attempts])).toEqual(programs.channels.map(() => ['waiting', 0]));
  expect(moments.map(({ state }) => state)).toEqual(programs.channels.map(() => 'reserved'));

  emulator.faults.clear();
  await sendTheRest();
  await expectEachOnce(refused + 20);
});
