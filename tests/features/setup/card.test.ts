import { expect, test } from 'vitest';
import { leadName } from '../../../src/model/lead.ts';
import { ofGuild, type Subscription } from '../../../src/model/subscription.ts';
import { channel, press, role } from '../../build/build-calls.ts';
import { at, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { makeContext } from '../../build/command-context.ts';
import { runPress } from '../../build/run-command.ts';
import { openSetup } from '../../build/setup-screen.ts';
import { NOW, openSubscribedCard } from '../../build/subscribed-card.ts';

const TRUCE = 'tariff-truce-expiry-2025';

test('the card says in five lines what a channel gets, and has a button for each part', async () => {
  const { screen } = await openSubscribedCard();
  expect(screen.lines()).toEqual({
    Channel: '<#100>',
    What: 'all dates · 4 ahead',
    When: '7 days, 1 day, same day; deadlines also 1 hour (default) · at 9 a.m. New York',
    Pings: 'nobody',
    Changes: 'new message for what is urgent, earlier messages corrected for the rest (default)',
  });
  expect(screen.buttons().join(' · ')).toBe(
    'When · What · Pings · Changes · Quiet hours · Board · Digest · Muted · Pause · Preview · Remove · Server time zone',
  );
});

test('a choice is saved at once, only it changes, and the card shows the old words beside the new ones with Undo', async () => {
  const { screen, saved, changes, world } = await openSubscribedCard(
    {},
    { role: role('900'), quiet: '10pm-7am', words: 'tariff' },
  );
  const before = await saved();
  world.moveTo(at(NOW) + 60_000);
  const count = changes.count;
  await screen.press('When');
  await screen.choose('leads', ['1d 0d']);
  const after = await saved();
  expect(after?.leads?.map(leadName)).toEqual(['1d', '0d']);
  const marks = { version: 0, unsettled: null };
  expect({ ...after, leads: null, ...marks }).toEqual({ ...before, since: at(NOW) + 60_000, ...marks });
  expect(changes.count).toBe(count + 1);
  expect(screen.lines()['When']).toBe(
    '~~7 days, 1 day, same day; deadlines also 1 hour (default)~~ → **1 day, same day** · at 9 a.m. New York · quiet 10 p.m. – 7 a.m.',
  );
  await screen.press('Undo');
  expect((await saved())?.leads).toBeNull();
  expect(screen.said()['Note']).toBe('Undone. Everything is as it was before.');
  expect(screen.buttons()).not.toContain('Undo');
});

test('what is chosen again is not written again, since writing would be a change', async () => {
  const { screen, saved, changes } = await openSubscribedCard();
  const [before, count] = [await saved(), changes.count];
  await screen.press('When');
  await screen.choose('leads', ['*default']);
  await screen.press('What');
  await screen.press('Everything');
  expect(await saved()).toEqual(before);
  expect(changes.count).toBe(count);
  expect(screen.buttons()).not.toContain('Undo');
});

test('times before a date are chosen or typed, for all dates and for single kinds', async () => {
  const { screen, saved } = await openSubscribedCard();
  await screen.press('When');
  await screen.type('leads', '15m, 3 days');
  expect((await saved())?.leads?.map(leadName)).toEqual(['3d', '15m']);
  await screen.press('When');
  expect(screen.select('leads').options.find(({ chosen }) => chosen)?.label).toBe('3 days, 15 minutes');
  await expect(screen.type('leads', '7x')).rejects.toThrow('I didn’t understand `7x`');
  expect((await saved())?.leads?.map(leadName)).toEqual(['3d', '15m']);
});

test('a channel can have no reminders at all, only changes, a board or a digest', async () => {
  const { screen, saved } = await openSubscribedCard();
  await screen.press('When');
  await screen.choose('leads', ['*none']);
  expect((await saved())?.leads).toEqual([]);
  expect(screen.lines()['When']).toContain('**no reminders**');
  expect(screen.reply().message.content).toBe('No reminders here, only messages when a date changes.');
  await screen.press('When');
  expect(screen.select('leads').options.find(({ chosen }) => chosen)?.label).toBe('No reminders, only changes');
});

test('single kinds have times of their own, one kind a line', async () => {
  const { context, screen, saved } = await openSubscribedCard();
  const typed = (kinds: string) =>
    runPress('setup', press(['typed', '100', 'leads'], { fields: { typed: '', kinds } }), context);
  await typed('truce: two weeks, 7d 1d\ntariff: 3');
  const named = async () =>
    Object.entries((await saved())?.leadsByKind ?? {}).map(([kind, leads]) => [kind, leads.map(leadName).join(' ')]);
  expect(await named()).toEqual([
    ['tariff', '3d'],
    ['truce', '14d 7d 1d'],
  ]);
  await screen.press('Pause');
  expect(screen.lines()['When']).toContain('2 kinds have their own');
  await expect(typed('tarif: 3d')).rejects.toThrow('Did you mean `tariff`?');
  await typed('');
  expect(await named()).toEqual([]);
});

test('topics and kinds that the list no longer has stay until they are taken off', async () => {
  const { context } = await makeContext({ now: NOW });
  const gone: Subscription = {
    owner: ofGuild('1'),
    channel: '100',
    filter: { topics: ['gone', 'tariffs'], kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: at(NOW),
    madeBy: 'command',
    paused: null,
  };
  await context.registry.putSubscription(gone);
  const screen = await openSetup(context);
  await screen.press('What');
  const chosen = screen.select('topics').options.flatMap((entry) => (entry.chosen ? entry.value : []));
  expect(chosen).toEqual(['gone', 'tariffs']);
  await screen.choose('topics', ['tariffs']);
  await screen.press('What');
  expect(screen.select('topics').options.map(({ value }) => value)).not.toContain('gone');
  await screen.choose('topics', ['made-up']);
  expect((await context.registry.subscription('100'))?.filter.topics).toBeNull();
});

test('a list without events has no selects for them, and one with many fits into one', async () => {
  const none = await openSubscribedCard({ list: makeList([]) });
  await none.screen.press('What');
  expect(() => none.screen.select('topics')).toThrow('no topics');
  const topics = Array.from({ length: 40 }, (_, i) => `topic-${i}`);
  const many = await openSubscribedCard({ list: makeList([makeEvent('a', opens('2025-11-05'), { topics })]) });
  await many.screen.press('What');
  expect(many.screen.select('topics').options).toHaveLength(25);
});

test('words, regions and certainty are typed, and the rest of the filter stays', async () => {
  const { screen, saved } = await openSubscribedCard({}, { topic: 'tariffs' });
  await screen.press('What');
  await screen.fill('Words, regions, certainty', {
    words: 'tariff, truce',
    block: 'rare earth',
    certainty: 'confirmed',
  });
  expect((await saved())?.filter).toMatchObject({
    topics: ['tariffs'],
    words: { allow: ['tariff', 'truce'], block: ['rare earth'] },
    certainties: ['confirmed'],
  });
  await screen.press('What');
  const form = await screen.form('Words, regions, certainty');
  expect(form.fields.map(({ value }) => value)).toEqual(['tariff, truce', 'rare earth', '', 'confirmed']);
  await expect(screen.fill('Words, regions, certainty', { certainty: 'sure' })).rejects.toThrow('not a certainty');
  await screen.press('Everything');
  expect((await saved())?.filter).toMatchObject({ topics: null, kinds: null });
});

test('a role is taken only where the bot may ping it, in the channel of the card, wherever the card was opened', async () => {
  const { context, screen, saved } = await openSubscribedCard();
  await screen.press('Pings');
  await screen.chooseRole('900', { mentionable: false });
  expect(screen.said()['Note']).toContain('**Mention @everyone, @here, and All Roles** in <#100>');
  await screen.chooseRole('1', { everyone: true });
  expect(screen.said()['Note']).toContain('never ping everyone');
  expect((await saved())?.role).toBeNull();
  await screen.chooseRole('900');
  expect((await saved())?.role).toBe('900');
  await screen.press('Pings');
  await screen.choose('pingkinds', ['reminder']);
  await screen.press('Pings');
  await screen.choose('pingfor', ['confirmed', 'expected']);
  expect(await saved()).toMatchObject({ pingless: ['catch-up', 'notice'], pingFor: ['confirmed', 'expected'] });
  const elsewhere = await openSetup(context, { channel: channel('200') }, { channel: channel('100') });
  await elsewhere.press('Pings');
  await elsewhere.chooseRole(null);
  expect((await saved())?.role).toBeNull();
});

test('each kind of change is reported in the way chosen for it, and by default where none is', async () => {
  const { context, screen, saved } = await openSubscribedCard();
  const choose = (way: string, values: string[]) => runPress('setup', press(['way', '100', way], { values }), context);
  await choose('nothing', ['new', 'text only']);
  await choose('ping', ['cancelled', 'new']);
  expect((await saved())?.notices).toEqual({ new: 'ping', cancelled: 'ping', 'text only': 'nothing' });
  await choose('ping', []);
  await choose('nothing', []);
  expect((await saved())?.notices).toBeUndefined();
  await expect(choose('shout', ['new'])).rejects.toThrow('not known');
  expect(screen.lines()['Changes']).toContain('(default)');
});

test('quiet hours are typed as people write them; nothing typed means none', async () => {
  const { screen, saved } = await openSubscribedCard();
  await screen.fill('Quiet hours', { typed: '10pm-7am' });
  expect((await saved())?.quiet).toEqual({ from: '22:00', until: '07:00' });
  expect(screen.lines()['When']).toContain('**quiet 10 p.m. – 7 a.m.**');
  await expect(screen.fill('Quiet hours', { typed: 'nights' })).rejects.toThrow('Try `10pm-7am`');
  expect((await screen.form('Quiet hours')).fields[0]?.value).toBe('22:00-07:00');
  await screen.fill('Quiet hours', { typed: '' });
  expect((await saved())?.quiet).toBeUndefined();
});

test('dates are muted and unmuted by their titles', async () => {
  const { screen, saved } = await openSubscribedCard();
  await screen.press('Muted');
  const offered = screen.select('muted').options;
  const truce = offered.find(({ value }) => value === TRUCE);
  expect(truce?.label).toContain('truce');
  await screen.choose('muted', [TRUCE]);
  expect((await saved())?.filter.muted).toEqual([TRUCE]);
  expect(screen.lines()['What']).toBe('all dates · ~~4 ahead~~ → **3 ahead** · **1 muted**');
  await screen.press('Muted');
  expect(screen.select('muted').options[0]).toMatchObject({ value: TRUCE, chosen: true });
  await screen.choose('muted', []);
  expect((await saved())?.filter.muted).toBeUndefined();
});

test('a channel is paused and resumed, and nothing of before comes then', async () => {
  const { screen, saved, world } = await openSubscribedCard();
  await screen.press('Pause');
  expect((await saved())?.paused).toContain('Paused by a manager');
  expect(screen.reply().message.content).toBe('Paused: this channel gets nothing at present.');
  world.moveTo(at(NOW) + 60_000);
  await screen.press('Resume');
  expect(await saved()).toMatchObject({ paused: null, unsettled: { cause: 'created' } });
});

test('removing takes everything a channel gets, and Undo brings all of it back', async () => {
  const { context, screen, saved } = await openSubscribedCard({}, { topic: 'tariffs' });
  await screen.press('Board');
  await screen.press('Digest');
  await screen.choose('digest', ['daily']);
  await screen.press('Remove');
  expect(await saved()).toBeNull();
  expect(await context.registry.recurring()).toEqual([]);
  await screen.press('Undo');
  expect((await saved())?.filter.topics).toEqual(['tariffs']);
  expect((await context.registry.recurring()).map(({ kind }) => kind).sort()).toEqual(['board', 'daily']);
  expect(screen.lines()['Channel']).toContain('a board');
});

test('a subscription of the settings file is stopped instead of removed, since it would come back', async () => {
  const { context, screen, saved } = await openSubscribedCard();
  const {
    unsettled: _,
    version: __,
    ...row
  } = (await saved()) ??
  (() => {
    throw new Error('none');
  })();
  await context.registry.putSubscription({ ...row, madeBy: 'settings' });
  await screen.press('Remove');
  expect(await saved()).toMatchObject({ madeBy: 'command', paused: 'removed in /datewatch setup' });
});

test('the preview shows the first messages, and a test says how it ended', async () => {
  const outside = { tryChannel: async () => ({ kind: 'failed', why: 'Discord refused it.' }) as const };
  const { screen } = await openSubscribedCard({ outside });
  await screen.press('Preview');
  expect(screen.said()['First messages (times in New York)']?.split('\n')).toHaveLength(3);
  expect(screen.reply().message.cards).toHaveLength(2);
  await screen.press('Send a test');
  expect(screen.said()['Note']).toBe('The test in <#100>: Discord refused it.');
});

test('the least importance is ticked, and the card says which', async () => {
  const { screen, saved } = await openSubscribedCard();
  await screen.press('What');
  await screen.choose('importances', ['high']);
  expect((await saved())?.filter.importances).toEqual(['high']);
  expect(screen.lines()['What']).toContain('**only of high importance**');
  await screen.press('What');
  expect(screen.select('importances').options.map(({ chosen }) => chosen)).toEqual([true, false, false]);
  await screen.choose('importances', []);
  expect((await saved())?.filter).not.toHaveProperty('importances');
});

test('an announcement channel says whether its messages are published to followers, which a press changes; no other channel offers it', async () => {
  const { context, screen, saved } = await openSubscribedCard();
  await screen.press('Pings');
  expect(screen.buttons()).toEqual(['Back']);
  const followed = await openSetup(context, { channel: channel('100', { kind: 'announcement' }) });
  expect(followed.lines()['Channel']).toBe('<#100> · published to followers');
  await followed.press('Pings');
  await followed.press('Don’t publish to followers');
  expect(await saved()).toMatchObject({ publish: false });
  expect(followed.lines()['Channel']).toBe('<#100> · ~~published to followers~~ → **not published to followers**');
  await followed.press('Pings');
  await followed.press('Publish to followers');
  expect(await saved()).not.toHaveProperty('publish');
});
