import { expect, onTestFinished, test } from 'vitest';
import { at, buildClaim, buildEvent, buildSubscription, expires, leads } from '../plan/build.ts';
import { openScene } from './open-scene.ts';

const PACIFIC = { zone: 'America/Los_Angeles', 'posting-time': '23:15' };
/** Its 00:15 of the day itself comes 16 hours before 23:15 of the day before on the Pacific coast. */
const SEOUL = { zone: 'Asia/Seoul', 'posting-time': '00:15' };
const TRUCE = buildEvent('truce', [buildClaim('office', expires('2025-11-10'))], {
  zone: 'America/Los_Angeles',
  phrase: 'the truce',
});

test('while a reminder waits the server moves to another clock: the nearest is told, and no clock after it repeats any', async () => {
  const scene = await openScene('2025-11-08T12:00:00Z', [TRUCE]);
  onTestFinished(scene.close);
  await scene.command('settings', PACIFIC);
  await scene.store.registry.putSubscription(
    buildSubscription('c', { leads: leads('1d 0d'), since: at('2025-11-08T12:00:00Z') }),
  );
  await scene.pass('2025-11-08T12:01:00Z');
  await scene.engine().delivery.stop(0);
  await scene.pass('2025-11-10T07:15:01Z');
  expect(await scene.rows()).toEqual(['truce 1d: reserved (null)']);
  await scene.command('settings', SEOUL);
  await scene.pass('2025-11-10T07:16:00Z');
  await scene.restart();
  expect(await scene.pass('2025-11-10T07:19:00Z')).toEqual([
    expect.stringMatching(
      /^2025-11-10T07:19Z c: Added late\. The truce ends tomorrow there: it runs through Mon 10 November/,
    ),
  ]);
  expect(await scene.rows()).toEqual(['truce 0d: sent (added late)', 'truce 1d: skipped (superseded)']);
  // By this clock the day before is due in ten minutes, by the next one the day itself tonight.
  await scene.command('settings', { ...PACIFIC, 'posting-time': '23:30' });
  expect(await scene.pass('2025-11-10T07:31:00Z')).toEqual([]);
  await scene.command('settings', PACIFIC);
  expect(await scene.pass('2025-11-11T07:16:00Z')).toEqual([]);
});

test('what was told in the morning of an older clock does not keep back the hours before, late as they may be', async () => {
  const date = { role: 'takes-effect', approximate: false, precision: 'minute', minute: '2025-11-10T09:20' } as const;
  const tariff = buildEvent('tariff', [buildClaim('office', date)], { zone: 'UTC', phrase: 'the tariff' });
  const start = '2025-11-08T12:00:00Z';
  const scene = await openScene(start, [tariff]);
  onTestFinished(scene.close);
  // There the day itself begins at 10:00 UTC of the day before.
  await scene.command('settings', { zone: 'Pacific/Kiritimati', 'posting-time': '00:15' });
  await scene.store.registry.putSubscription(buildSubscription('c', { leads: leads('0d 3h'), since: at(start) }));
  await scene.pass(start);
  expect(await scene.pass('2025-11-09T10:15:01Z')).toHaveLength(1);
  // By this clock the morning of the day itself would come at 07:15 UTC, an hour after `3h`.
  await scene.command('settings', { zone: 'Asia/Seoul', 'posting-time': '16:15' });
  await scene.pass('2025-11-09T12:00:00Z');
  expect(await scene.pass('2025-11-10T06:25:00Z')).toEqual([
    expect.stringMatching(/^2025-11-10T06:25Z c: Late\. The tariff takes effect in 2 hours 55 minutes/),
  ]);
});
