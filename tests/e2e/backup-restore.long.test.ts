import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLine } from '../build/command-line.ts';
import { DUE, openPrograms, type Programs } from '../build/start-program.ts';

const WITHIN_MS = 120_000;

let programs: Programs;
beforeEach(async () => {
  programs = await openPrograms(3);
});
afterEach(() => programs.close());

const datewatch = (...args: string[]) => startLine(args, { DATEWATCH_STATE: programs.state }).ended;
/** How many posts the running program has found or sent. */
function settledPosts(): unknown {
  const database = new DatabaseSync(join(programs.state, 'datewatch.sqlite'), { readOnly: true });
  try {
    return database.prepare(`select count(*) as n from posts where state = 'sent'`).get()?.['n'];
  } finally {
    database.close();
  }
}
const posted = () => programs.channels.flatMap((channel) => programs.emulator.messages(channel));

test(
  'after a copy made while it ran is put back, nothing that was sent since is sent again',
  async () => {
    const copy = join(dirname(programs.state), 'copy.sqlite');
    const first = programs.start(DUE - 60_000);
    await programs.emulator.until('it to run', () =>
      programs.emulator.requests.some(({ route }) => route.includes('/commands')),
    );
    const made = await datewatch('backup', copy);
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringContaining('3 subscriptions and 0 messages sent, as of 2026-05-04T'),
    });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    first.signal('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const second = programs.start(DUE + 1_000);
    await programs.emulator.until('the reminders', () => posted().length === 3);
    const refused = await datewatch('restore', copy);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('in use by another running Datewatch') });
    second.signal('SIGTERM');
    expect((await second.ended).code).toBe(0);
    const restored = await datewatch('restore', copy);
    expect(restored).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Restored: 3 subscriptions and 0 messages sent/),
    });
    expect(readdirSync(programs.state)).toContainEqual(
      expect.stringMatching(/^datewatch\.sqlite\.before-\d{8}T\d{6}Z$/),
    );
    const third = programs.start(DUE + 30_000);
    await expect.poll(settledPosts, { timeout: 60_000 }).toBe(3);
    third.signal('SIGTERM');
    await third.ended;
    const { posts } = await programs.ledger();
    expect(posts.filter(({ kind, state }) => kind === 'reminder' && state === 'sent')).toHaveLength(3);
    expect(posted()).toHaveLength(3);
  },
  WITHIN_MS,
);

test(
  'what is no copy, is damaged or is not there is refused in one sentence, and the state stays as it was',
  async () => {
    const copy = join(dirname(programs.state), 'copy.sqlite');
    writeFileSync(copy, 'This is no database at all, however long it goes on.'.repeat(50));
    const before = readdirSync(programs.state);
    expect(await datewatch('restore', copy)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is no copy of a state'),
    });
    expect(await datewatch('restore', '/nowhere/copy')).toMatchObject({
      code: 1,
      err: 'There is no file /nowhere/copy.\n',
    });
    expect(await datewatch('backup', copy)).toMatchObject({ code: 1, err: expect.stringContaining('There is a file') });
    expect(readdirSync(programs.state)).toEqual(before);
    expect((await programs.ledger()).moments).toEqual([]);
  },
  WITHIN_MS,
);
