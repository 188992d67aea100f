import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredMessage } from '../../emulator/world/world.ts';
import { answerQuestions, openCard } from '../build/open-card.ts';
import { CHANNEL, MEMBER, OTHER_CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

/** Made up for these tests. */
const listOf = (permits: string) => `covers: Made up for a test
zone: America/New_York
sources:
  office: { name: Port office }
events:
  - id: permits
    title: Port permits
    phrase: the window for port permits
    kind: filing
    certainty: confirmed
    claims:
      - { source: office, published: 2025-10-01, date: { closes: ${permits} 17:00 } }
  - id: levy
    title: Harbour levy
    phrase: a harbour levy
    kind: tariff
    certainty: threatened
    claims:
      - { source: office, published: 2025-10-01, date: { starting: 2025-11-01 } }
`;
/** PIN_MESSAGES: https://docs.discord.com/developers/topics/permissions */
const PIN = 1n << 51n;

let started: StartedWorld;
let folder: string;
beforeEach(async () => {
  started = await startWorld({ channelLimit: 'off' });
  folder = await mkdtemp(join(tmpdir(), 'datewatch-recurring-'));
  await write('2025-11-05');
});
afterEach(async () => {
  await started.close();
  await rm(folder, { recursive: true, force: true });
});

const write = (permits: string) => writeFile(join(folder, 'list.yaml'), listOf(permits));

/** Runs the real program from one instant to another; `meanwhile` happens while the world stands at the start. */
async function run(start: string, until: string, meanwhile?: () => Promise<void>) {
  const config = { dataFolder: folder, subscriptions: [{ ...SUBSCRIPTION, channel: OTHER_CHANNEL, leads: [] }] };
  if (meanwhile !== undefined) {
    const setupRun = await started.run({ start, until: start, speed: 1, config });
    await meanwhile();
    await setupRun.stop();
  }
  // The world never goes back: the part above took some seconds at most.
  const from = meanwhile === undefined ? start : new Date(Date.parse(start) + 60_000).toISOString();
  const running = await started.run({ start: from, until, config });
  await running.worldEnded;
  await running.stop();
}

const ask = (name: string, options: Record<string, string | boolean> = {}, userId?: string) =>
  started.emulator.interact.command({ name, options, ...(userId === undefined ? {} : { userId, force: true }) });
/** Messages of the program's own accord: answers to commands have no nonce. */
const posted = (channel = CHANNEL) => started.emulator.messages(channel).filter(({ nonce }) => nonce !== undefined);
const textOf = (message: StoredMessage | undefined) =>
  message === undefined ? '' : `${message.content}\n${JSON.stringify(message.embeds)}`;
const writes = (method: string) =>
  started.emulator.requests.filter((one) => one.method === method && one.path.includes(CHANNEL) && one.accepted).length;

test('a board is made, pinned, edited at midnight and with the list, made anew once when it is deleted, and switched off', async () => {
  const { emulator } = started;
  emulator.change.setBotOverwrite(CHANNEL, { allow: PIN });
  await run('2025-10-30T16:00:00Z', '2025-10-31T16:00:00Z', async () => {
    expect((await ask('datewatch setup', {}, MEMBER)).content).toContain('Manage Server');
    const card = await openCard(started);
    await answerQuestions(card, '*silent');
    await card.press('Pin a board');
    await emulator.until('a pinned board', () => posted().some(({ pinned }) => pinned));
    expect(textOf(posted()[0])).toContain('• Sat 1 Nov · **Harbour levy** · threatened');
    // Nobody is notified of a board.
    expect(posted()[0]?.content).not.toMatch(/<@/);
    expect((await openCard(started)).text()).toContain(`/${CHANNEL}/${posted()[0]?.id}`);
    const dates = await emulator.interact.button({
      messageId: posted()[0]?.id ?? '',
      customId: buttonOf(posted()[0]),
      userId: MEMBER,
    });
    expect(dates.ephemeral).toBe(true);
    expect(textOf(dates.message ?? undefined)).toContain('Port permits');
  });
  const [first] = posted();
  expect(posted()).toHaveLength(1);
  expect(textOf(first)).toContain('As of Fri 31 Oct 2025, New York');
  expect(writes('PATCH')).toBe(1);

  await write('2025-11-12');
  await run('2025-10-31T17:00:00Z', '2025-10-31T18:00:00Z');
  expect(posted().map(({ id }) => id)).toEqual([first?.id]);
  expect(textOf(posted()[0])).toContain('**Week of 10 Nov**\\n• until Wed 12 Nov, 5 p.m. New York · **Port permits**');
  expect(writes('PATCH')).toBe(2);

  emulator.change.deleteMessage(CHANNEL, first?.id ?? '');
  await run('2025-10-31T19:00:00Z', '2025-11-01T12:00:00Z');
  const [second, ...others] = posted();
  expect(others).toEqual([]);
  expect(second?.pinned).toBe(true);
  expect(textOf(second)).toContain('• ~~Sat 1 Nov~~ · **Harbour levy** · passed');

  emulator.change.deleteMessage(CHANNEL, second?.id ?? '');
  await run('2025-11-01T13:00:00Z', '2025-11-04T12:00:00Z');
  expect(posted()).toEqual([]);
  expect(posted(OTHER_CHANNEL).filter(({ content }) => content.includes('has stopped'))).toEqual([]);

  await run('2025-11-04T13:00:00Z', '2025-11-05T12:00:00Z', async () => {
    const card = await openCard(started);
    expect(card.text()).toContain('Its message was deleted twice');
    await card.press('Board on');
    await emulator.until('a third board', () => posted()[0]?.pinned);
    await card.press('Board off');
    await emulator.until('the last edit', () => posted()[0]?.content.startsWith('This board is switched off'));
  });
  expect(posted()).toHaveLength(1);
  expect(emulator.violations).toEqual([]);
});

test('a weekly digest comes once on its day and says what changed since the one before; one with nothing to say is not posted', async () => {
  const { emulator } = started;
  // 27 October and 3 November 2025 are Mondays.
  await run('2025-10-24T16:00:00Z', '2025-10-28T16:00:00Z', async () => {
    const card = await openCard(started);
    await answerQuestions(card, '*silent');
    await card.press('Weekly digest');
    await card.press('All settings');
    await card.press('Digest');
    await card.fill('Time…', { typed: '8am' });
    expect(card.text()).toContain('a digest every Monday at 8 a.m.');
  });
  expect(posted().map(({ content }) => content)).toEqual([
    'Next 14 days: 2 dates, first Harbour levy, Sat 1 Nov, 12:00 a.m. New York (threatened).',
  ]);
  expect(posted()[0]?.createdMs).toBe(Date.parse('2025-10-27T12:00:00Z'));

  await write('2025-11-12');
  await run('2025-10-28T17:00:00Z', '2025-11-03T12:59:00Z');
  expect(posted()).toHaveLength(1);
  // The program is away at 08:00 and back an hour later.
  await run('2025-11-03T14:00:00Z', '2025-11-03T20:00:00Z');
  const [, second] = posted();
  expect(second?.content).toBe(
    'Late. Next 14 days: Port permits, Wed 12 Nov, 5 p.m. New York. 1 date changed: Port permits.',
  );
  expect(textOf(second)).toContain('Changed since Mon 27 Oct 2025, 8 a.m. New York');
  expect(textOf(second)).toContain('until Wed 5 Nov, 5 p.m. New York → until Wed 12 Nov, 5 p.m. New York');

  await run('2025-11-03T21:00:00Z', '2025-12-02T12:00:00Z');
  // 10 November has a date ahead; by the 17th there is nothing ahead and nothing new.
  expect(posted().map(({ createdMs }) => new Date(createdMs).toISOString().slice(0, 16))).toEqual([
    '2025-10-27T12:00',
    '2025-11-03T14:00',
    '2025-11-10T13:00',
  ]);
  expect(emulator.violations).toEqual([]);
});

test('a channel with nothing but a board that closes to the bot rests and is reported in no other channel, and goes on with the same message', async () => {
  const { emulator } = started;
  await run('2025-10-30T16:00:00Z', '2025-10-30T17:00:00Z', async () => {
    const card = await openCard(started);
    await answerQuestions(card, '*silent');
    const made = await card.press('Pin a board');
    await emulator.until('an answer that names the refused pin', () =>
      JSON.stringify(made.message).includes('Discord did not let me pin it'),
    );
  });
  const [board] = posted();
  // Without leave to pin, the board is whole all the same.
  expect(board?.pinned).toBe(false);

  emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: 1024n });
  await run('2025-10-30T18:00:00Z', '2025-11-02T12:00:00Z');
  expect(textOf(posted()[0])).toContain('As of Thu 30 Oct 2025');
  expect(posted(OTHER_CHANNEL)).toEqual([]);
  const refused = emulator.requests.filter(({ status, path }) => status === 403 && path.includes(CHANNEL));
  // One try to pin; an edit at midnight, tried until the closing is believed.
  const writing = refused.filter(({ method }) => method !== 'GET');
  expect(writing.map(({ method }) => method).join(' ')).toMatch(/^PUT( PATCH)+$/);
  expect(writing.length).toBeLessThan(10);

  emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: 0n });
  await run('2025-11-02T13:00:00Z', '2025-11-02T14:00:00Z', async () => {
    // Any command in the server is a reason to look whether the channel is open again.
    await ask('datewatch setup');
    await emulator.until('an edit', () => textOf(posted()[0]).includes('As of Sun 2 Nov 2025'));
  });
  expect(posted().map(({ id }) => id)).toEqual([board?.id]);
  expect(emulator.violations).toEqual([]);
});

function buttonOf(message: StoredMessage | undefined): string {
  return /"custom_id":"(dates~[^"]+)"/.exec(JSON.stringify(message?.components))?.[1] ?? '';
}
