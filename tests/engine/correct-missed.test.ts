import { expect, onTestFinished, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const START = '2025-11-02T12:00:00Z';
const truce = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the truce', ...more });

/** A channel that was told of the truce on 3 November and closed on the 4th; what it is told when it is open again. */
async function reopened(meanwhile: ListEvent) {
  const fixture = await startEngineFixture(START, [truce('2025-11-10')]);
  onTestFinished(fixture.close);
  const wanted = { leads: leads('7d 1h'), since: at(START) };
  await fixture.store.registry.putSubscription(buildSubscription('c', wanted));
  await fixture.pass(START);
  expect(await fixture.pass('2025-11-03T09:00:00Z')).toHaveLength(1);
  await fixture.store.registry.pauseSubscription('c', 'missing permission', at('2025-11-04T00:00:00Z'));
  fixture.setList([meanwhile]);
  expect(await fixture.pass('2025-11-04T09:00:00Z')).toEqual([]);
  await fixture.store.registry.putSubscription(
    buildSubscription('c', { ...wanted, since: at('2025-11-05T00:00:00Z'), paused: null }),
  );
  const lines = await fixture.pass('2025-11-05T00:00:01Z');
  return { lines, later: await fixture.pass('2025-11-05T00:00:02Z') };
}

test('what ceased to hold while a channel was closed is corrected there once it is open again, and once', async () => {
  const { lines, later } = await reopened(truce('2025-11-20'));
  expect(lines).toEqual([expect.stringContaining('c edited: Out of date. Truce ends in 7 days')]);
  expect(later).toEqual([]);
});

test('an event that was cancelled while a channel was closed is corrected there likewise', async () => {
  const { lines } = await reopened(truce('2025-11-10', { certainty: 'cancelled' }));
  expect(lines).toEqual([expect.stringContaining('c edited: Out of date. Truce ends in 7 days')]);
});

test('an event that lost its date while a channel was closed is corrected there likewise', async () => {
  const { lines } = await reopened(buildEvent('truce', [], { zone: 'UTC', certainty: 'postponed' }));
  expect(lines).toEqual([expect.stringContaining('c edited: Out of date. Truce ends in 7 days')]);
});

test('what still stands when a channel is opened again is left alone', async () => {
  const { lines } = await reopened(truce('2025-11-10', { title: 'Another title' }));
  expect(lines).toEqual([]);
});
