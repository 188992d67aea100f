import { REST } from '@discordjs/rest';
import type { APIInteraction, APIModalSubmission } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { makeInteractionHandler } from '../../src/discord/interactions/handle-interaction.ts';
import { readFields } from '../../src/discord/interactions/read-call.ts';
import type { Command } from '../../src/features/call/command.ts';
import { makeDispatcher, plainCommand, say } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

/** Hands a packet to the handler as it came and returns the bodies that went out. */
async function receive(packet: object): Promise<string[]> {
  const bodies: string[] = [];
  const rest = new REST({
    makeRequest: async (_url, init) => {
      bodies.push(String(init.body));
      return new Response(null, { status: 204 }) as never;
    },
  });
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const here = plainCommand('here', async () => say('answered'));
  const there: Command<null> = {
    shape: {
      ...here.shape,
      name: 'there',
      options: [
        { name: 'channel', description: 'a channel', type: 'channel' },
        { name: 'role', description: 'a role', type: 'role' },
      ],
    },
    handle: async () => say('answered'),
  };
  const choose = { action: 'choose', handle: async () => say('answered') };
  const handle = makeInteractionHandler(makeDispatcher([here, there], [choose]), { rest, log, machine: handMachine() });
  await handle({ id: '1', application_id: '2', token: 't', ...packet } as unknown as APIInteraction);
  return bodies;
}

test.each([
  ['a form', { type: 5, data: { custom_id: 'form', components: [] } }, 'older version'],
  ['a command of the user menu', { type: 2, data: { type: 2, name: 'Look' } }, 'not known here'],
  ['a form without data', { type: 5 }, 'Something went wrong'],
  ['a command without a server', { type: 2, data: { type: 1, name: 'here' } }, 'in servers only'],
  ['a press without a server', { type: 3, data: { component_type: 2, custom_id: 'x' } }, 'older version'],
  ['a press without data', { type: 3 }, 'Something went wrong'],
])('an interaction this version does not know gets one private answer: %s', async (_what, packet, text) => {
  const bodies = await receive(packet);
  expect(bodies).toHaveLength(1);
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
    type: 4,
    data: { flags: 64, content: expect.stringContaining(text) },
  });
});

const OPTION = { guild_id: '7', channel: { id: '8', type: 0 } };
const CHANNEL = { name: 'channel', type: 7, value: '9' };
const ROLE = { name: 'role', type: 8, value: '9' };
const KNOWN = { channels: { '9': { id: '9', type: 0, name: 'nine' } }, roles: { '9': { id: '9', name: 'nine' } } };

test.each([
  ['a channel option', { type: 2, data: { type: 1, name: 'there', options: [CHANNEL] } }],
  ['a role option', { type: 2, data: { type: 1, name: 'there', options: [ROLE], resolved: { channels: {} } } }],
  ['a chosen channel', { type: 3, data: { component_type: 8, custom_id: 'choose', values: ['9'] } }],
  ['a chosen role', { type: 3, data: { component_type: 6, custom_id: 'choose', values: ['9'], resolved: {} } }],
])('%s that Discord does not describe is refused, and no other is taken instead', async (_what, packet) => {
  const [refused] = await receive({ ...OPTION, ...packet });
  expect(JSON.parse(refused ?? '')).toMatchObject({
    data: { flags: 64, content: expect.stringContaining('did not say which channel or role that is') },
  });
  const [answered] = await receive({ ...OPTION, ...packet, data: { ...packet.data, resolved: KNOWN } });
  expect(JSON.parse(answered ?? '')).toMatchObject({ data: { content: 'answered' } });
});

test('an interaction this version does not know gets no answer where Discord wants none', async () => {
  expect(await receive({ type: 99 })).toEqual([]);
});

test('a form is read from labels and from the rows of older forms, whatever else is in it', () => {
  const input = (custom_id: string, value: string) => ({ type: 4, id: 2, custom_id, value });
  const components = [
    { type: 18, id: 1, component: input('zone', 'Asia/Seoul') },
    { type: 1, id: 3, components: [input('time', '09:00'), input('__proto__', 'x')] },
    { type: 18, id: 4, component: { type: 3, id: 5, custom_id: 'select', values: ['a'] } },
    { type: 10, id: 6 },
    { type: 99, id: 7 },
  ];
  const fields = readFields({ custom_id: 'form', components } as unknown as APIModalSubmission);
  expect(Object.entries(fields)).toEqual([
    ['zone', 'Asia/Seoul'],
    ['time', '09:00'],
    ['__proto__', 'x'],
  ]);
});
