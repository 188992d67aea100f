import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../src/outbox/checkpoint.ts';
import type { MomentRow, PostRow } from '../../src/outbox/outbox.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/real-machine.ts';
import { seedState } from '../build/seed-state.ts';
import { openYard, type Yard } from '../torture/open-yard.ts';

const GUILD = '1428000000000000001';
const CHANNEL = '1428000000000000011';
const HISTORY = 1n << 16n;
/** The world stands at 12:00:01 when a yard opens: a second after the reminder, whose watermark was written before. */
const DUE = Date.UTC(2026, 4, 4, 12);
const LIST = `covers: One date
zone: UTC
sources:
  office: { name: Office }
events:
  - id: filing
    title: Filing
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:15 } }]
`;
const SUBSCRIPTION = `zone: UTC
subscriptions:
  - { server: "${GUILD}", channel: "${CHANNEL}", leads: [15m] }
`;

async function makeYard(finish: (close: () => Promise<void>) => void): Promise<Yard> {
  const world = { guilds: [{ id: GUILD, name: 'Desk', channels: [{ id: CHANNEL, name: 'dates' }] }] };
  // Its minutes last long, so that what is on time is on time on the slowest machine.
  const yard = await openYard({ world, worldAt: DUE + 1_000, speed: 0.01 });
  finish(() => yard.close());
  await yard.writeList(LIST);
  await yard.writeSettings(SUBSCRIPTION);
  await seedState(yard.state, { guild: GUILD, channels: [CHANNEL], due: DUE });
  return yard;
}

function openState(yard: Yard): Promise<Store> {
  return openStore({ folder: yard.state, clock: 'simulated', machine: realMachine() });
}

const creates = (yard: Yard) =>
  yard.emulator.requests.filter(({ method, path }) => method === 'POST' && path === `/channels/${CHANNEL}/messages`);

const looks = (yard: Yard) =>
  yard.emulator.requests.filter(({ method, path }) => method === 'GET' && path.includes('/messages'));

/** For the ledger only: what was attempted just now was attempted three hours ago. */
function letHoursPass({ state }: Yard): void {
  const database = new DatabaseSync(join(state, 'datewatch.sqlite'));
  database.exec('UPDATE posts SET first_unanswered = first_unanswered - 3 * 3600 * 1000');
  database.close();
}

async function readLedger(yard: Yard): Promise<{ posts: PostRow[]; moments: MomentRow[] }> {
  const store = await openState(yard);
  const posts = await store.outbox.posts({ channel: CHANNEL, limit: 10 });
  const moments = await store.outbox.moments({ channels: [CHANNEL], events: null });
  await store.close();
  return { posts, moments };
}

/** Starts the program anew, waits for its last word on the post, stops it and reads what it wrote. */
async function recover(yard: Yard, expected: number) {
  const second = yard.start();
  await second.running;
  await yard.emulator.until(`${expected} creates`, () => creates(yard).length >= expected);
  expect(await second.stop()).toBe(0);
  return readLedger(yard);
}

describe.concurrent('killed exactly there and started anew, the channel holds one message and the ledger says so', () => {
  test.for<[Checkpoint, number, number]>([
    // The point; how many creates Discord saw in all; how many attempts the ledger counts.
    ['before reserve', 1, 1],
    ['after reserve', 1, 1],
    ['before send', 1, 2],
    ['after send', 2, 2],
    ['before record', 2, 2],
    ['after record', 1, 1],
  ])('%s', async ([point, asked, attempts], { expect, onTestFinished }) => {
    const yard = await makeYard(onTestFinished);
    const first = yard.start({ dieAt: { point, nth: 1, from: DUE } });
    expect(await first.ended).toEqual({ killed: true, code: null });
    const { posts, moments } = await recover(yard, asked);
    const messages = yard.emulator.messages(CHANNEL);
    expect(messages.map(({ content }) => content)).toEqual([expect.stringContaining('15 minutes left')]);
    expect(creates(yard)).toHaveLength(asked);
    expect(posts).toMatchObject([{ state: 'sent', reason: 'on time', attempts, message: messages[0]?.id }]);
    expect(moments).toMatchObject([{ event: 'filing', lead: '15m', state: 'sent', reason: 'on time' }]);
  });

  test('after the send, and started when Discord may have forgotten the nonce: it is looked for, not sent again', async ({
    expect,
    onTestFinished,
  }) => {
    const yard = await makeYard(onTestFinished);
    const first = yard.start({ dieAt: { point: 'after send', nth: 1, from: DUE } });
    await first.ended;
    letHoursPass(yard);
    const second = yard.start();
    await yard.emulator.until('a look', () => looks(yard).length > 0);
    await second.running;
    expect(await second.stop()).toBe(0);
    const { posts } = await readLedger(yard);
    expect(creates(yard)).toHaveLength(1);
    expect(posts).toMatchObject([{ state: 'sent', message: yard.emulator.messages(CHANNEL)[0]?.id }]);
  });

  test('before the send, started as late in a channel that cannot be read: it is sent, and says "possibly repeated"', async ({
    expect,
    onTestFinished,
  }) => {
    const yard = await makeYard(onTestFinished);
    const first = yard.start({ dieAt: { point: 'before send', nth: 1, from: DUE } });
    await first.ended;
    letHoursPass(yard);
    yard.emulator.change.setBotOverwrite(CHANNEL, { deny: HISTORY });
    const { posts } = await recover(yard, 1);
    const [message, ...more] = yard.emulator.messages(CHANNEL);
    expect(more).toEqual([]);
    expect(message?.content).toMatch(/^Possibly repeated\. 15 minutes left/);
    expect(posts).toMatchObject([{ state: 'sent', message: message?.id }]);
  });

  test('while the answer to an accepted message never comes', async ({ expect, onTestFinished }) => {
    const yard = await makeYard(onTestFinished);
    yard.emulator.faults.add({ kind: 'accept-then-hang', match: { channelId: CHANNEL } });
    const first = yard.start();
    await yard.emulator.until('the message', () => yard.emulator.messages(CHANNEL).length === 1);
    first.kill();
    await first.ended;
    const { posts } = await recover(yard, 2);
    expect(yard.emulator.messages(CHANNEL)).toHaveLength(1);
    expect(posts).toMatchObject([{ state: 'sent', attempts: 2, message: yard.emulator.messages(CHANNEL)[0]?.id }]);
  });
});
