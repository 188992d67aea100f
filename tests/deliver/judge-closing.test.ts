import { describe, expect, test } from 'vitest';
import { DOUBT_MS, isOutage, judgeRefusal, nextLookAt, waitAfterRefusal } from '../../src/deliver/judge-closing.ts';
import { watchRefusals } from '../../src/deliver/watch-refusals.ts';
import { ofGuild } from '../../src/model/subscription.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLOSED = { kind: 'closed', reason: 'missing access', why: '50001' } as const;
const SENT = { kind: 'sent', message: '1' } as const;

/** Channels as Discord has answered them: since when each refuses, or `null`; `a1` is the first of server `a`. */
function answers(channels: Readonly<Record<string, number | null>>, heardAt = MINUTE) {
  const entries = Object.entries(channels).map(
    ([id, refusedSince]) => [id, { server: id.slice(0, 1), refusedSince, heardAt }] as const,
  );
  return new Map(entries);
}
const NOBODY = () => false;
const FIVE = { a1: 0, a2: 1, a3: 2, b1: 3, b2: 4 };

describe('an outage', () => {
  test.each<[string, Parameters<typeof answers>[0], boolean]>([
    ['five channels of two servers that began to refuse within a minute are one', FIVE, true],
    ['four channels are none', { a1: 0, a2: 1, b1: 3, b2: 4 }, false],
    ['five channels of one server are none: it was left', { a1: 0, a2: 1, a3: 2, a4: 3, a5: 4 }, false],
    [
      'five channels that began over an hour are none',
      { a1: 0, a2: HOUR, a3: 2 * HOUR, b1: 3 * HOUR, b2: 5 * HOUR },
      false,
    ],
    [
      'five channels are none while as many take messages',
      { ...FIVE, c1: null, c2: null, c3: null, c4: null, c5: null },
      false,
    ],
  ])('%s', (_, channels, expected) => {
    expect(isOutage(answers(channels, 5 * HOUR), 5 * HOUR, false, NOBODY)).toBe(expected);
  });

  test('an outage lasts until half of its channels answer well, and no longer than six hours', () => {
    expect(isOutage(answers({ ...FIVE, a1: null, a2: null }, 9 * MINUTE), 9 * MINUTE, true, NOBODY)).toBe(true);
    expect(isOutage(answers({ ...FIVE, a1: null, a2: null, a3: null }, 9 * MINUTE), 9 * MINUTE, true, NOBODY)).toBe(
      false,
    );
    expect(isOutage(answers(FIVE, 6 * HOUR), 6 * HOUR - 1, true, NOBODY)).toBe(true);
    expect(isOutage(answers(FIVE, 6 * HOUR), 6 * HOUR + 5, true, NOBODY)).toBe(false);
  });

  test('the refused of an outage wait so that all together are tried about twice a second', () => {
    expect(waitAfterRefusal('outage', 20)).toBe(10_000);
    expect(waitAfterRefusal('outage', 1_000)).toBe(500_000);
    expect(waitAfterRefusal('doubt', 1)).toBe(DOUBT_MS);
  });
});

test.each([
  ['doubted at first', 'missing access', 0, false, 'doubt'],
  ['believed when it stands', 'missing permission', DOUBT_MS, false, 'closing'],
  ['laid to an outage while there is one', 'unknown channel', HOUR, true, 'outage'],
  ['believed at once where the channel takes nothing by its kind', 'channel closed', 0, true, 'closing'],
] as const)('a refusal is %s', (_, reason, stands, outage, verdict) => {
  expect(judgeRefusal(reason, 1_000, 1_000 + stands, outage)).toBe(verdict);
});

test('a resting channel is looked at after 15 minutes, an hour, six hours, then daily, a tenth sooner or later', () => {
  const hours = (tries: number, random: number) => nextLookAt(tries, 0, random) / HOUR;
  expect([0, 1, 2, 3, 4, 99].map((tries) => hours(tries, 0.5))).toEqual([0.25, 1, 6, 24, 24, 24]);
  expect([hours(1, 0), hours(1, 1)]).toEqual([0.9, 1.1]);
});

