import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stepFailed } from '../../src/deliver/decide-settlement.ts';
import { deliverPost } from '../../src/deliver/deliver-post.ts';
import type { LookResult, SendResult } from '../../src/deliver/sender.ts';
import { steppedWorld } from '../../src/time/world.ts';
import {
  ANCHOR,
  buildDelivery,
  type DeliveryFixture,
  DUE,
  makeCorrection,
  makeMoment,
  makeNotice,
  makePost,
  readEnd,
  scriptedSender,
} from '../build/build-delivery.ts';

let fixture: DeliveryFixture;
beforeEach(async () => {
  fixture = await buildDelivery();
});
afterEach(() => fixture.close());

const PERHAPS: SendResult = { kind: 'perhaps', why: '502' };
const FOUND: LookResult = { kind: 'found', message: '7', at: DUE + 2_000, events: [], shown: null };
const SENT: SendResult = { kind: 'sent', message: '8' };
const MOMENT = makeMoment('tariff', '1h', DUE);
/** A post with words of its own, as notices, digests, boards and words to managers are. */
const SPOKEN = makeNotice([MOMENT]);
const nothing = async () => null;

describe('what was perhaps sent and would not be said any more', () => {
  test.each<[string, LookResult, object]>([
    ['found: it was told', FOUND, { state: 'sent', message: '7' }],
    ['not there: it is skipped', { kind: 'absent' }, { state: 'skipped', reason: 'no longer wanted' }],
    ['nobody can see: it stays uncertain', { kind: 'blind', why: 'no permission' }, { state: 'uncertain' }],
    [
      'the look fails: it is looked for again',
      { kind: 'unanswered', result: { kind: 'failed', why: '500' } },
      { state: 'waiting' },
    ],
  ])('what was perhaps sent is looked for before anything else is said of it: %s', async (_, seen, end) => {
    await fixture.reserve(SPOKEN);
    const sender = scriptedSender(
      () => PERHAPS,
      () => seen,
    );
    await fixture.step(sender);
    fixture.machine.advance(2_000);
    await fixture.step(sender, { compose: nothing });
    expect(sender.sends).toHaveLength(1);
    expect((await readEnd(fixture)).posts).toMatchObject([end]);
  });

  test('an edit that was perhaps made needs no look: nothing of it stands in the channel', async () => {
    await fixture.reserve(makeCorrection(MOMENT));
    const sender = scriptedSender();
    await fixture.step(sender, { compose: nothing });
    expect(sender.looks).toEqual([]);
    expect((await readEnd(fixture)).posts).toMatchObject([{ state: 'skipped' }]);
  });
});

test.each<[string, SendResult]>([
  ['had no answer', PERHAPS],
  ['surely failed', { kind: 'failed', why: 'ECONNREFUSED' }],
])('an edit that %s is made again without a look: twice the same edit is one', async (_, first) => {
  await fixture.reserve(makeCorrection(MOMENT));
  const answers: SendResult[] = [first, { kind: 'sent', message: '5' }];
  const edits: string[] = [];
  const sender = {
    ...scriptedSender(),
    async edit({ edits: message }: { edits: string }): Promise<SendResult> {
      edits.push(message);
      return answers[edits.length - 1] ?? PERHAPS;
    },
  };
  await fixture.step(sender);
  fixture.machine.advance(180_000);
  await fixture.step(sender);
  expect(edits).toEqual(['5', '5']);
  expect(sender.looks).toEqual([]);
  expect((await readEnd(fixture)).posts).toMatchObject([{ state: 'sent', message: '5' }]);
});

