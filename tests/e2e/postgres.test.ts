import { afterEach, expect, test } from 'vitest';
import { makeSecret } from '../../src/config/secret.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { ask, makeDatabase } from '../build/postgres/use-postgres.ts';
import { DUE, openPrograms, type Program, type Programs } from '../build/start-program.ts';

const CHANNELS = 30;
let programs: Programs | null = null;
let database: Awaited<ReturnType<typeof makeDatabase>>;
afterEach(async () => {
  await programs?.close();
  programs = null;
  await database.drop();
});

const registered = ({ emulator }: Programs) =>
  emulator.until('commands', () => emulator.requests.some(({ route }) => route.endsWith('/commands')));

test('a program over PostgreSQL that is killed in the middle of a burst goes on where it was: every channel has its reminder once, and what a command saved is there', async () => {
  database = await makeDatabase();
  programs = await openPrograms(CHANNELS, { database: database.url, interactionDeadlineMs: 60_000 });
  const { emulator, channels } = programs;
  const first = programs.start(DUE + 1_000);
  await emulator.until('half of the reminders', () => (programs?.creates() ?? 0) >= CHANNELS / 2);
  first.signal('SIGKILL');
  await first.ended;

  const second = programs.start(DUE + 2_000);
  const posted = () => channels.filter((channel) => emulator.messages(channel).length > 0);
  await emulator.until('all reminders', () => posted().length === CHANNELS);
  const [channel = ''] = channels;
  const paused = await emulator.interact.command({
    name: 'datewatch pause',
    channelId: channel,
    options: { until: '3 days' },
  });
  expect(paused.message?.content).toMatch(/paused/i);
  second.signal('SIGKILL');
  const ends: Awaited<Program['ended']>[] = [await second.ended];

  const starts = () => emulator.requests.filter(({ route }) => route.includes('/gateway')).length;
  const before = starts();
  const third = programs.start(DUE + 3_000);
  await emulator.until('a third start', () => starts() > before);
  third.signal('SIGTERM');
  ends.push(await third.ended);
  expect(ends.at(-1)).toMatchObject({ code: 0 });
  expect(channels.map((one) => emulator.messages(one).length)).toEqual(channels.map(() => 1));
  const { posts } = await programs.ledger();
  expect(posts.filter(({ state }) => state === 'sent')).toHaveLength(CHANNELS);
  const store = await openStore({
    folder: programs.state,
    database: makeSecret(database.url),
    clock: 'simulated',
    machine: realMachine(),
  });
  expect((await store.registry.guildSettings())[0]?.pausedUntil).toBeGreaterThan(DUE);
  await store.close();
  expect(ends.map(({ out, err }) => out + err).join()).not.toContain('a%20password');
});

test('a program whose PostgreSQL is cut off while it runs stays up, says so in the log, and posts what came due once it is back', async () => {
  database = await makeDatabase();
  programs = await openPrograms(3, { database: database.url });
  const { emulator, channels } = programs;
  const program = programs.start(DUE - 4_000);
  await registered(programs);
  const name = new URL(database.url).pathname.slice(1);
  // From here on nobody can connect, and those who are connected are cut off.
  await ask(database.url.replace(/\/[^/]*$/, ''), `alter database ${name} allow_connections off`);
  await ask(
    database.url.replace(/\/[^/]*$/, ''),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  );
  const machine = realMachine();
  const until = machine.monotonic() + 6_000;
  while (machine.monotonic() < until) await machine.sleep(100);
  expect(programs.creates()).toBe(0);
  await ask(database.url.replace(/\/[^/]*$/, ''), `alter database ${name} allow_connections on`);
  await emulator.until('the reminders', () => channels.every((one) => emulator.messages(one).length > 0));
  program.signal('SIGTERM');
  const { code, out, err } = await program.ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/The database postgres:\/\/\S+ (?:cannot be reached|refuses the connection)/);
  expect(out).toMatch(/The state can be written again\./);
  expect(channels.map((one) => emulator.messages(one).length)).toEqual([1, 1, 1]);
});

test('a program that finds no PostgreSQL at its address says what to do, and ends', async () => {
  database = await makeDatabase();
  programs = await openPrograms(1, { database: database.url });
  await database.drop();
  const { code, err } = await programs.start(DUE).ended;
  expect(code).toBe(1);
  expect(err).toMatch(
    /^The database postgres:\/\/postgres@127\.0\.0\.1:\d+\/test_\w+ refuses .* does not exist\)\. Create it \(`createdb`\)/,
  );
});
