import { expect, onTestFinished, test } from 'vitest';
import { at, buildClaim, buildEvent, buildSubscription, leads } from '../plan/build.ts';
import { openScene } from './open-scene.ts';

const START = '2025-11-02T12:00:00Z';
const filing = buildEvent(
  'filing',
  [buildClaim('office', { role: 'closes', approximate: false, precision: 'minute', minute: '2025-11-02T14:00' })],
  { zone: 'UTC', phrase: 'the filing', certainty: 'confirmed' },
);

async function open() {
  const scene = await openScene(START, [filing]);
  onTestFinished(scene.close);
  await scene.store.registry.putSubscription(buildSubscription('c', { leads: leads('at'), since: at(START) }));
  await scene.pass(START);
  await scene.pass('2025-11-02T13:59:59Z');
  return scene;
}

test('a change of leads in the second in which a date falls due does not swallow its reminder', async () => {
  const scene = await open();
  const since = at('2025-11-02T14:00:00Z') + 400;
  await scene.store.registry.putSubscription(buildSubscription('c', { leads: leads('1h at'), since }));
  expect(await scene.pass('2025-11-02T14:00:01Z')).toEqual([expect.stringMatching(/^2025-11-02T14:00Z c: /)]);
  expect(await scene.rows()).toEqual(['filing 1h: skipped (before change)', 'filing at: sent (added late)']);
});

test('a change long after a date that fell due meanwhile gives it a row that says why it was not told', async () => {
  const scene = await open();
  const since = at('2025-11-02T16:00:00Z');
  await scene.store.registry.putSubscription(buildSubscription('c', { leads: leads('1h at'), since }));
  expect(await scene.pass('2025-11-02T16:00:01Z')).toEqual([]);
  expect(await scene.rows()).toEqual(['filing 1h: skipped (before change)', 'filing at: skipped (too late)']);
});
