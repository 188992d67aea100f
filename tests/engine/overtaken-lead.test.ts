import { expect, onTestFinished, test } from 'vitest';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const START = '2025-11-02T12:00:00Z';
const truce = (day: string, certainty: 'confirmed' | 'cancelled' = 'confirmed') =>
  buildEvent('truce', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the truce', certainty });
const A = truce('2025-11-10');

/** The list changes while nothing can be sent, and back again after a lead of the old date would have been due. */
async function thereAndBack(meanwhile: ReturnType<typeof truce>) {
  const fixture = await startEngineFixture(START, [A]);
  onTestFinished(fixture.close);
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('7d 12h'), since: at(START) }));
  await fixture.pass(START);
  expect(await fixture.pass('2025-11-03T09:00:00Z')).toHaveLength(1);
  await fixture.engine().delivery.stop(0);
  fixture.setList([meanwhile]);
  await fixture.pass('2025-11-10T11:30:00Z');
  fixture.setList([A]);
  await fixture.pass('2025-11-10T12:45:00Z');
  await fixture.restart();
  const lines = await fixture.pass('2025-11-10T12:46:00Z');
  return { posted: lines.filter((line) => !line.includes('edited')), rows: await fixture.rows() };
}

test.each([
  ['moved', truce('2025-11-20')],
  ['called off', truce('2025-11-10', 'cancelled')],
])(
  'a lead that fell due while its date was %s is sent when it stands again, since no notice says it',
  async (_, meanwhile) => {
    const { posted, rows } = await thereAndBack(meanwhile);
    expect(posted).toEqual([
      '2025-11-10T12:46Z c: Just added. Truce ends in 11 hours 14 minutes: Mon 10 Nov, 23:59 UTC.',
    ]);
    expect(rows).toContain('truce 12h: sent (added late)');
  },
);

test('what waited while no program ran is sent once it is known what fell due meanwhile: of two leads the nearer alone', async () => {
  let isHeld = true;
  const slot = (): Promise<void> => (isHeld ? new Promise(() => undefined) : Promise.resolve());
  const closes = { role: 'closes', approximate: false, precision: 'minute', minute: '2025-11-10T12:00' } as const;
  const filing = buildEvent('filing', [buildClaim('office', closes)], { zone: 'UTC', phrase: 'the filing' });
  const fixture = await startEngineFixture(START, [filing], { slot });
  onTestFinished(fixture.close);
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('2h 1h'), since: at(START) }));
  fixture.moveTo(START);
  await fixture.engine().ticker.tick();
  fixture.moveTo('2025-11-10T10:00:01Z');
  await fixture.engine().ticker.tick();
  fixture.moveTo('2025-11-10T11:10:00Z');
  isHeld = false;
  await fixture.restart();
  await fixture.pass('2025-11-10T11:10:01Z');
  expect(fixture.lines).toHaveLength(1);
  expect(await fixture.rows()).toEqual([
    expect.stringMatching(/^filing 1h: sent/),
    expect.stringMatching(/^filing 2h: skipped/),
  ]);
});
