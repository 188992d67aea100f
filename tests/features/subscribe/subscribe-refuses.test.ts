import { expect, test } from 'vitest';
import { ALL, call, channel, role } from '../../build/build-calls.ts';
import { makeContext } from '../../build/command-context.ts';
import { refusal, run } from '../../build/run-command.ts';
import { openSetup } from '../../build/setup-screen.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

test.each([
  ['a lead that is none', { leads: '7x 1d' }, 'I didn’t understand `7x`'],
  ['an empty line of leads', { leads: ' , ' }, 'I found no time before a date'],
  ['a lead of more than a year', { leads: '400d' }, 'a year is the most'],
  ['more than ten leads', { leads: '1d 2d 3d 4d 5d 6d 7d 8d 9d 10d 11d' }, '11 reminders for one date are too many'],
  ['a topic that no event has', { topic: 'tarifs' }, 'Did you mean `tariffs`?'],
  ['a kind that no event has', { kind: 'zzz' }, 'Known: `'],
  ['@everyone as a role', { role: role('1', { everyone: true }) }, '@everyone is not pinged'],
  ['a forum', { channel: channel('2', { kind: 'forum' }) }, 'a forum, where every message would be a new thread'],
  ['a category or stage', { channel: channel('2', { kind: 'other' }) }, 'not a channel for messages'],
  [
    'a channel whose permissions are unknown',
    { channel: channel('2', { botMay: null }) },
    'I cannot tell what I may do',
  ],
  [
    'a channel that the caller cannot see',
    { channel: channel('2', { callerMay: new Set() }) },
    'You cannot see that channel',
  ],
])('/datewatch subscribe refuses %s, and changes nothing', async (_what, options, text) => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const refused = await refusal('datewatch subscribe', call(options), context);
  expect(refused).toContain(text);
  expect(refused).toContain('Nothing was changed.');
  expect(await context.registry.subscriptions()).toEqual([]);
  expect(changes.count).toBe(0);
});

test.each([
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
])(
  '/datewatch subscribe refuses a channel without %s, which it names as Discord’s settings do',
  async (missing, label) => {
    const { context } = await makeContext({ now: AUTUMN });
    const botMay = new Set(ALL.filter((name) => name !== missing));
    const refused = await refusal('datewatch subscribe', call({ channel: channel('2', { botMay }) }), context);
    expect(refused).toContain(`**${label}**`);
    expect(refused).toContain('Edit Channel');
  },
);

test('/datewatch subscribe refuses a member who may not manage the server, whatever Discord let through', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  for (const name of ['datewatch subscribe', 'datewatch setup']) {
    expect(await refusal(name, call({}, { mayManageServer: false }), context)).toContain('Manage Server');
  }
  expect(await context.registry.subscriptions()).toEqual([]);
});

test('/datewatch subscribe refuses a direct message', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await refusal('datewatch subscribe', call({}, { guild: null }), context)).toContain('in a server only');
});

test('a server that has as many channels as it may is refused one more, typed or on the card, and keeps those it has', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const few = { ...context, channelsPerServer: 2 };
  await run('datewatch subscribe', call({ channel: channel('100') }), few);
  await few.registry.putRecurring({
    guild: '1',
    channel: '200',
    kind: 'board',
    time: null,
    weekday: null,
    since: 0,
    paused: null,
  });
  const third = { channel: channel('300') };
  expect(await refusal('datewatch subscribe', call(third), few)).toContain('2 channels that get something');
  const screen = await openSetup(few, third);
  await screen.press('Use #dates');
  await screen.press('All dates (4 ahead)');
  await expect(screen.press('Use the default')).rejects.toThrow('2 channels that get something');
  await run('datewatch subscribe', call({ channel: channel('100'), leads: '1d' }), few);
  const board = await openSetup(few, { channel: channel('200') });
  await board.press('Digest');
  await board.choose('digest', ['daily']);
  await run('datewatch subscribe', call(third, { guild: '2' }), few);
  expect((await few.registry.subscriptions()).map((row) => row.channel)).toEqual(['100', '300']);
});
