import { expect, test } from 'vitest';
import { leadName } from '../../../src/model/lead.ts';
import { call, channel, press, role } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { makeContext } from '../../build/command-context.ts';
import { handMachine } from '../../build/hand-machine.ts';
import { allText, refusal, run, runPress } from '../../build/run-command.ts';
import { openSetup, sameScreen, setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';

test('/datewatch setup reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  const answers = [exchange('/datewatch setup in a channel that gets nothing', screen.reply())];
  const note = (typed: string) => answers.push(exchange(typed, screen.reply()));
  await screen.chooseChannel('200', { botMay: new Set(['ViewChannel', 'SendMessages']) });
  note('Another channel: #closed, where permissions are missing');
  await screen.chooseChannel('100');
  note('Another channel: #dates');
  await screen.press('All dates (4 ahead)');
  note('All dates');
  await screen.press('Use the default');
  note('Use the default');
  await screen.press('Send a test');
  note('Send a test');
  await screen.press('Pin a board');
  note('Pin a board');
  await screen.press('Weekly digest');
  note('Weekly digest');
  await screen.press('All settings');
  note('All settings');
  await screen.press('When');
  note('When');
  await screen.type('leads', 'a week, the day before and an hour before');
  note('Other…: a week, the day before and an hour before');
  await screen.press('Undo');
  note('Undo');
  await screen.press('Pings');
  await screen.chooseRole('900', { mentionable: false });
  note('Pings; a role that I may not mention');
  await screen.chooseRole('900');
  note('A role that I may mention');
  await screen.fill('Quiet hours', { typed: '10-7' });
  note('Quiet hours: 10-7');
  await screen.press('10 p.m. – 7 a.m.');
  note('10 p.m. – 7 a.m.');
  await screen.press('Changes');
  note('Changes');
  await screen.choose('way', ['earlier', 'cancelled']);
  note('New message with a ping: earlier, cancelled');
  await screen.press('Muted');
  note('Muted');
  await screen.press('Back');
  await screen.press('Server time zone');
  note('Back; Server time zone');
  await screen.fill('Other zone, time of day…', { zone: 'Mumbai', time: '7am' });
  note('Other zone, time of day…: Mumbai, 7am');
  await screen.press('Preview');
  note('Preview');
  await screen.press('Back');
  await screen.press('Pause');
  note('Back; Pause');
  await screen.press('Remove');
  note('Remove');
  const later = await makeContext({ now: TODAY });
  await run('datewatch subscribe', call(), later.context);
  answers.push(exchange('/datewatch setup (22 November 2026)', (await openSetup(later.context)).reply()));
  await expect(transcript('/datewatch setup', answers)).toMatchFileSnapshot('../transcripts/setup.md');
});

test('a person who has never seen it sets a channel up with six presses: three defaults, a test, a board and a digest', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  await screen.press('Use #dates');
  await screen.press('All dates (4 ahead)');
  expect(await context.registry.subscriptions()).toEqual([]);
  expect(changes.count).toBe(0);
  await screen.press('Use the default');
  expect(await context.registry.subscription('100')).toMatchObject({
    owner: { kind: 'guild', guild: '1' },
    filter: { topics: null, kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: at(AUTUMN),
    madeBy: 'command',
    paused: null,
  });
  expect(screen.reply().message.content).toBe('Done. Next reminder Sat 25 Oct 2025, 9 a.m. New York.');
  expect(screen.said()['First messages (times in New York)']).toContain('• Sat 25 Oct 2025, 9 a.m.: ');
  await screen.press('Send a test');
  expect(screen.said()['Note']).toContain('Test sent to <#100>');
  await screen.press('Pin a board');
  await screen.press('Weekly digest');
  const rows = await context.registry.recurring();
  expect(rows.map(({ channel: id, kind, weekday }) => [id, kind, weekday])).toEqual([
    ['100', 'board', null],
    ['100', 'weekly', 1],
  ]);
  expect(screen.buttons()).toEqual(['Send a test', 'All settings', 'Undo']);
});

test('each of the three questions takes another answer than the default', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  await screen.chooseChannel('200');
  await screen.choose('topics', ['tariffs']);
  await screen.type('leads', '3 days, an hour before');
  const saved = await context.registry.subscription('200');
  expect(saved?.filter).toEqual({ topics: ['tariffs'], kinds: null });
  expect(saved?.leads?.map(leadName)).toEqual(['3d', '1h']);
  expect(await context.registry.subscription('100')).toBeNull();
});

