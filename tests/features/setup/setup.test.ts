import { expect, test } from 'vitest';
import { callText } from '../../../src/features/call/words.ts';
import { leadName } from '../../../src/model/lead.ts';
import { call, channel, press, role } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, refusal, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';
import { openSetup, secondWindow } from './setup-screen.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';

test('/datewatch setup reads as reviewed', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  const answers = [exchange('/datewatch setup (24 October 2025)', screen.reply())];
  const note = (typed: string) => answers.push(exchange(typed, screen.reply()));
  await screen.chooseChannel('200', { botMay: new Set(['ViewChannel', 'SendMessages']) });
  note('Channel: #closed');
  await screen.chooseChannel('100');
  await screen.choose('topics', ['tariffs', 'trade-talks']);
  note('Channel: #dates; topics: tariffs, trade-talks');
  await screen.press('page', '2');
  await screen.chooseRole('900', { mentionable: false });
  await screen.type('zone', 'KST');
  note('Next; role: @trade, which may not be mentioned; zone, Other…: KST');
  await screen.chooseRole('900');
  await screen.choose('leads', ['7d 1d 0d 1h']);
  await screen.press('page', '3');
  note('Role: @trade, which may; zone: Asia/Seoul; leads: 7d 1d 0d 1h; Next');
  await screen.press('test');
  note('Send a test');
  await screen.press('finish');
  note('Finish');
  world.moveTo(at(TODAY));
  const later = await openSetup(context);
  await later.press('page', '2');
  await later.press('page', '3');
  answers.push(exchange('/datewatch setup (22 November 2026), Next, Next', later.reply()));
  await later.press('cancel');
  answers.push(exchange('Cancel', later.reply()));
  await expect(transcript('/datewatch setup', answers)).toMatchFileSnapshot('../transcripts/setup.md');
});

test('/datewatch setup writes nothing before Finish, and then everything that was chosen', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  await screen.chooseChannel('200');
  await screen.choose('topics', ['tariffs']);
  await screen.choose('kinds', ['tariff']);
  await screen.press('page', '2');
  await screen.choose('leads', ['1d 0d']);
  await screen.chooseRole('900');
  await screen.choose('zone', ['Asia/Seoul']);
  await screen.choose('time', ['08:00']);
  await screen.press('page', '3');
  expect(await context.registry.subscriptions()).toEqual([]);
  expect(await context.registry.guildSettings()).toEqual([]);
  expect(changes.count).toBe(0);
  await screen.press('finish');
  const saved = await context.registry.subscription('200');
  expect(saved).toMatchObject({
    owner: { kind: 'guild', guild: '1' },
    filter: { topics: ['tariffs'], kinds: ['tariff'] },
    role: '900',
    pingFor: ['confirmed'],
    since: at(AUTUMN),
    madeBy: 'command',
    paused: null,
  });
  expect(saved?.leads?.map(leadName)).toEqual(['1d', '0d']);
  expect(await context.registry.guildSettings()).toMatchObject([
    { guild: '1', zone: 'Asia/Seoul', postingTime: '08:00' },
  ]);
  expect(changes.count).toBe(1);
  expect(screen.buttons()).toEqual(['Undo']);
});

test('/datewatch setup begins with the channel it is typed in and with what that channel has', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ topic: 'tariffs', leads: '1d', role: role('900') }), context);
  const screen = await openSetup(context);
  expect(screen.said()).toMatchObject({ Channel: '<#100>', Events: 'topic tariffs', Reminders: '1 day before' });
  expect(screen.said()['Ping']).toContain('<@&900>');
});

test('/datewatch setup names the channels that have reminders where it is typed in another one', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({}, { channel: channel('300') }), context);
  await run('datewatch subscribe', call({}, { guild: '2', channel: channel('400') }), context);
  const screen = await openSetup(context);
  expect(screen.said()['Just now']).toContain('<#300>');
  expect(allText(screen.reply())).not.toContain('400');
});

test('/datewatch setup brings along what another channel has when that is chosen, and keeps the choices for one that has nothing', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ topic: 'tariffs' }, { channel: channel('300') }), context);
  const screen = await openSetup(context);
  await screen.choose('topics', ['trade-talks']);
  await screen.chooseChannel('200');
  expect(screen.said()['Events']).toBe('topic trade-talks');
  await screen.chooseChannel('300');
  expect(screen.said()['Events']).toBe('topic tariffs');
  expect(screen.said()['Just now']).toContain('<#300> has reminders already');
});

