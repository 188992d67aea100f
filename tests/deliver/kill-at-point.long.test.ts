import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'vitest';
import type { Checkpoint } from '../../src/outbox/checkpoint.ts';
import type { MomentRow, PostRow } from '../../src/outbox/outbox.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { FILING_LIST } from '../build/list-texts.ts';
import { seedState } from '../build/seed-state.ts';
import { startFixture, type TortureFixture } from '../torture/start-fixture.ts';

const GUILD = '1428000000000000001';
const CHANNEL = '1428000000000000011';
const HISTORY = 1n << 16n;
/** The world stands at 12:00:01 when a fixture opens: a second after the reminder, whose watermark was written before. */
const DUE = Date.UTC(2026, 4, 4, 12);
const SUBSCRIPTION = `zone: UTC
subscriptions:
  - { server: "${GUILD}", channel: "${CHANNEL}", leads: [15m] }
`;

async function openFixture(finish: (close: () => Promise<void>) => void, type: 0 | 5 = 0): Promise<TortureFixture> {
  const world = { guilds: [{ id: GUILD, name: 'Desk', channels: [{ id: CHANNEL, name: 'dates', type }] }] };
  // Its minutes last long, so that what is on time is on time on the slowest machine.
  const fixture = await startFixture({ world, worldAt: DUE + 1_000, speed: 0.01 });
  finish(() => fixture.close());
  await fixture.writeList(FILING_LIST);
  await fixture.writeSettings(SUBSCRIPTION);
  await seedState(fixture.state, { guild: GUILD, channels: [CHANNEL], due: DUE });
  return fixture;
}

function openState(fixture: TortureFixture): Promise<Store> {
  return openStore({ folder: fixture.state, clock: 'simulated', machine: realMachine() });
}

const creates = (fixture: TortureFixture) =>
  fixture.emulator.requests.filter(({ method, path }) => method === 'POST' && path === `/channels/${CHANNEL}/messages`);

const publications = (fixture: TortureFixture) =>
  fixture.emulator.requests.filter(({ path }) => path.endsWith('/crosspost'));

const looks = (fixture: TortureFixture) =>
  fixture.emulator.requests.filter(({ method, path }) => method === 'GET' && path.includes('/messages'));

/** For the ledger only: what was attempted just now was attempted three hours ago. */
function letHoursPass({ state }: TortureFixture): void {
  const database = new DatabaseSync(join(state, 'datewatch.sqlite'));
  database.exec('UPDATE posts SET first_unanswered = first_unanswered - 3 * 3600 * 1000');
  database.close();
}

async function readLedger(fixture: TortureFixture): Promise<{ posts: PostRow[]; moments: MomentRow[] }> {
  const store = await openState(fixture);
  const posts = await store.outbox.posts({ channel: CHANNEL, limit: 10 });
  const moments = await store.outbox.moments({ channels: [CHANNEL], events: null });
  await store.close();
  return { posts, moments };
}

/** Starts the program anew, waits for its last word on the post, stops it and reads what it wrote. */
async function recover(fixture: TortureFixture, expected: number) {
  const second = await fixture.startHere();
  await fixture.emulator.until(`${expected} creates`, () => creates(fixture).length >= expected);
  await second.stop();
  return readLedger(fixture);
}

