import { expect, onTestFinished, test } from 'vitest';
import { at, buildClaim, buildEvent } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const START = '2025-11-02T12:00:00Z';
const filing = buildEvent(
  'filing',
  [buildClaim('office', { role: 'closes', approximate: false, precision: 'minute', minute: '2025-11-02T14:00' })],
  { zone: 'UTC', phrase: 'the filing', certainty: 'confirmed' },
);

async function open() {
  const fixture = await startEngineFixture(START, [filing]);
  onTestFinished(fixture.close);
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('at'), since: at(START) }));
  await fixture.pass(START);
  await fixture.pass('2025-11-02T13:59:59Z');
  return fixture;
}

test('a change of leads in the second in which a date falls due does not swallow its reminder', async () => {
  const fixture = await open();
  const since = at('2025-11-02T14:00:00Z') + 400;
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('1h at'), since }));
  expect(await fixture.pass('2025-11-02T14:00:01Z')).toEqual([expect.stringMatching(/^2025-11-02T14:00Z c: /)]);
  expect(await fixture.rows()).toEqual(['filing 1h: skipped (not asked for then)', 'filing at: sent (added late)']);
});

test('a change long after a date that fell due meanwhile gives it a row that says why it was not told', async () => {
  const fixture = await open();
  const since = at('2025-11-02T16:00:00Z');
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('1h at'), since }));
  expect(await fixture.pass('2025-11-02T16:00:01Z')).toEqual([]);
  expect(await fixture.rows()).toEqual(['filing 1h: skipped (not asked for then)', 'filing at: skipped (too late)']);
});
