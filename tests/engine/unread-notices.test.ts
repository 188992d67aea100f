import { expect, onTestFinished, test } from 'vitest';
import type { SendResult } from '../../src/deliver/sender.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const START = '2025-11-02T12:00:00Z';
const truce = (day: string) =>
  buildEvent('truce', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the truce' });
const visit = (day: string) =>
  buildEvent('visit', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the visit' });

/** A channel that wants a message for every move, with that beside; it is reminded of nothing. */
async function open(
  events: Parameters<typeof startEngineFixture>[1],
  more: object,
  mishaps: Parameters<typeof startEngineFixture>[2] = {},
) {
  const fixture = await startEngineFixture(START, events, mishaps);
  onTestFinished(fixture.close);
  const notices = { later: 'post', extended: 'post', earlier: 'post' } as const;
  const wanted = { leads: leads('1h'), since: at(START), notices, ...more };
  await fixture.store.registry.putSubscription(buildSubscription('c', wanted));
  await fixture.pass(START);
  const posted = async (to: string, patienceMs = 0) =>
    (await fixture.pass(to, patienceMs)).map((line) => line.replace(/^\S+ /, ''));
  return { fixture, posted };
}

test.each<[string, SendResult]>([
  ['no way out', { kind: 'failed', why: 'ECONNREFUSED' }],
  ['too many requests', { kind: 'wait', ms: 500, scope: 'channel', why: '429' }],
])('a notice that surely did not arrive (%s) was not read: the next counts from before it', async (_, answer) => {
  const answers = [answer];
  const { fixture, posted } = await open([truce('2025-11-10')], {}, { answers });
  fixture.setList([truce('2025-11-20')]);
  expect(await posted('2025-11-03T10:00:00Z')).toEqual([]);
  expect(answers).toEqual([]);
  fixture.setList([truce('2025-11-25')]);
  expect(await posted('2025-11-03T10:01:00Z', 2_000)).toEqual(['c: Extended by 15 days: truce now ends 25 Nov.']);
  expect((await fixture.rows()).filter((row) => row.includes('notice'))).toEqual([
    'truce notice#2: skipped (told by notice)',
    'truce notice#3: sent (on time)',
  ]);
});

test('a notice whose answer was lost was perhaps read: the next counts from its date', async () => {
  const { fixture, posted } = await open([truce('2025-11-10')], {}, { answers: [{ kind: 'perhaps', why: '502' }] });
  fixture.setList([truce('2025-11-20')]);
  expect(await posted('2025-11-03T10:00:00Z')).toHaveLength(1);
  fixture.setList([truce('2025-11-25')]);
  const [second] = await posted('2025-11-03T10:01:00Z');
  expect(second).toBe('c: Extended by 5 days: truce now ends 25 Nov.');
});

test('what a held notice leaves to a later one was not read in it: the later one counts from before both', async () => {
  const { fixture, posted } = await open([truce('2025-11-20'), visit('2025-11-10')], {
    quiet: { from: '22:00', until: '07:00' },
  });
  fixture.setList([truce('2025-11-25'), visit('2025-11-12')]);
  expect(await posted('2025-11-04T00:00:00Z')).toEqual([]);
  fixture.setList([truce('2025-11-28'), visit('2025-11-12')]);
  expect(await posted('2025-11-04T01:00:00Z')).toEqual([]);
  expect(await posted('2025-11-04T07:00:00Z')).toEqual([
    'c: Extended by 2 days: visit now ends in 8 days, Wed 12 Nov.',
    'c: Extended by 8 days: truce now ends 28 Nov.',
  ]);
  expect((await fixture.rows()).filter((row) => row.includes('notice'))).toEqual([
    'truce notice#2: skipped (told by notice)',
    'truce notice#3: sent (on time)',
    'visit notice#2: sent (on time)',
  ]);
});

test('what a notice leaves out because it is muted was not read: unmuted, its next change counts from what was', async () => {
  const { fixture, posted } = await open([truce('2025-11-20'), visit('2025-11-10')], {
    quiet: { from: '22:00', until: '07:00' },
  });
  const mute = async (...muted: string[]) => {
    const row = await fixture.store.registry.subscription('c');
    if (row === null) throw new Error('Nobody is subscribed.');
    const { unsettled: _, version: __, ...subscription } = row;
    await fixture.store.registry.putSubscription({ ...subscription, filter: { topics: null, kinds: null, muted } });
  };
  fixture.setList([truce('2025-11-25'), visit('2025-11-12')]);
  await posted('2025-11-04T00:00:00Z');
  await mute('truce');
  expect(await posted('2025-11-04T07:00:00Z')).toEqual([
    'c: Extended by 2 days: visit now ends in 8 days, Wed 12 Nov.',
  ]);
  await mute();
  fixture.setList([truce('2025-11-28'), visit('2025-11-12')]);
  expect(await posted('2025-11-04T10:00:00Z')).toEqual(['c: Extended by 8 days: truce now ends 28 Nov.']);
});