test('/datewatch setup keeps what was chosen when the same channel is chosen again', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ topic: 'tariffs' }), context);
  const screen = await openSetup(context);
  await screen.choose('topics', ['trade-talks']);
  await screen.chooseChannel('100');
  expect(screen.said()['Events']).toBe('topic trade-talks');
});

test('/datewatch setup shows nothing that belongs to another server', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ topic: 'tariffs' }, { guild: '2' }), context);
  const screen = await openSetup(context);
  expect(screen.said()['Events']).toBe('all events');
});

test('/datewatch setup keeps what it has no control for', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await run('datewatch notices', call({ change: 'new', way: 'nothing' }), context);
  const before = await context.registry.subscription('100');
  const screen = await openSetup(context);
  await screen.choose('topics', ['tariffs']);
  await screen.press('page', '2');
  await screen.press('page', '3');
  expect(Object.values(screen.said()).join()).toContain(callText('keptNotices'));
  await screen.press('finish');
  const after = await context.registry.subscription('100');
  expect(before?.notices).toBeDefined();
  expect(after?.notices).toEqual(before?.notices);
  expect(after?.filter.topics).toEqual(['tariffs']);
});

test('/datewatch setup writes nothing where all is so already, since writing would begin the window anew', async () => {
  const { context, world, changes } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  const before = await context.registry.subscription('100');
  world.moveTo(at(AUTUMN) + 60_000);
  const screen = await openSetup(context);
  await screen.press('page', '2');
  await screen.press('page', '3');
  expect(screen.said()['It has now']).toContain('Nothing');
  const done = await screen.press('finish');
  expect(done.message.content).toContain('Nothing to change');
  expect(await context.registry.subscription('100')).toEqual(before);
  expect(changes.count).toBe(1);
});

test('/datewatch setup starts a paused channel again', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await context.registry.pauseSubscription('100', 'missing permission', at(AUTUMN));
  const screen = await openSetup(context);
  await screen.press('page', '2');
  await screen.press('page', '3');
  expect(screen.said()['It has now']).toContain('missing permission');
  await screen.press('finish');
  expect((await context.registry.subscription('100'))?.paused).toBeNull();
});

test('/datewatch setup is for managers, at every press', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await refusal('datewatch setup', call({}, { mayManageServer: false }), context)).toContain('Manage Server');
  const screen = await openSetup(context);
  const left = secondWindow(context, screen, { mayManageServer: false });
  for (const what of ['channel', 'topics', 'page', 'cancel']) {
    await expect(left.press(what)).rejects.toThrow('Manage Server');
  }
  await expect(secondWindow(context, screen, { guild: null }).press('cancel')).rejects.toThrow('server');
});

test('/datewatch setup refuses presses on what belongs to somebody else, on what is over, and on what it does not know', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  await expect(secondWindow(context, screen, { user: '501' }).press('cancel')).rejects.toThrow('somebody else');
  await expect(secondWindow(context, screen, { guild: '2' }).press('cancel')).rejects.toThrow('/datewatch setup');
  await expect(runPress('setup', press(['dance', '500', '1', '0']), context)).rejects.toThrow('not known');
  const again = await openSetup(context);
  await expect(screen.press('topics')).rejects.toThrow('begun again');
  await again.press('cancel');
  await expect(runPress('setup', press(['finish', '500', '2', '0']), context)).rejects.toThrow('given up');
  expect(await context.registry.subscriptions()).toEqual([]);
});

test('/datewatch setup gives two managers a draft each', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const [one, other] = [await openSetup(context), await openSetup(context, { user: '501' })];
  await Promise.all([one.choose('topics', ['tariffs']), other.choose('topics', ['trade-talks'])]);
  expect([one, other].map((screen) => screen.said()['Events'])).toEqual(['topic tariffs', 'topic trade-talks']);
});

test('/datewatch setup loses neither of two presses of one person that are worked on at once', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const screen = await openSetup(context);
  const second = secondWindow(context, screen);
  await Promise.all([screen.choose('topics', ['tariffs']), second.choose('kinds', ['tariff'])]);
  expect(second.said()['Events']).toBe('topic tariffs, kind tariff');
});
