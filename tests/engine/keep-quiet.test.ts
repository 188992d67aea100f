import { afterEach, describe, expect, test } from 'vitest';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

type EngineFixture = Awaited<ReturnType<typeof startEngineFixture>>;

/** All instants in UTC, zones too, so that the day of the story is the day on the clock. */
const NIGHT = { from: '22:00', until: '07:00' };
const truce = (day: string) =>
  buildEvent('truce', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the truce' });
const visit = (day: string) =>
  buildEvent('visit', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the visit' });

let fixture: EngineFixture | null = null;
afterEach(async () => {
  await fixture?.close();
  fixture = null;
});

async function open(start: string, list = [truce('2025-11-10')], more = {}): Promise<EngineFixture> {
  fixture = await startEngineFixture(start, list);
  const wanted = { leads: leads('7d 1d'), since: at(start), role: 'role', ...more };
  await fixture.store.registry.putSubscription(buildSubscription('c', wanted));
  await fixture.pass(start);
  return fixture;
}

test('a reminder in quiet hours comes at their end, on time, and the world does not run past that', async () => {
  const open1 = await open('2025-11-08T12:00:00Z', [truce('2025-11-10')], { quiet: NIGHT, leads: leads('49h') });
  expect(await open1.pass('2025-11-08T23:30:00Z')).toEqual([]);
  const end = await open1.engine().ticker.tick();
  expect(end).toMatchObject({ nextDue: at('2025-11-09T07:00:00Z') });
  const [line] = await open1.pass('2025-11-09T07:00:00Z');
  expect(line).toContain('2025-11-09T07:00Z c: ');
  expect(await open1.rows()).toEqual(['truce 49h: sent (on time)']);
});

test('a notice in quiet hours waits for their end, what was said is set right at once, and a tick sends it off', async () => {
  const s = await open('2025-11-02T12:00:00Z', [truce('2025-11-10')], { quiet: NIGHT });
  expect(await s.pass('2025-11-03T09:00:00Z')).toHaveLength(1);
  s.setList([truce('2025-12-10')]);
  expect(await s.pass('2025-11-03T23:00:00Z')).toMatchObject([expect.stringMatching(/^2025-11-03T23:00Z c edited: /)]);
  expect(await s.engine().ticker.tick()).toMatchObject({ nextDue: at('2025-11-04T07:00:00Z') });
  expect(await s.pass('2025-11-04T06:59:59Z')).toEqual([]);
  // The delivery naps for half a minute unless somebody wakes it.
  expect(await s.nextLine('2025-11-04T07:00:00Z')).toBe(
    '2025-11-04T07:00Z c: Extended by 30 days: truce now ends 10 Dec.',
  );
  expect(s.pings).toEqual(['role', 'role']);
});

test('a notice of a date that comes before the end of the quiet hours goes at once', async () => {
  const s = await open('2025-11-09T08:00:00Z', [truce('2025-11-10')], { quiet: NIGHT });
  await s.pass('2025-11-09T09:00:00Z');
  s.setList([truce('2025-12-10')]);
  const arrived = await s.pass('2025-11-10T23:30:00Z');
  expect(arrived).toContainEqual(expect.stringMatching(/^2025-11-10T23:30Z c: Extended/));
});

test('what a change adds late, and what an outage has left over, waits for the end of the quiet hours too', async () => {
  const s = await open('2025-11-08T12:00:00Z', [visit('2025-11-10')], { quiet: NIGHT });
  s.setList([truce('2025-11-12'), visit('2025-11-10')]);
  // An outage from noon on: the visit's morning reminder of the 9th is looked at late in the evening.
  expect(await s.pass('2025-11-09T22:30:00Z')).toEqual([]);
  const arrived = await s.pass('2025-11-10T07:00:00Z');
  expect(arrived).toHaveLength(2);
  expect(await s.rows()).toEqual([
    'truce 7d: sent (added late)',
    'visit 1d: sent (caught up)',
    'visit 7d: skipped (before subscription)',
  ]);
});

test('a notice that was held is dropped when it no longer holds, or when the channel has unsubscribed', async () => {
  const s = await open('2025-11-02T12:00:00Z', [truce('2025-11-10')], { quiet: NIGHT });
  await s.pass('2025-11-03T09:00:00Z');
  s.setList([truce('2025-12-10')]);
  await s.pass('2025-11-03T23:00:00Z');
  await s.store.registry.removeSubscription('c');
  expect(await s.pass('2025-11-04T07:00:00Z')).toEqual([]);
  const [notice] = await s.store.outbox.posts({ channel: 'c', limit: 1 });
  expect((await s.rows()).filter((row) => row.includes('notice'))).toEqual([
    'truce notice#2: skipped (no longer wanted)',
  ]);
  expect(notice?.state).not.toBe('waiting');
});

describe('in a pause of the server', () => {
  const pause = (s: EngineFixture, pausedUntil: string | null) =>
    s.store.registry.putGuildSettings(
      { guild: 'guild', zone: null, postingTime: null, pausedUntil: pausedUntil === null ? null : at(pausedUntil) },
      at('2025-11-02T12:00:00Z'),
    );

  test('in a pause nothing is posted, everything gets its row, and nothing of it comes when it ends', async () => {
    const s = await open('2025-11-02T12:00:00Z');
    await pause(s, '2025-11-05T00:00:00Z');
    expect(await s.pass('2025-11-03T09:00:00Z')).toEqual([]);
    expect(await s.rows()).toEqual(['truce 7d: skipped (muted)']);
    expect(await s.pass('2025-11-05T00:00:01Z')).toEqual([]);
    expect(await s.pass('2025-11-09T09:00:00Z')).toHaveLength(1);
  });

  test('nothing of a pause comes afterwards either where the process was off while it ended', async () => {
    const s = await open('2025-11-02T12:00:00Z');
    await pause(s, '2025-11-03T10:00:00Z');
    await s.restart();
    expect(await s.pass('2025-11-03T11:00:00Z')).toEqual([]);
    expect(await s.rows()).toEqual(['truce 7d: skipped (muted)']);
  });

  test('a date that moves in a pause sets its message right at once and is reported when the pause ends, over a restart', async () => {
    const s = await open('2025-11-02T12:00:00Z');
    await s.pass('2025-11-03T09:00:00Z');
    await pause(s, '2025-11-06T00:00:00Z');
    s.setList([truce('2025-11-20')]);
    expect(await s.pass('2025-11-04T09:00:00Z')).toMatchObject([expect.stringContaining('c edited')]);
    await s.restart();
    expect(await s.pass('2025-11-05T09:00:00Z')).toEqual([]);
    expect(await s.pass('2025-11-06T00:00:00Z')).toEqual([
      expect.stringMatching(/ c: Extended/),
      // With the link to the notice.
      expect.stringContaining('c edited: Out of date'),
    ]);
  });

  test('an event that is added in a pause is not made up for, and one that is added after it is', async () => {
    const s = await open('2025-11-02T12:00:00Z', []);
    await pause(s, '2025-11-06T00:00:00Z');
    s.setList([truce('2025-11-10')]);
    expect(await s.pass('2025-11-05T09:00:00Z')).toEqual([]);
    s.setList([truce('2025-11-10'), visit('2025-11-11')]);
    expect(await s.pass('2025-11-06T12:00:00Z')).toHaveLength(1);
    expect(await s.rows()).toEqual(['truce 7d: skipped (muted)', 'visit 7d: sent (added late)']);
  });

  test('when a pause is ended early in Discord, what it held is said at once, in quiet hours at their end', async () => {
    const s = await open('2025-11-02T12:00:00Z');
    await s.store.registry.putSubscription(
      buildSubscription('night', { leads: leads('7d 1d'), since: at('2025-11-02T12:00:00Z'), quiet: NIGHT }),
    );
    await s.pass('2025-11-03T09:00:00Z');
    await pause(s, '2025-11-09T00:00:00Z');
    s.setList([truce('2025-11-20')]);
    expect(await s.pass('2025-11-04T23:00:00Z')).toHaveLength(2);
    await s.command('datewatch resume');
    expect(await s.nextLine('2025-11-04T23:00:01Z')).toMatch(/ c: Extended/);
    const morning = await s.pass('2025-11-05T07:00:00Z');
    expect(morning.filter((line) => !line.includes(' edited: '))).toEqual([expect.stringMatching(/ night: Extended/)]);
  });

  test('when a pause is ended early, reminders go on from there', async () => {
    const s = await open('2025-11-02T12:00:00Z');
    await pause(s, '2025-11-20T00:00:00Z');
    await s.pass('2025-11-03T09:00:00Z');
    await pause(s, null);
    expect(await s.pass('2025-11-09T08:59:59Z')).toEqual([]);
    expect(await s.pass('2025-11-09T09:00:00Z')).toHaveLength(1);
  });
});

describe('a muted event', () => {
  const mute = async (s: EngineFixture, muted: readonly string[]) => {
    const row = await s.store.registry.subscription('c');
    if (row === null) throw new Error('no subscription');
    const { unsettled: _, version: __, ...subscription } = row;
    await s.store.registry.putSubscription({ ...subscription, filter: { topics: null, kinds: null, muted } });
  };

  test('a muted event is not reported, its changes only set right what was said, and others go on', async () => {
    const s = await open('2025-11-02T12:00:00Z', [truce('2025-11-10'), visit('2025-11-11')]);
    await s.pass('2025-11-03T09:00:00Z');
    await mute(s, ['truce']);
    s.setList([truce('2025-11-12'), visit('2025-11-11')]);
    expect(await s.pass('2025-11-03T12:00:00Z')).toMatchObject([expect.stringContaining('c edited')]);
    expect(await s.pass('2025-11-04T09:00:00Z')).toMatchObject([expect.stringContaining('c: Visit ends in 7 days')]);
    expect(await s.pass('2025-11-05T09:00:00Z')).toEqual([]);
    expect(await s.rows()).toEqual([
      'truce 7d: sent (on time)',
      'truce 7d: skipped (muted)',
      'visit 7d: sent (on time)',
    ]);
  });

  test('an event that is no longer muted is reported from then on, with nothing of the past', async () => {
    const s = await open('2025-11-02T12:00:00Z');
    await mute(s, ['truce']);
    expect(await s.pass('2025-11-03T09:00:00Z')).toEqual([]);
    await mute(s, []);
    expect(await s.pass('2025-11-03T12:00:00Z')).toEqual([]);
    expect(await s.pass('2025-11-09T09:00:00Z')).toHaveLength(1);
    expect(await s.rows()).toEqual(['truce 1d: sent (on time)', 'truce 7d: skipped (muted)']);
  });
});
