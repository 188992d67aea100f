import { expect, test } from 'vitest';
import type { CommandShape } from '../../src/features/call/command.ts';
import { emulateDiscord, join, makeDispatcher, rootsOf } from '../build/emulate-discord.ts';

const next: CommandShape = {
  name: 'next',
  description: 'The nearest dates',
  options: [
    { name: 'count', description: 'How many', type: 'integer', min: 1, max: 10 },
    { name: 'topic', description: 'Only this topic', type: 'string', autocomplete: true, maxLength: 50 },
  ],
};
const subscribe: CommandShape = {
  name: 'subscribe',
  description: 'Reminders for a channel',
  options: [
    { name: 'channel', description: 'Which', type: 'channel', required: true },
    { name: 'role', description: 'Whom', type: 'role' },
    { name: 'when', description: 'When', type: 'string', choices: [{ name: 'Upcoming', value: 'upcoming' }] },
    { name: 'all', description: 'All', type: 'boolean' },
  ],
};

const offer = (...shapes: readonly CommandShape[]) => ({ roots: rootsOf(shapes.map((shape) => ({ shape }))), shapes });

function memory(): { recall(): Promise<string | null>; remember(print: string): Promise<void> } {
  let kept: string | null = null;
  return {
    recall: async () => kept,
    remember: async (print) => {
      kept = print;
    },
  };
}

async function start() {
  const emulated = await emulateDiscord();
  const connection = await join(emulated, {
    dispatcher: Promise.resolve(makeDispatcher([])),
  });
  const puts = () => emulated.emulator.requests.filter(({ method }) => method === 'PUT').length;
  return { ...emulated, connection, puts };
}

test('commands are registered for servers only, and for managers where they are the managers’', async () => {
  const { emulator, connection } = await start();
  expect(
    await connection.register(
      {
        roots: [...rootsOf([{ shape: next }]), ...rootsOf([{ shape: subscribe }], { for: 'manage' })],
        shapes: [next, subscribe],
      },
      memory(),
    ),
  ).toBe('written');
  expect(emulator.commands()).toMatchObject([
    {
      name: 'next',
      contexts: [0],
      integration_types: [0],
      default_member_permissions: null,
      options: [
        { type: 4, min_value: 1, max_value: 10 },
        { type: 3, autocomplete: true, max_length: 50 },
      ],
    },
    {
      name: 'subscribe',
      default_member_permissions: '32',
      options: [{ type: 7, required: true }, { type: 8 }, { choices: [{ value: 'upcoming' }] }, { type: 5 }],
    },
  ]);
  expect(emulator.violations).toEqual([]);
});

test('commands are registered once: a second start with the same shapes, in any order, writes nothing', async () => {
  const { connection, puts } = await start();
  const kept = memory();
  await connection.register(offer(next, subscribe), kept);
  expect(await connection.register(offer(subscribe, next), kept)).toBe('unchanged');
  expect(puts()).toBe(1);
});

test('commands are registered again when a description has changed', async () => {
  const { connection, puts } = await start();
  const kept = memory();
  await connection.register(offer(next), kept);
  expect(await connection.register(offer({ ...next, description: 'What is next' }), kept)).toBe('written');
  expect(puts()).toBe(2);
});

test('commands are registered again for another application', async () => {
  const kept = memory();
  await (await start()).connection.register(offer(next), kept);
  expect(await (await start()).connection.register(offer(next), kept)).toBe('written');
});

test('commands are never registered when Discord refuses their shape, which is said with its reason', async () => {
  const { connection } = await start();
  const kept = memory();
  const wrong = connection.register(offer({ ...next, name: 'Not Lower' }), kept);
  await expect(wrong).rejects.toMatchObject({ problem: 'refused', message: expect.stringContaining('50035') });
  expect(await kept.recall()).toBeNull();
});

test('commands are registered again after a failure, which is said in one sentence', async () => {
  const { emulator, connection } = await start();
  const kept = memory();
  emulator.faults.add({ kind: 'rate-limited', retryAfterSeconds: 300 });
  await expect(connection.register(offer(next), kept)).rejects.toMatchObject({
    name: 'ConnectError',
    message: expect.stringContaining('5 min'),
  });
  expect(await connection.register(offer(next), kept)).toBe('written');
});

test('commands that are there before any were remembered show that the program has run with this application before', async () => {
  const { connection, emulator } = await start();
  expect(await connection.register(offer(next), memory())).toBe('written');
  const gets = () =>
    emulator.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/commands')).length;
  expect(gets()).toBe(1);
  const kept = memory();
  expect(await connection.register(offer(next, subscribe), kept)).toBe('taken over');
  expect(await connection.register(offer(next), kept)).toBe('written');
  expect(gets()).toBe(2);
});

test('commands of the same first word are registered as its subcommands, and only as often as Discord shows that word', async () => {
  const { emulator, connection } = await start();
  const first = { ...next, name: 'dates next' };
  const second: CommandShape = { name: 'dates list', description: 'All dates', options: [] };
  const help: CommandShape = { name: 'help', description: 'What to type', options: [] };
  const shapes = [first, help, second];
  const roots = rootsOf(
    shapes.map((shape) => ({ shape })),
    { inDirect: true },
  );
  expect(await connection.register({ roots, shapes }, memory())).toBe('written');
  expect(emulator.commands()).toMatchObject([
    {
      name: 'dates',
      description: 'All of dates',
      contexts: [0, 1],
      options: [
        { type: 1, name: 'next', description: 'The nearest dates', options: [{ name: 'count' }, { name: 'topic' }] },
        { type: 1, name: 'list', description: 'All dates', options: [] },
      ],
    },
    { name: 'help', description: 'What to type', options: [] },
  ]);
  expect(emulator.violations).toEqual([]);
});