describe('the watch over refusals', () => {
  const place = (channel: string) => ({ owner: ofGuild(channel.slice(0, 1)), channel });
  function watch() {
    const said: boolean[] = [];
    const left = new Set<string>();
    let now = 0;
    const refusals = watchRefusals({
      monotonic: () => now,
      hasLeft: (server) => left.has(server),
      outage: (isOn) => said.push(isOn),
    });
    return { refusals, said, left, pass: (ms: number) => (now += ms) };
  }

  test('a refusal is one more failure until it has stood, and a message in between makes it begin anew', () => {
    const { refusals, pass } = watch();
    expect(refusals.judge(place('a1'), CLOSED, false)).toMatchObject({ kind: 'failed', waitMs: DOUBT_MS });
    pass(DOUBT_MS - 1);
    refusals.judge(place('a1'), SENT, false);
    pass(1);
    expect(refusals.judge(place('a1'), CLOSED, false).kind).toBe('failed');
    pass(DOUBT_MS);
    expect(refusals.judge(place('a1'), CLOSED, false)).toBe(CLOSED);
  });

  test('a channel that rests is believed at once, and a person at any time', () => {
    const { refusals } = watch();
    expect(refusals.judge(place('a1'), CLOSED, true)).toBe(CLOSED);
    expect(refusals.judge({ owner: { kind: 'person', user: '1' }, channel: '2' }, CLOSED, false)).toBe(CLOSED);
  });

  test('two servers that the bot was thrown out of at once are no outage, before it is known and after', () => {
    const { refusals, said, pass, left } = watch();
    const channels = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
    const round = () => channels.map((channel) => refusals.judge(place(channel), CLOSED, false).kind);
    round();
    expect(said).toEqual([true]);
    pass(DOUBT_MS);
    expect(new Set(round())).toEqual(new Set(['failed']));
    left.add('a').add('b');
    pass(DOUBT_MS);
    expect(new Set(round())).toEqual(new Set(['closed']));
    expect(said).toEqual([true, false]);
  });

  describe('two servers that were left while the gateway was deaf', () => {
    const channels = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
    const round = ({ refusals }: ReturnType<typeof watch>) =>
      new Set(channels.map((channel) => refusals.judge(place(channel), CLOSED, false).kind));

    test('they look like an outage, in which nothing is given up, for six hours at most', () => {
      const watched = watch();
      for (let minutes = 0; minutes < 360; minutes += 1) {
        expect(round(watched)).toEqual(new Set(['failed']));
        watched.pass(MINUTE);
      }
      expect(round(watched)).toEqual(new Set(['closed']));
      expect(watched.said).toEqual([true, false]);
    });

    test('they are believed to be closed as soon as as many other channels have taken a message', () => {
      const watched = watch();
      round(watched);
      watched.pass(HOUR);
      expect(round(watched)).toEqual(new Set(['failed']));
      for (const other of ['c1', 'c2', 'c3', 'd1', 'd2', 'd3']) watched.refusals.judge(place(other), SENT, false);
      expect(watched.said).toEqual([true, false]);
      watched.pass(DOUBT_MS);
      expect(round(watched)).toEqual(new Set(['closed']));
    });

    test('they are believed to be open again with the first message, however long that took', () => {
      const watched = watch();
      round(watched);
      watched.pass(5 * HOUR);
      for (const channel of channels) expect(watched.refusals.judge(place(channel), SENT, false)).toBe(SENT);
      expect(watched.said).toEqual([true, false]);
    });
  });

  test('an outage of other servers goes on while a server is left in it, whose channels are believed', () => {
    const { refusals, pass, left } = watch();
    for (const channel of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'c2', 'c3'])
      refusals.judge(place(channel), CLOSED, false);
    left.add('c');
    pass(DOUBT_MS);
    expect(refusals.judge(place('c1'), CLOSED, false)).toBe(CLOSED);
    expect(refusals.judge(place('a1'), CLOSED, false).kind).toBe('failed');
    expect(refusals.isOutage()).toBe(true);
  });

  test('twenty channels that refuse together close none, and both ends of the outage are told once', () => {
    const { refusals, said, pass } = watch();
    const channels = Array.from({ length: 20 }, (_, index) => `${'ab'.charAt(index % 2)}${index}`);
    for (let round = 0; round < 40; round += 1) {
      for (const channel of channels) expect(refusals.judge(place(channel), CLOSED, false).kind).toBe('failed');
      pass(MINUTE);
    }
    expect(said).toEqual([true]);
    for (const channel of channels) refusals.judge(place(channel), SENT, false);
    expect(said).toEqual([true, false]);
    expect(refusals.isOutage()).toBe(false);
  });
});
