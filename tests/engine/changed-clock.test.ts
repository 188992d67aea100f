import { expect, onTestFinished, test } from 'vitest';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const PACIFIC = { zone: 'America/Los_Angeles', time: '23:15' };
/** Its 00:15 of the day itself comes 16 hours before 23:15 of the day before on the Pacific coast. */
const SEOUL = { zone: 'Asia/Seoul', time: '00:15' };
const TRUCE = buildEvent('truce', [buildClaim('office', expires('2025-11-10'))], {
  zone: 'America/Los_Angeles',
  phrase: 'the truce',
});

test('while a reminder waits the server moves to another clock: the nearest is told, and no clock after it repeats any', async () => {
  const fixture = await startEngineFixture('2025-11-08T12:00:00Z', [TRUCE]);
  onTestFinished(fixture.close);
  await fixture.setClock(PACIFIC);
  await fixture.store.registry.putSubscription(
    buildSubscription('c', { leads: leads('1d 0d'), since: at('2025-11-08T12:00:00Z') }),
  );
  await fixture.pass('2025-11-08T12:01:00Z');
  await fixture.engine().delivery.stop(0);
  await fixture.pass('2025-11-10T07:15:01Z');
  expect(await fixture.rows()).toEqual(['truce 1d: reserved (null)']);
  await fixture.setClock(SEOUL);
  await fixture.pass('2025-11-10T07:16:00Z');
  await fixture.restart();
  expect(await fixture.pass('2025-11-10T07:19:00Z')).toEqual([
    '2025-11-10T07:19Z c: Just added. Truce ends tomorrow local time: Mon 10 Nov, end of day Los Angeles.',
  ]);
  expect(await fixture.rows()).toEqual(['truce 0d: sent (added late)', 'truce 1d: skipped (superseded)']);
  // By this clock the day before is due in ten minutes, by the next one the day itself tonight.
  await fixture.setClock({ ...PACIFIC, time: '23:30' });
  expect(await fixture.pass('2025-11-10T07:31:00Z')).toEqual([]);
  await fixture.setClock(PACIFIC);
  expect(await fixture.pass('2025-11-11T07:16:00Z')).toEqual([]);
});

test('what was told in the morning of an older clock does not keep back the hours before, late as they may be', async () => {
  const date = { role: 'takes-effect', approximate: false, precision: 'minute', minute: '2025-11-10T09:20' } as const;
  const tariff = buildEvent('tariff', [buildClaim('office', date)], { zone: 'UTC', phrase: 'the tariff' });
  const start = '2025-11-08T12:00:00Z';
  const fixture = await startEngineFixture(start, [tariff]);
  onTestFinished(fixture.close);
  // There the day itself begins at 10:00 UTC of the day before.
  await fixture.setClock({ zone: 'Pacific/Kiritimati', time: '00:15' });
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('0d 3h'), since: at(start) }));
  await fixture.pass(start);
  expect(await fixture.pass('2025-11-09T10:15:01Z')).toHaveLength(1);
  // By this clock the morning of the day itself would come at 07:15 UTC, an hour after `3h`.
  await fixture.setClock({ zone: 'Asia/Seoul', time: '16:15' });
  await fixture.pass('2025-11-09T12:00:00Z');
  expect(await fixture.pass('2025-11-10T06:25:00Z')).toEqual([
    '2025-11-10T06:25Z c: 5 minutes late. Tariff takes effect in 2 hours 55 minutes: Mon 10 Nov, 09:20 UTC.',
  ]);
});
