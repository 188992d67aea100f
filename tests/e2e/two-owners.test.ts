import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DUE, openPrograms, type Programs } from '../build/start-program.ts';

let programs: Programs;
afterEach(async () => {
  await programs.close();
});

test('of two programs that own one state because the lock’s file was deleted, one ends in plain words, and nothing is posted twice', async () => {
  programs = await openPrograms(1);
  const { emulator, state } = programs;
  const first = programs.start(DUE - 2_000);
  const posted = () => emulator.messages(programs.channels[0] ?? '');
  await emulator.until('the first program', () => emulator.requests.some(({ route }) => route.includes('/commands')));
  rmSync(join(state, 'owner.lock'));
  const second = programs.start(DUE - 2_000);
  const { code, err } = await first.ended;
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(/^Another Datewatch has taken over the state .*posted twice\.\n$/),
  });
  await emulator.until('the reminder', () => posted().length > 0);
  second.signal('SIGTERM');
  expect((await second.ended).code).toBe(0);
  expect(posted()).toHaveLength(1);
  const { posts } = await programs.ledger();
  expect(posts.filter(({ state: end }) => end === 'sent')).toHaveLength(1);
  for (const name of ['datewatch.sqlite', 'owner.lock', 'health.json', 'identity.json']) {
    expect({ name, mode: statSync(join(state, name)).mode & 0o777 }).toEqual({ name, mode: 0o600 });
  }
  expect(statSync(state).mode & 0o777).toBe(0o700);
});
