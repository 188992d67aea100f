import { expect, onTestFinished, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const truce = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the truce', ...more });
const visit = (day: string) =>
  buildEvent('visit', [buildClaim('office', expires(day))], { zone: 'UTC', phrase: 'the visit' });

const START = '2025-11-02T12:00:00Z';
const A = truce('2025-11-10');

/**
 * A channel that sleeps from 22:00 to 07:00 was reminded of the truce in the morning. In the night the list changes, an
 * hour apart each; what it gets in the night, and in the morning after.
 */
async function night(...lists: readonly (readonly ListEvent[])[]) {
  const fixture = await startEngineFixture(START, [A]);
  onTestFinished(fixture.close);
  const quiet = { from: '22:00', until: '07:00' };
  const notices = { new: 'post', later: 'post', extended: 'post' } as const;
  const wanted = { leads: leads('7d'), since: at(START), role: 'role', quiet, notices };
  await fixture.store.registry.putSubscription(buildSubscription('c', wanted));
  await fixture.pass(START);
  expect(await fixture.pass('2025-11-03T09:00:00Z')).toHaveLength(1);
  const atNight: string[] = [];
  for (const [index, list] of lists.entries()) {
    fixture.setList(list);
    atNight.push(...(await fixture.pass(`2025-11-04T0${index}:00:00Z`)));
    if (index === 0) await fixture.restart();
  }
  fixture.pings.length = 0;
  // The message of the night gets the link to its notice, which is no new message.
  const morning = (await fixture.pass('2025-11-04T07:00:00Z')).filter((line) => !line.includes(' edited: '));
  const bare = (lines: readonly string[]) => lines.map((line) => line.replace(/^\S+ /, ''));
  return { atNight: bare(atNight), morning: bare(morning), pings: [...fixture.pings], fixture };
}

test('a date that went there and back in the night is not said in the morning, and its message reads as before', async () => {
  const { atNight, morning } = await night([truce('2025-12-10')], [A]);
  expect(morning).toEqual([]);
  expect(atNight).toEqual([
    expect.stringMatching(/^c edited: Out of date\. Truce ends in 7 days/),
    expect.stringMatching(/^c edited: Truce ends in 7 days/),
  ]);
});

test('a date that moved twice in the night is said once, against the one that was read, and pings as that does', async () => {
  const { morning, pings } = await night([truce('2025-11-20')], [truce('2025-11-08')]);
  expect(morning).toEqual(['c: 2 days earlier: truce now ends in 4 days, Sat 8 Nov.']);
  expect(pings).toEqual(['role']);
});

test('what was called off in the night is said as that, whatever its date did before', async () => {
  const off = truce('2025-11-20', { certainty: 'cancelled' });
  const { morning } = await night([truce('2025-11-20')], [off]);
  expect(morning).toEqual(['c: Cancelled: truce (was due to end Mon 10 Nov).']);
});

test('an event that was called off and on again in the night is no news', async () => {
  expect((await night([truce('2025-11-10', { certainty: 'cancelled' })], [A])).morning).toEqual([]);
});

test('an event that was new in the night and moved is new, with the date that holds', async () => {
  const { morning } = await night([A, visit('2025-11-25')], [A, visit('2025-11-28')]);
  expect(morning).toEqual(['c: New: visit ends in 24 days: Fri 28 Nov, end of day UTC.']);
});

test('events that changed at different hours are each said, none for the other', async () => {
  const { morning } = await night(
    [A, visit('2025-11-25')],
    [truce('2025-11-20'), visit('2025-11-25')],
    [truce('2025-11-20'), visit('2025-11-28')],
  );
  expect(morning.toSorted()).toEqual([
    'c: Extended by 10 days: truce now ends 20 Nov.',
    'c: New: visit ends in 24 days: Fri 28 Nov, end of day UTC.',
  ]);
});

test('a notice that goes out in the night, since its date comes first, says what the held one would have', async () => {
  const minute = { role: 'expires', approximate: false, precision: 'minute', minute: '2025-11-04T05:30' } as const;
  const soon = buildEvent('truce', [buildClaim('office', minute)], { zone: 'UTC', phrase: 'the truce' });
  const { atNight, morning } = await night([truce('2025-11-20')], [soon]);
  expect(atNight).toContainEqual('c: 6 days earlier: truce now ends in 4 hours 30 minutes, Tue 4 Nov, 05:30 UTC.');
  expect(atNight.join()).not.toContain('20 Nov');
  expect(morning).toEqual([]);
});