describe.concurrent('a program that is killed and started anew', () => {
  test.for<[Checkpoint, number, number]>([
    // The point; how many creates Discord saw in all; how many attempts the ledger counts.
    ['before reserve', 1, 1],
    ['after reserve', 1, 1],
    ['before send', 1, 2],
    ['after send', 2, 2],
    ['before record', 2, 2],
    ['after record', 1, 1],
  ])(
    'a program that is killed at a point leaves one message in the channel, and the ledger says so: %s',
    async ([point, asked, attempts], { expect, onTestFinished }) => {
      const fixture = await openFixture(onTestFinished);
      const first = fixture.start({ dieAt: { point, nth: 1, from: DUE } });
      expect(await first.ended).toEqual({ killed: true, code: null });
      const { posts, moments } = await recover(fixture, asked);
      const messages = fixture.emulator.messages(CHANNEL);
      expect(messages.map(({ content }) => content)).toEqual(['Filing closes in 15 minutes: Mon 4 May, 12:15 UTC.']);
      expect(creates(fixture)).toHaveLength(asked);
      expect(posts).toMatchObject([{ state: 'sent', reason: 'on time', attempts, message: messages[0]?.id }]);
      expect(moments).toMatchObject([
        { event: 'filing', lead: { unit: 'minutes', count: 15 }, state: 'sent', reason: 'on time' },
      ]);
    },
  );

  test('a program that is killed after the send, and started when Discord may have forgotten the nonce, looks for the message and does not send it again', async ({
    expect,
    onTestFinished,
  }) => {
    const fixture = await openFixture(onTestFinished);
    const first = fixture.start({ dieAt: { point: 'after send', nth: 1, from: DUE } });
    await first.ended;
    letHoursPass(fixture);
    const second = await fixture.startHere();
    await fixture.emulator.until('a look', () => looks(fixture).length > 0);
    await second.stop();
    const { posts } = await readLedger(fixture);
    expect(creates(fixture)).toHaveLength(1);
    expect(posts).toMatchObject([{ state: 'sent', message: fixture.emulator.messages(CHANNEL)[0]?.id }]);
  });

  test('a program that is killed before the send, and started as late in a channel that cannot be read, sends it and says "possibly repeated"', async ({
    expect,
    onTestFinished,
  }) => {
    const fixture = await openFixture(onTestFinished);
    const first = fixture.start({ dieAt: { point: 'before send', nth: 1, from: DUE } });
    await first.ended;
    letHoursPass(fixture);
    fixture.emulator.change.setBotOverwrite(CHANNEL, { deny: HISTORY });
    const { posts } = await recover(fixture, 1);
    const [message, ...more] = fixture.emulator.messages(CHANNEL);
    expect(more).toEqual([]);
    expect(message?.content).toBe('Possibly repeated. Filing closes in 15 minutes: Mon 4 May, 12:15 UTC.');
    expect(posts).toMatchObject([{ state: 'sent', message: message?.id }]);
  });

  test.for<[Checkpoint, number]>([
    // The point, and how often Discord is asked to publish in all.
    ['after send', 1],
    ['before record', 1],
    ['after record', 1],
    ['after publish', 2],
  ])(
    'a program that is killed at a point publishes the message of an announcement channel once: %s',
    async ([point, asked], { expect, onTestFinished }) => {
      const fixture = await openFixture(onTestFinished, 5);
      const first = fixture.start({ dieAt: { point, nth: 1, from: DUE } });
      expect(await first.ended).toEqual({ killed: true, code: null });
      const second = await fixture.startHere();
      await fixture.emulator.until(`${asked} publications`, () => publications(fixture).length >= asked);
      await second.stop();
      const { posts } = await readLedger(fixture);
      expect(fixture.emulator.messages(CHANNEL)).toMatchObject([{ crossposted: true }]);
      expect(publications(fixture)).toHaveLength(asked);
      expect(posts).toMatchObject([{ state: 'sent', published: 'done' }]);
    },
  );

  test('a program that is killed while the answer to an accepted message never comes leaves one message', async ({
    expect,
    onTestFinished,
  }) => {
    const fixture = await openFixture(onTestFinished);
    fixture.emulator.faults.add({ kind: 'accept-then-hang', match: { channelId: CHANNEL } });
    const first = fixture.start();
    await fixture.emulator.until('the message', () => fixture.emulator.messages(CHANNEL).length === 1);
    first.kill();
    await first.ended;
    const { posts } = await recover(fixture, 2);
    expect(fixture.emulator.messages(CHANNEL)).toHaveLength(1);
    expect(posts).toMatchObject([{ state: 'sent', attempts: 2, message: fixture.emulator.messages(CHANNEL)[0]?.id }]);
  });
});
