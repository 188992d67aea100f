import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { InteractionOutcome } from '../../emulator/people/interact.ts';
import type { Running } from '../../src/app/start/start-datewatch.ts';
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
const DEFERRED_UPDATE = 6;
const UPDATE = 7;
const FORM = 9;

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
  await started.emulator.interact.command({ name: 'datewatch unsubscribe', options: { channel: OTHER_CHANNEL } });
  expect(started.emulator.violations).toEqual([]);
});

/** One person in front of the private message of `/datewatch setup`. */
async function openSetup(userId = MANAGER) {
  const { interact } = started.emulator;
  const first = await interact.command({ name: 'datewatch setup', userId });
  let shown: InteractionOutcome = first;
  const messageId = first.message?.id ?? '';
  const components = (): readonly Record<string, unknown>[] =>
    (shown.message?.components ?? []).flatMap((row) => row['components'] as Record<string, unknown>[]);
  const find = (what: string, arg = '') => {
    const found = components().find(
      ({ custom_id: id }) => typeof id === 'string' && id.startsWith(`setup:${what}:`) && id.endsWith(arg),
    );
    if (found === undefined) throw new Error(`no ${what}: ${JSON.stringify(components())}`);
    return found;
  };
  const idOf = (what: string, arg?: string) => String(find(what, arg)['custom_id']);
  const show = async (doing: Promise<InteractionOutcome>) => {
    const outcome = await doing;
    if (outcome.callbackType !== FORM && outcome.message?.id === messageId) shown = outcome;
    return outcome;
  };
  const control = (what: string, arg?: string) => ({ messageId, customId: idOf(what, arg), userId });
  return {
    first,
    messageId,
    find,
    control,
    text: () => `${shown.content}\n${JSON.stringify(shown.message?.embeds ?? [])}`,
    press: (what: string, arg?: string) => show(interact.button(control(what, arg))),
    choose: (what: string, ...values: string[]) => show(interact.select({ ...control(what), values })),
    async type(what: string, typed: string) {
      const opened = await interact.select({ ...control(what), values: ['*other'] });
      expect(opened.callbackType).toBe(FORM);
      return show(
        interact.modalSubmit({ customId: String(opened.modal?.['custom_id']), fields: { typed }, userId, messageId }),
      );
    },
  };
}
const subscription = (channel: string) => running.context.registry.subscription(channel);

