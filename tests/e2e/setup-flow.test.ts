import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '../../src/app/start/start-datewatch.ts';
import { openCard } from '../build/open-card.ts';
import {
  CHANNEL,
  GUILD,
  MANAGER,
  MEMBER,
  OTHER_CHANNEL,
  ROLE,
  type StartedWorld,
  startWorld,
} from '../build/start-world.ts';

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const EMBED_LINKS = 1n << 14n;
const MANAGE_GUILD = 1n << 5n;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const UPDATE = 7;

const NOW = '2025-10-24T16:00:00Z';
let started: StartedWorld;
let running: Running;

const start = async () => {
  running = await started.run({ start: NOW, until: NOW, speed: 1 });
};
beforeAll(async () => {
  started = await startWorld();
  await start();
});
afterAll(async () => {
  await started.close();
});
afterEach(async () => {
  started.emulator.faults.clear();
  for (const channel of [CHANNEL, OTHER_CHANNEL])
    await running.context.registry.removeChannel({ guild: GUILD, channel });
  expect(started.emulator.violations).toEqual([]);
});

const openSetup = (userId = MANAGER) => openCard(started, {}, userId);
const subscription = (channel: string) => running.context.registry.subscription(channel);

describe('/datewatch setup over Discord', () => {
  test('a person who has never seen it sets a channel up with six presses and no typing, a test, a board and a digest among them', async () => {
    const screen = await openSetup();
    expect(screen.first).toMatchObject({ ephemeral: true, callbackType: 4 });
    expect((await screen.press('Use #trade-dates')).callbackType).toBe(UPDATE);
    await screen.press('All dates (4 ahead)');
    expect(await subscription(CHANNEL)).toBeNull();
    await screen.press('Use the default');
    expect(await subscription(CHANNEL)).toMatchObject({
      owner: { kind: 'guild', guild: GUILD },
      role: null,
      leads: null,
    });
    expect(screen.text()).toContain('First messages');
    await screen.press('Send a test');
    const [sent] = started.emulator.messages(CHANNEL);
    expect(sent?.content).toContain('Test');
    expect(JSON.stringify(sent?.embeds)).toContain(`<@${MANAGER}>`);
    expect(sent?.mentions).toEqual({ everyone: false, users: [], roles: [] });
    expect(screen.text()).toContain(sent?.id ?? 'nothing was sent');
    await screen.press('Pin a board');
    await screen.press('Weekly digest');
    const kinds = (await running.context.registry.recurring()).map(({ channel, kind }) => `${channel} ${kind}`);
    expect(kinds.sort()).toEqual([`${CHANNEL} board`, `${CHANNEL} weekly`]);
    expect(screen.presses()).toBe(6);
  });

  test('each part of the card is changed in place, and Undo takes the last change back', async () => {
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    await screen.choose('topics', 'tariffs');
    await screen.choose('leads', '7d 1d');
    expect((await subscription(OTHER_CHANNEL))?.filter.topics).toEqual(['tariffs']);
    await screen.press('All settings');
    await screen.press('Pings');
    await screen.choose('role', ROLE);
    expect((await subscription(OTHER_CHANNEL))?.role).toBe(ROLE);
    expect((await screen.fill('Quiet hours', { typed: '10-7' })).callbackType).toBe(UPDATE);
    await screen.press('10 p.m. – 7 a.m.');
    expect((await subscription(OTHER_CHANNEL))?.quiet).toEqual({ from: '22:00', until: '07:00' });
    await screen.press('Server time zone');
    await screen.fill('Other zone, time of day…', { zone: 'KST', time: '7:45' });
    expect(await running.context.registry.guildSettings()).toMatchObject([
      { zone: 'Asia/Seoul', postingTime: '07:45' },
    ]);
    expect(screen.text()).toContain('Seoul (Asia/Seoul)');
    await screen.press('Undo');
    expect(await running.context.registry.guildSettings()).toMatchObject([{ zone: null, postingTime: null }]);
    await screen.press('Remove');
    expect(await subscription(OTHER_CHANNEL)).toBeNull();
    await screen.press('Undo');
    expect((await subscription(OTHER_CHANNEL))?.role).toBe(ROLE);
    expect(screen.labels()).toContain('Quiet hours');
  });

  test('a card that is opened later, in another channel, is that of the channel named', async () => {
    const { interact } = started.emulator;
    await interact.command({ name: 'datewatch subscribe', options: { topic: 'tariffs', channel: OTHER_CHANNEL } });
    const opened = await interact.command({ name: 'datewatch setup', options: { channel: OTHER_CHANNEL } });
    expect(JSON.stringify(opened.message?.embeds)).toContain('topic tariffs');
  });

  test('what the bot lacks in the chosen channel is named, and the questions go on once it is granted and checked again', async () => {
    const { emulator } = started;
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { deny: EMBED_LINKS });
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    expect(screen.text()).toContain('Embed Links');
    expect(screen.labels()).toEqual(['Check again']);
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { allow: EMBED_LINKS });
    await screen.press('Check again');
    await screen.press('All dates (4 ahead)');
    // Taken away again behind its back: the last answer looks once more.
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { deny: EMBED_LINKS });
    await screen.press('Use the default');
    expect(screen.text()).toContain('Embed Links');
    expect(await subscription(OTHER_CHANNEL)).toBeNull();
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { allow: EMBED_LINKS });
    await screen.press('Check again');
    await screen.press('All dates (4 ahead)');
    await screen.press('Use the default');
    expect(await subscription(OTHER_CHANNEL)).not.toBeNull();
  });

  test('a restart in the middle ends a set-up, and the card goes on', async () => {
    const screen = await openSetup();
    const old = screen.control('Use #trade-dates');
    await started.emulator.interact.command({ name: 'datewatch subscribe', options: { channel: OTHER_CHANNEL } });
    const other = await started.emulator.interact.command({
      name: 'datewatch setup',
      options: { channel: OTHER_CHANNEL },
    });
    await running.stop();
    await start();
    expect((await started.emulator.interact.button(old)).content).toContain('has expired');
    const paused = await started.emulator.interact.button({
      messageId: other.message?.id ?? '',
      customId: `setup:pause:${OTHER_CHANNEL}`,
      userId: MANAGER,
    });
    expect(paused.content).toContain('Paused');
  });

  test('two managers at once: whoever answers last sees what the other did', async () => {
    const second = addManager('second');
    const [one, other] = await Promise.all([openSetup(), openSetup(second)]);
    await Promise.all([one.choose('channel', OTHER_CHANNEL), other.choose('channel', OTHER_CHANNEL)]);
    await Promise.all([one.choose('kinds', 'truce'), other.choose('kinds', 'summit')]);
    await one.press('Use the default');
    await other.press('Use the default');
    expect(other.text()).toContain('Somebody else');
    expect((await subscription(OTHER_CHANNEL))?.filter.kinds).toEqual(['truce']);
  });

  test("nobody presses their way into somebody else's questions, and members change nothing", async () => {
    const { emulator } = started;
    const screen = await openSetup();
    const second = addManager('third');
    for (const [userId, why] of [
      [MEMBER, 'Manage Server'],
      [second, 'somebody else'],
    ] as const) {
      const refused = await emulator.interact.button({ ...screen.control('Use #trade-dates'), userId, force: true });
      expect(refused).toMatchObject({ ephemeral: true, callbackType: 4 });
      expect(refused.content).toContain(why);
    }
    const typed = await emulator.interact.command({ name: 'datewatch setup', userId: MEMBER, force: true });
    expect(typed.content).toContain('Manage Server');
    await emulator.interact.command({ name: 'datewatch subscribe', options: { channel: OTHER_CHANNEL } });
    const forged = { messageId: screen.messageId, customId: `setup:remove:${OTHER_CHANNEL}`, force: true };
    expect((await emulator.interact.button({ ...forged, userId: MEMBER })).content).toContain('Manage Server');
    expect(await subscription(OTHER_CHANNEL)).not.toBeNull();
  });

  test('where Discord does not say in time what the bot may do, the last answer goes by what was seen last', async () => {
    const { emulator } = started;
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    await screen.press('All dates (4 ahead)');
    emulator.faults.add({ kind: 'delay', ms: 5_000, match: { method: 'GET' }, times: 'always' });
    const done = await screen.press('Use the default');
    // Before Discord reported anything.
    expect(done.acknowledgedAfterMs).toBeLessThan(5_000);
    expect(await subscription(OTHER_CHANNEL)).not.toBeNull();
  });

  test('a test whose end Discord does not report in time is answered all the same, with what to look for', async () => {
    const { emulator } = started;
    const screen = await openSetup();
    await screen.press('Use #trade-dates');
    await screen.press('All dates (4 ahead)');
    await screen.press('Use the default');
    const before = emulator.messages(CHANNEL).length;
    emulator.faults.add({ kind: 'delay', ms: 2_500, match: { route: 'POST /channels/:channel/messages' } });
    emulator.faults.add({ kind: 'delay', ms: 2_500, match: { method: 'GET' }, times: 'always' });
    const tested = await screen.press('Send a test');
    expect(tested.acknowledgedAfterMs).toBeLessThan(2_500);
    expect(screen.text()).toContain('Check whether the message arrived');
    await emulator.until('the test arrives', () => emulator.messages(CHANNEL).length === before + 1);
  });

  test('a press whose answer comes too late for Discord is done all the same, and pressing on works', async () => {
    const { emulator } = started;
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    await screen.press('All dates (4 ahead)');
    emulator.faults.add({
      kind: 'status',
      status: 404,
      code: 10062,
      message: 'Unknown interaction',
      match: { method: 'POST', bodyContains: 'First messages' },
    });
    // The person waits in vain.
    screen.press('Use the default').catch(() => undefined);
    await emulator.until('the refusal', () => emulator.requests.some(({ code }) => code === 10062));
    expect(await subscription(OTHER_CHANNEL)).not.toBeNull();
    // The screen still shows the last question; its answer shows what was done.
    const late = await screen.press('Use the default');
    expect(late.content).toContain('expired');
  });
});

/** A member who may manage the server by a role. */
function addManager(username: string): string {
  const { change } = started.emulator;
  const { id } = change.addMember(GUILD, { username });
  change.setRolePermissions(GUILD, ROLE, MANAGE_GUILD);
  change.setRoles(GUILD, id, [ROLE]);
  return id;
}
