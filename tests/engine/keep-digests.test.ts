import { afterEach, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import type { Recurring } from '../../src/model/recurring.ts';
import { digestKey } from '../../src/plan/recurring/plan-digests.ts';
import { at, buildClaim, buildEvent, takesEffect } from '../build/build-events.ts';
import { buildRecurring, type RecurringFixture, type Request } from '../build/build-recurring.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';

// Monday 3 November 2025, 07:00 in New York.
const START = '2025-11-03T12:00:00Z';
const tariff = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('tariff', [buildClaim('office', takesEffect(day))], { title: 'Tariff', phrase: 'the tariff', ...more });

let fixture: RecurringFixture;
afterEach(async () => {
  await fixture.close();
});

const digest = (channel: string, more: Partial<Recurring> = {}): Recurring => ({
  guild: 'guild',
  channel,
  kind: 'daily',
  time: '08:00',
  weekday: null,
  since: at(START),
  paused: null,
  ...more,
});

async function withDigests(rows: readonly Recurring[], events: readonly ListEvent[] = [tariff('2025-11-05')]) {
  fixture = await buildRecurring(START, events);
  await fixture.tick(START);
  for (const row of rows) await fixture.registry.putRecurring(row);
  return fixture;
}
const lines = (requests: readonly Request[]) =>
  requests.flatMap((one) => (one.what === 'pin' ? [] : [`${one.channel}: ${one.message.content}`]));
const text = (requests: readonly Request[]) =>
  JSON.stringify(requests.map((one) => (one.what === 'pin' ? '' : one.message)));
const endOf = async (channel: string, kind: 'daily' | 'weekly', day: string) => {
  const post = await fixture.outbox.postByKey(digestKey(channel, kind, day));
  return post === null ? null : `${post.state}: ${post.reason}`;
};

test('a digest comes at its time, once, and pings nobody', async () => {
  const { tick } = await withDigests([digest('a')]);
  expect(await tick('2025-11-03T12:59:59Z')).toEqual([]);
  const posted = await tick('2025-11-03T13:00:00Z');
  expect(lines(posted)).toEqual(['a: Next 3 days: Tariff, Wed 5 Nov, 12:00 a.m. New York.']);
  expect(posted[0]).toMatchObject({ what: 'post', message: { ping: null } });
  expect(await tick('2025-11-03T13:00:01Z')).toEqual([]);
  expect(await tick('2025-11-03T23:00:00Z')).toEqual([]);
  expect(lines(await tick('2025-11-04T13:00:00Z'))).toHaveLength(1);
});

test('a digest follows the posting time and zone of its server where it has no time of its own', async () => {
  const { tick, registry } = await withDigests([digest('a', { time: null })]);
  await registry.putGuildSettings({ guild: 'guild', zone: 'Asia/Seoul', postingTime: '22:15' }, at(START));
  expect(await tick('2025-11-03T13:14:59Z')).toEqual([]);
  expect(lines(await tick('2025-11-03T13:15:00Z'))).toHaveLength(1);
});

test('a digest of a day comes once, however clocks and subscriptions are changed in it', async () => {
  const { tick, registry } = await withDigests([digest('a')]);
  expect(lines(await tick('2025-11-03T13:00:00Z'))).toHaveLength(1);
  await registry.putRecurring(digest('a', { time: '10:00', since: at('2025-11-03T13:30:00Z') }));
  expect(await tick('2025-11-03T15:00:01Z')).toEqual([]);
  await registry.putGuildSettings({ guild: 'guild', zone: 'America/Los_Angeles', postingTime: null }, at(START));
  expect(await tick('2025-11-03T19:00:00Z')).toEqual([]);
  expect(lines(await tick('2025-11-04T18:00:00Z'))).toHaveLength(1);
});

test('a digest with nothing to say is a row in the ledger and no message', async () => {
  const { tick } = await withDigests([digest('a')], [tariff('2025-12-24')]);
  expect(await tick('2025-11-03T13:00:00Z')).toEqual([]);
  expect(await endOf('a', 'daily', '2025-11-03')).toBe('skipped: nothing to say');
});

test('a digest shows what its channel’s subscription wants', async () => {
  const other = tariff('2025-11-04', { id: 'other', title: 'Other', topics: ['ships'] });
  const { tick, registry } = await withDigests([digest('a')], [tariff('2025-11-05'), other]);
  await registry.putSubscription(
    buildSubscription('a', { filter: { topics: ['ships'], kinds: null }, since: at(START), leads: [] }),
  );
  const said = text(await tick('2025-11-03T13:00:00Z'));
  expect(said).toContain('Other');
  expect(said).not.toContain('Tariff');
});

test('a change is reported once: what the digest before reported is not news any more', async () => {
  const { tick, setList } = await withDigests([digest('a')]);
  setList([tariff('2025-11-06')]);
  await tick('2025-11-03T12:30:00Z');
  const first = text(await tick('2025-11-03T13:00:00Z'));
  expect(first).toContain('1 date changed: Tariff.');
  expect(first).toContain('**Tariff**: later · Wed 5 Nov → Thu 6 Nov');
  expect(text(await tick('2025-11-04T13:00:00Z'))).not.toContain('changed');
});

test('a change is reported by the next digest where one was missed, and a move is news by itself', async () => {
  const { tick, setList, registry } = await withDigests([digest('a')]);
  await tick('2025-11-03T13:00:00Z');
  await registry.putGuildSettings(
    { guild: 'guild', zone: null, postingTime: null, pausedUntil: at('2025-11-05T00:00:00Z') },
    at(START),
  );
  setList([tariff('2025-12-24')]);
  await tick('2025-11-03T14:00:00Z');
  expect(await tick('2025-11-04T13:00:00Z')).toEqual([]);
  expect(await endOf('a', 'daily', '2025-11-04')).toBe('skipped: muted');
  const said = text(await tick('2025-11-05T13:00:00Z'));
  expect(said).toContain('No exact date in the next 3 days. 1 date changed: Tariff.');
  expect(said).toContain('Changed since Mon 3 Nov 2025, 8 a.m. New York');
});

test('after an outage only the newest digest of each kind is posted, said to be late, and never one that is too late', async () => {
  const weekly = digest('a', { kind: 'weekly', weekday: 2 });
  const { tick } = await withDigests([digest('a'), weekly, digest('b', { time: '20:00' })], [tariff('2025-11-15')]);
  await tick('2025-11-03T12:30:00Z');
  // Back on Friday at 10:30 in New York: the daily one of 08:00 is late, the weekly one of Tuesday and the evening's too late.
  await fixture.engine().ticker.flush();
  await fixture.restart();
  fixture.setList([tariff('2025-11-08')]);
  const posted = await tick('2025-11-07T15:30:00Z');
  expect(lines(posted)).toEqual([
    'a: Late. Next 3 days: Tariff, Sat 8 Nov, 12:00 a.m. New York. 1 date changed: Tariff.',
  ]);
  expect(text(posted)).toContain('Late: was due Fri 7 Nov 2025, 8 a.m. New York.');
  expect(await endOf('a', 'weekly', '2025-11-04')).toBe('skipped: too late');
  expect(await endOf('b', 'daily', '2025-11-06')).toBe('skipped: too late');
  expect(await endOf('a', 'daily', '2025-11-05')).toBeNull();
});

test('a digest that was reserved before a crash goes out once', async () => {
  const { tick, tickAndCrash } = await withDigests([digest('a')]);
  await tick('2025-11-03T12:30:00Z');
  await tickAndCrash('2025-11-03T13:00:00Z');
  expect(lines(await tick('2025-11-03T13:00:30Z'))).toHaveLength(1);
  await fixture.restart();
  expect(await tick('2025-11-03T13:01:00Z')).toEqual([]);
});

test('a digest that was switched off before it could be sent stays unsent', async () => {
  const { tick, tickAndCrash, registry } = await withDigests([digest('a')]);
  await tickAndCrash('2025-11-03T13:00:00Z');
  await registry.removeRecurring('a', 'daily');
  await fixture.restart();
  expect(await tick('2025-11-03T13:00:30Z')).toEqual([]);
  expect(await endOf('a', 'daily', '2025-11-03')).toBe('skipped: no longer wanted');
});