describe('/datewatch setup over Discord', () => {
  test('/datewatch setup goes from the first page to a subscription, in one private message', async () => {
    const screen = await openSetup();
    expect(screen.first).toMatchObject({ ephemeral: true, callbackType: 4 });
    expect((await screen.choose('channel', OTHER_CHANNEL)).callbackType).toBe(UPDATE);
    expect(screen.find('channel')['default_values']).toEqual([{ id: OTHER_CHANNEL, type: 'channel' }]);
    await screen.choose('topics', 'tariffs');
    await screen.press('page', ':2');
    expect((await screen.type('leads', '2d 3h')).callbackType).toBe(UPDATE);
    await screen.choose('role', ROLE);
    await screen.type('zone', 'KST');
    expect(screen.text()).toContain('Asia/Seoul');
    await screen.choose('zone', 'Asia/Seoul');
    await screen.type('time', '7:45');
    await screen.press('page', ':3');
    expect(screen.text()).toContain('First messages');
    expect(started.emulator.messages(OTHER_CHANNEL)).toEqual([]);
    await screen.press('test');
    const [sent] = started.emulator.messages(OTHER_CHANNEL);
    expect(sent?.content).toContain('Test');
    expect(JSON.stringify(sent?.embeds)).toContain(`<@${MANAGER}>`);
    expect(sent?.mentions).toEqual({ everyone: false, users: [], roles: [] });
    expect(screen.text()).toContain(sent?.id ?? 'nothing was sent');
    expect(await subscription(OTHER_CHANNEL)).toBeNull();
    const done = await screen.press('finish');
    expect(JSON.stringify(done.message?.components)).toContain('Undo');
    expect(await subscription(OTHER_CHANNEL)).toMatchObject({
      owner: { kind: 'guild', guild: GUILD },
      filter: { topics: ['tariffs'], kinds: null },
      role: ROLE,
      madeBy: 'command',
    });
    expect(await running.context.registry.guildSettings()).toMatchObject([
      { zone: 'Asia/Seoul', postingTime: '07:45' },
    ]);
  });

  test('/datewatch setup changes later what is there, in the same flow', async () => {
    const made = await started.emulator.interact.command({
      name: 'datewatch subscribe',
      options: { topic: 'tariffs' },
    });
    expect(made.ephemeral).toBe(true);
    const screen = await openSetup();
    expect(screen.text()).toContain('topic tariffs');
    await screen.choose('topics');
    await screen.press('page', ':2');
    await screen.press('page', ':3');
    await screen.press('finish');
    expect((await subscription(CHANNEL))?.filter.topics).toBeNull();
    await started.emulator.interact.command({ name: 'datewatch unsubscribe' });
  });

  test('/datewatch setup names what the bot lacks in the chosen channel; Finish is off until it is granted and checked again', async () => {
    const { emulator } = started;
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { deny: EMBED_LINKS });
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    expect(screen.text()).toContain('Embed Links');
    await screen.press('page', ':2');
    await screen.press('page', ':3');
    await expect(screen.press('finish')).rejects.toThrow('disabled');
    const forced = await emulator.interact.button({ ...screen.control('finish'), force: true });
    expect(forced.content).toContain('missing');
    expect(await subscription(OTHER_CHANNEL)).toBeNull();
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { allow: EMBED_LINKS });
    await screen.press('check');
    expect(screen.text()).toContain('nothing is missing');
    // Taken away again behind its back: Finish looks once more.
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { deny: EMBED_LINKS });
    await screen.press('finish');
    expect(screen.text()).toContain('Embed Links');
    expect(await subscription(OTHER_CHANNEL)).toBeNull();
    emulator.change.setBotOverwrite(OTHER_CHANNEL, { allow: EMBED_LINKS });
    await screen.press('check');
    await screen.press('finish');
    expect(await subscription(OTHER_CHANNEL)).not.toBeNull();
  });

  test('a restart in the middle ends a set-up: the old message says so, and a new one is not touched by it', async () => {
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    await screen.choose('kinds', 'truce');
    const old = screen.control('page', ':2');
    await running.stop();
    await start();
    const pressed = () => started.emulator.interact.button(old);
    expect((await pressed()).content).toContain('has expired');
    await openSetup();
    expect((await pressed()).content).toContain('has expired');
    expect(await subscription(OTHER_CHANNEL)).toBeNull();
  });

  test('two managers at once have a draft each; whoever finishes second sees first what the other did', async () => {
    const second = addManager('second');
    const [one, other] = await Promise.all([openSetup(), openSetup(second)]);
    await Promise.all([one.choose('channel', OTHER_CHANNEL), other.choose('channel', OTHER_CHANNEL)]);
    await Promise.all([one.choose('kinds', 'truce'), other.choose('kinds', 'summit')]);
    for (const screen of [one, other]) {
      await screen.press('page', ':2');
      await screen.press('page', ':3');
    }
    await one.press('finish');
    await other.press('finish');
    expect(other.text()).toContain('Somebody else');
    expect((await subscription(OTHER_CHANNEL))?.filter.kinds).toEqual(['truce']);
    await other.press('finish');
    expect((await subscription(OTHER_CHANNEL))?.filter.kinds).toEqual(['summit']);
  });

  test("nobody presses their way into somebody else's draft, and members into none", async () => {
    const { emulator } = started;
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    await screen.press('page', ':2');
    await screen.press('page', ':3');
    const second = addManager('third');
    for (const [userId, why] of [
      [MEMBER, 'Manage Server'],
      [second, 'somebody else'],
    ] as const) {
      const refused = await emulator.interact.button({ ...screen.control('finish'), userId, force: true });
      expect(refused).toMatchObject({ ephemeral: true, callbackType: 4 });
      expect(refused.content).toContain(why);
    }
    const typed = await emulator.interact.command({ name: 'datewatch setup', userId: MEMBER, force: true });
    expect(typed.content).toContain('Manage Server');
    expect(await subscription(OTHER_CHANNEL)).toBeNull();
    await screen.press('cancel');
    const late = await emulator.interact.button({
      messageId: screen.messageId,
      customId: `setup:finish:${MANAGER}:1:1`,
      force: true,
    });
    expect(late.content).toContain('/datewatch setup');
  });

  test('where Discord does not say in time what the bot may do, Finish goes by what was seen last', async () => {
    const { emulator } = started;
    const screen = await openSetup();
    await screen.choose('channel', OTHER_CHANNEL);
    await screen.press('page', ':2');
    await screen.press('page', ':3');
    emulator.faults.add({ kind: 'delay', ms: 5_000, match: { method: 'GET' }, times: 'always' });
    const done = await screen.press('finish');
    // Before Discord reported anything.
    expect(done.acknowledgedAfterMs).toBeLessThan(5_000);
    expect(JSON.stringify(done.message?.components)).toContain('Undo');
    expect(await subscription(OTHER_CHANNEL)).not.toBeNull();
  });

  test('a test that takes long is acknowledged in time, and how it ended is said afterwards', async () => {
    const { emulator } = started;
    const screen = await openSetup();
    await screen.press('page', ':2');
    await screen.press('page', ':3');
    const before = emulator.messages(CHANNEL).length;
    emulator.faults.add({ kind: 'delay', ms: 2_500, match: { route: 'POST /channels/:channel/messages' } });
    emulator.faults.add({ kind: 'delay', ms: 2_500, match: { method: 'GET' }, times: 'always' });
    const tested = await screen.press('test');
    expect(tested).toMatchObject({ callbackType: DEFERRED_UPDATE, edits: 1 });
    expect(screen.text()).toContain('Look whether the message arrived');
    await emulator.until('the test arrives', () => emulator.messages(CHANNEL).length === before + 1);
    await screen.press('cancel');
  });

  test('a press whose answer comes too late for Discord is done all the same, and pressing on works', async () => {
    const { emulator } = started;
    const screen = await openSetup();
    emulator.faults.add({
      kind: 'status',
      status: 404,
      code: 10062,
      message: 'Unknown interaction',
      match: { method: 'POST', bodyContains: 'step 2 of 3' },
    });
    // The person waits in vain.
    screen.press('page', ':2').catch(() => undefined);
    await emulator.until('the refusal', () => emulator.requests.some(({ code }) => code === 10062));
    // The screen still shows the first page; whatever it says is worked on.
    await screen.choose('channel', OTHER_CHANNEL);
    expect(screen.text()).toContain('step 2 of 3');
    await screen.press('page', ':3');
    await screen.press('finish');
    expect(await subscription(OTHER_CHANNEL)).not.toBeNull();
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