test('a channel where the bot may not post is named with what is missing, and the questions go on once it is granted', async () => {
  const lacking = channel('100', { botMay: new Set(['ViewChannel', 'SendMessages']) });
  const { context } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context, { channel: lacking });
  expect(screen.said()['Missing permissions']).toContain('**Embed Links**, **Read Message History**');
  expect(screen.buttons()).toEqual(['Check again']);
  await screen.press('Check again');
  expect(screen.buttons()).toEqual(['Check again']);
  const granted = sameScreen(context, screen, { channel: channel('100') });
  await granted.press('Check again');
  expect(granted.buttons()).toContain('All dates (4 ahead)');
  // Taken away again before the last answer: nothing is saved.
  const again = sameScreen(context, granted, { channel: lacking });
  await again.press('All dates (4 ahead)');
  await again.press('Use the default');
  expect(again.said()['Missing permissions']).toContain('Embed Links');
  expect(await context.registry.subscriptions()).toEqual([]);
});

test('a forum is not taken, and a channel that the person cannot see is refused', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  await screen.chooseChannel('300', { kind: 'forum' });
  expect(screen.said()['Note']).toContain('a forum, where every message would be a new thread');
  await expect(screen.chooseChannel('300', { callerMay: new Set() })).rejects.toThrow('can’t see that channel');
  expect(
    await refusal('datewatch setup', call({ channel: channel('300', { callerMay: new Set() }) }), context),
  ).toContain('You cannot see that channel');
});

test('a channel that has reminders opens as its card, from the command, the questions and another card', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ topic: 'tariffs', leads: '1d', role: role('900') }), context);
  await run('datewatch subscribe', call({}, { guild: '2', channel: channel('400') }), context);
  const screen = await openSetup(context);
  expect(screen.lines()).toMatchObject({ Channel: '<#100>', When: '1 day · at 9 a.m. New York' });
  expect(screen.lines()['What']).toContain('topic tariffs');
  expect(screen.lines()['Pings']).toContain('<@&900>');
  await screen.chooseChannel('200');
  expect(screen.buttons()).toContain('All dates (4 ahead)');
  const there = await openSetup(context, { channel: channel('200') });
  expect(there.said()['Note']).toBe('Reminders already go to <#100>. Choose it here to change them.');
  await there.chooseChannel('100');
  expect(there.lines()['Channel']).toBe('<#100>');
  // What belongs to another server is not shown.
  await expect(runPress('setup', press(['show', '400']), context)).rejects.toThrow('gets nothing any more');
});

test('the questions expire after half an hour, and are for the person who was asked', async () => {
  const machine = handMachine();
  const { context } = await makeContext({ now: AUTUMN, machine });
  const screen = await openSetup(context);
  await expect(sameScreen(context, screen, { user: '501' }).press('Use #dates')).rejects.toThrow(
    'belongs to somebody else',
  );
  await expect(sameScreen(context, screen, { guild: '2' }).press('Use #dates')).rejects.toThrow('expired');
  machine.advance(30 * 60_000);
  await expect(screen.press('Use #dates')).rejects.toThrow('expired');
});

test('where somebody else has set the channel up meanwhile, the last answer shows what it gets', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  await screen.press('Use #dates');
  await run('datewatch subscribe', call({ kind: 'truce' }, { user: '501' }), context);
  await screen.press('All dates (4 ahead)');
  await screen.press('Use the default');
  expect(screen.said()['Note']).toContain('Somebody else has set this channel up meanwhile');
  expect((await context.registry.subscription('100'))?.filter.kinds).toEqual(['truce']);
});

test('/datewatch setup is for managers, at every press', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await refusal('datewatch setup', call({}, { mayManageServer: false }), context)).toContain('Manage Server');
  const screen = await openSetup(context);
  await expect(sameScreen(context, screen, { mayManageServer: false }).press('Use #dates')).rejects.toThrow(
    'Manage Server',
  );
  await run('datewatch subscribe', call(), context);
  const card = await openSetup(context);
  const member = sameScreen(context, card, { mayManageServer: false });
  for (const label of ['When', 'Board', 'Pause', 'Remove', 'Quiet hours']) {
    await expect(member.press(label)).rejects.toThrow('Manage Server');
  }
  await expect(runPress('setup', press(['dance', '100']), context)).rejects.toThrow('not known');
  await expect(runPress('setup', press(['form', '100', 'dance']), context)).rejects.toThrow('not known');
});

test('the clock of the server is set at the third question too, which then shows it, and Undo takes it back there', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await setServerClock(context, { zone: 'Seoul', time: '8am' });
  expect(allText(reply)).toContain('at 08:00 Seoul');
  expect(allText(reply)).toContain('Server time zone: Seoul (Asia/Seoul).');
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'Asia/Seoul', postingTime: '08:00' }]);
  const undo = reply.message.controls.flat().find((one) => one.type === 'button' && one.label === 'Undo');
  const undone = await runPress('undo', press((undo?.type === 'button' ? undo.id : '').split(':').slice(1)), context);
  expect(allText(undone)).toContain('at 9 a.m. New York');
  expect(undone.message.content).toBe('Set up, question 3 of 3: how long before?');
});
