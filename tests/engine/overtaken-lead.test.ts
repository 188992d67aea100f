import { expect, onTestFinished, test } from 'vitest';
import { at, buildClaim, buildEvent, buildSubscription, expires, leads } from '../plan/build.ts';
import { openScene } from './open-scene.ts';

const START = '2025-11-02T12:00:00Z';
const truce = (day: string, certainty: 'confirmed' | 'cancelled' = 'confirmed') =>
  buildEvent('truce', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the truce', certainty });
const A = truce('2025-11-10');

/** The list changes while nothing can be sent, and back again after a lead of the old date would have been due. */
async function thereAndBack(meanwhile: ReturnType<typeof truce>) {
  const scene = await openScene(START, [A]);
  onTestFinished(scene.close);
  await scene.store.registry.putSubscription(buildSubscription('c', { leads: leads('7d 12h'), since: at(START) }));
  await scene.pass(START);
  expect(await scene.pass('2025-11-03T09:00:00Z')).toHaveLength(1);
  await scene.engine().delivery.stop(0);
  scene.setList([meanwhile]);
  await scene.pass('2025-11-10T11:30:00Z');
  scene.setList([A]);
  await scene.pass('2025-11-10T12:45:00Z');
  await scene.restart();
  const lines = await scene.pass('2025-11-10T12:46:00Z');
  return { told: lines.filter((line) => !line.includes('edited')), rows: await scene.rows() };
}

test.each([
  ['moved', truce('2025-11-20')],
  ['called off', truce('2025-11-10', 'cancelled')],
])(
  'a lead that fell due while its date was %s is told when it stands again, since no notice tells it',
  async (_, meanwhile) => {
    const { told, rows } = await thereAndBack(meanwhile);
    expect(told).toEqual([
      expect.stringMatching(
        /^2025-11-10T12:46Z c: Added late\. 11 hours 14 minutes left: the truce runs through today/,
      ),
    ]);
    expect(rows).toContain('truce 12h: sent (added late)');
  },
);