test('a look that fails counts, so that it is repeated ever later and not for ever', async () => {
  await fixture.reserve(makePost([MOMENT]));
  const sender = scriptedSender(
    () => PERHAPS,
    () => ({ kind: 'unanswered', result: { kind: 'failed', why: '500' } }),
  );
  await fixture.step(sender);
  fixture.machine.advance(180_000);
  const waits: number[] = [];
  for (let looks = 0; looks < 4; looks += 1) {
    const began = fixture.machine.now();
    await fixture.step(sender);
    const ready = await fixture.outbox.nextReady(fixture.world.now());
    waits.push((ready ?? 0) - began);
    fixture.machine.advance((ready ?? 0) - began);
  }
  // With this jitter half of 2, 4, 8 and 16 seconds.
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test.each<[string, SendResult]>([
  ['a ban', { kind: 'banned', ms: 600_000, why: '429 without headers' }],
  ['a limit of all requests', { kind: 'wait', ms: 2_000, scope: 'global', why: '429' }],
  ['a token that is gone', { kind: 'credentials', why: '401' }],
])('%s that a look meets reaches the loop and counts no attempt', async (_, result) => {
  await fixture.reserve(makePost([MOMENT]));
  const sender = scriptedSender(
    () => PERHAPS,
    () => ({ kind: 'unanswered', result: result as Extract<LookResult, { kind: 'unanswered' }>['result'] }),
  );
  await fixture.step(sender);
  fixture.machine.advance(180_000);
  expect(await fixture.step(sender)).toEqual({ kind: 'settled', result });
  expect((await readEnd(fixture)).posts).toMatchObject([{ state: 'waiting', attempts: 1 }]);
});

test.each<[string, SendResult]>([
  ['closed', { kind: 'closed', reason: 'missing permission', why: '403' }],
  ['refuses the content', { kind: 'refused', why: '400' }],
])(
  'a channel that %s after an attempt without an answer leaves open whether people were notified',
  async (_, second) => {
    await fixture.reserve(makePost([MOMENT]));
    const sender = scriptedSender((_order, nth) => (nth === 1 ? PERHAPS : second));
    await fixture.step(sender);
    fixture.machine.advance(2_000);
    await fixture.step(sender);
    const { posts, moments } = await readEnd(fixture);
    expect(posts).toMatchObject([{ state: 'uncertain' }]);
    expect(moments).toEqual({ 'tariff 1h': expect.stringMatching(/^uncertain/) });
  },
);

test('an attempt that grows old while it waits for its slot is looked for before it is repeated', async () => {
  await fixture.reserve(makePost([MOMENT]));
  const sender = scriptedSender(
    () => PERHAPS,
    () => FOUND,
  );
  await fixture.step(sender);
  fixture.machine.advance(119_000);
  const slow = async () => {
    fixture.machine.advance(30_000);
    return true;
  };
  await deliverPost(await fixture.claim(), fixture.parts(sender), slow);
  expect(sender.sends).toHaveLength(1);
  await fixture.step(sender);
  expect(sender.sends).toHaveLength(1);
  expect((await readEnd(fixture)).posts).toMatchObject([{ state: 'sent', message: '7' }]);
});

test('moments that a message leaves out are skipped with it, and not counted as sent', async () => {
  const [first, second] = [MOMENT, makeMoment('visit', '1h', DUE)];
  await fixture.reserve(makeNotice([first, second]));
  const sender = scriptedSender(() => SENT);
  const compose = fixture.parts(sender).compose;
  await fixture.step(sender, {
    async compose(post, send, how) {
      const composed = await compose(post, send, how);
      if (composed === null || typeof composed === 'string') return composed;
      return {
        ...composed,
        leftOut: post.moments.flatMap((row) =>
          row.lead === null && row.event === 'tariff' ? [{ row, reason: 'told by notice' as const }] : [],
        ),
      };
    },
  });
  expect((await readEnd(fixture)).moments).toEqual({
    'tariff notice#2': 'skipped: told by notice',
    'visit notice#2': 'sent: on time',
  });
});

describe('while the clock is doubted', () => {
  test('while the clock is doubted nothing is judged by it: what looks too late by it is sent once it is right again', async () => {
    await fixture.reserve(makePost([MOMENT]));
    const sender = scriptedSender(() => SENT);
    const wrong = steppedWorld(ANCHOR + 3 * 3_600_000);
    await fixture.step(sender, { clockTrusted: () => false, world: wrong });
    expect((await readEnd(fixture)).posts).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    await fixture.step(sender);
    expect(sender.sends.map(({ message }) => message.content)).toEqual(['tariff 1h']);
  });

  test('while the clock is doubted what waits for its slot does not go out', async () => {
    await fixture.reserve(makePost([MOMENT]));
    const sender = scriptedSender(() => SENT);
    let trusted = true;
    const slot = async () => {
      trusted = false;
      return true;
    };
    await deliverPost(await fixture.claim(), fixture.parts(sender, { clockTrusted: () => trusted }), slot);
    expect(sender.sends).toEqual([]);
    expect((await readEnd(fixture)).posts).toMatchObject([{ state: 'waiting', attempts: 0 }]);
  });
});

test('a step that threw is an attempt that failed: tried again later, and given up after as many', async () => {
  await fixture.reserve(makePost([MOMENT]));
  const post = await fixture.claim();
  const now = { world: 0, machine: fixture.machine.now(), random: 0 };
  expect(stepFailed(post, 'It cannot be read.', now)).toMatchObject({ to: 'waiting', attempted: true });
  expect(stepFailed({ ...post, attempts: 199 }, 'It cannot be read.', now)).toMatchObject({
    to: 'dead',
    reason: 'gave up',
  });
  const perhaps = { ...post, attempts: 199, firstUnanswered: 1 };
  expect(stepFailed(perhaps, 'It cannot be read.', now)).toMatchObject({ to: 'uncertain' });
});
