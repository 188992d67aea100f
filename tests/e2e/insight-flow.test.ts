import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CHANNEL,
  GUILD,
  MEMBER,
  OTHER_CHANNEL,
  ROLE,
  type StartedWorld,
  SUBSCRIPTION,
  startWorld,
} from '../build/start-world.ts';

/** Bits of https://docs.discord.com/developers/topics/permissions */
const SEND_MESSAGES = 2048n;
const EMBED_LINKS = 16384n;

const SUMMIT = 'asean-summit-2025';
const TRUCE = 'tariff-truce-expiry-2025';

let started: StartedWorld;

/** The world has run from 18 to 27 October 2025: the talks and the summit were announced, the rest is ahead. */
beforeAll(async () => {
  started = await startWorld({ channelLimit: 'off' });
  const subscriptions = [
    { ...SUBSCRIPTION, role: ROLE },
    { ...SUBSCRIPTION, channel: OTHER_CHANNEL, filter: { topics: ['shipping'], kinds: null } },
  ];
  const running = await started.run({
    start: '2025-10-18T00:00:00Z',
    until: '2025-10-27T12:00:00Z',
    config: { subscriptions },
  });
  await running.worldEnded;
});
afterAll(async () => {
  await started.close();
});

const ask = (name: string, options: Record<string, string> = {}) =>
  started.emulator.interact.command({ name, options });
const textOf = (outcome: Awaited<ReturnType<typeof ask>>) =>
  `${outcome.content}\n${JSON.stringify(outcome.message?.embeds ?? [])}`;

describe('/datewatch why', () => {
  test('/datewatch why links to the very messages that were posted, and says why the other channel got none', async () => {
    const posted = started.emulator.messages(CHANNEL).filter(({ content }) => content.includes('ASEAN summit'));
    expect(posted.length).toBeGreaterThan(1);
    const answer = await ask('datewatch why', { event: SUMMIT });
    expect(answer.ephemeral).toBe(true);
    const text = textOf(answer);
    for (const { id } of posted) expect(text).toContain(`https://discord.com/channels/${GUILD}/${CHANNEL}/${id}`);
    expect(text).toContain('this channel asks for other topics (shipping)');
    expect(text).toContain('same minute as a nearer reminder');
  });

  test('/datewatch why names what comes next of an event that is ahead', async () => {
    const answer = await ask('datewatch why', { event: TRUCE, channel: CHANNEL });
    expect(answer.content).toBe(
      'U.S.–China tariff truce: nothing posted so far. Next Mon 3 Nov 2025, 9 a.m. New York.',
    );
  });

  test('/datewatch why is not for members, even past the client', async () => {
    const answer = await started.emulator.interact.command({
      name: 'datewatch why',
      options: { event: SUMMIT },
      userId: MEMBER,
      force: true,
    });
    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer)).toContain('Manage Server');
  });
});

describe('/datewatch preview', () => {
  test('/datewatch preview shows a manager any message in private, switches it by the selects below, and posts and pings nothing', async () => {
    const before = started.emulator.messages(CHANNEL).length;
    const options = { event: TRUCE };
    const first = await started.emulator.interact.command({ name: 'datewatch preview', options });
    expect(first.ephemeral).toBe(true);
    expect(first.content).toBe('Preview: what would be posted Mon 3 Nov 2025, 9 a.m. New York.');
    const messageId = first.message?.id ?? '';
    const other = await started.emulator.interact.select({
      messageId,
      customId: `preview:${TRUCE}:o`,
      values: ['change cancelled'],
    });
    expect(other.callbackType).toBe(7);
    expect(textOf(other)).toContain('Cancelled: ');
    const back = await started.emulator.interact.select({
      messageId,
      customId: `preview:${TRUCE}:r`,
      values: ['reminder expires minutes 60'],
    });
    expect(textOf(back)).toContain('in 1 hour');
    expect(started.emulator.messages(CHANNEL)).toHaveLength(before);
    expect(JSON.stringify([first.message, other.message, back.message])).not.toContain('"mention_roles":["');
  });

  test('/datewatch preview offers the messages of the event that stands in the other option', async () => {
    const typed = await started.emulator.interact.autocomplete({
      name: 'datewatch preview',
      options: { event: TRUCE, message: 'extended' },
      focused: 'message',
    });
    expect(typed.choices).toEqual([{ name: 'a change (deadline extended)', value: 'change extended' }]);
  });
});

describe('/datewatch check', () => {
  test('/datewatch check says that all is well, asks Discord and changes nothing there', async () => {
    const asked = started.emulator.requests.length;
    const answer = await ask('datewatch check');
    expect(answer.ephemeral).toBe(true);
    expect(answer.content).toBe('All well in 2 channels.');
    const methods = started.emulator.requests.slice(asked).filter(({ path }) => !path.includes('/interactions/'));
    expect(methods.length).toBeGreaterThan(0);
    expect(methods.every(({ method }) => method === 'GET')).toBe(true);
  });

  test.each([
    ['Send Messages', SEND_MESSAGES],
    ['Embed Links', EMBED_LINKS],
  ])('/datewatch check names %s when a channel denies it to the bot', async (name, deny) => {
    started.emulator.change.setBotOverwrite(OTHER_CHANNEL, { allow: 0n, deny });
    const answer = await ask('datewatch check');
    started.emulator.change.setBotOverwrite(OTHER_CHANNEL, { allow: 0n, deny: 0n });
    expect(answer.content).toMatch(new RegExp(`^[12] things? to fix.*: I lack ${name}.* in #general\\.$`));
  });

  test('/datewatch check says so when Discord does not answer, and shows the rest', async () => {
    started.emulator.faults.add({ kind: 'delay', ms: 2_500, match: { when: ({ path }) => path.endsWith(GUILD) } });
    const answer = await ask('datewatch check');
    expect(answer.content).toMatch(/^Discord did not say in time\. As far as I know all is well in 2 channels\.$/);
    expect(textOf(answer)).toContain('last message');
  });
});

test('nothing that was sent would be refused by Discord', () => {
  expect(started.emulator.violations).toEqual([]);
});
