import { expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { ofGuild, type Subscription } from '../../src/model/subscription.ts';
import { groupClocks } from '../../src/plan/reminders/group-clocks.ts';
import { listNext } from '../../src/plan/reminders/list-next.ts';
import { at } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { eventText, goodList, listText } from '../build/list-texts.ts';

const DEFAULTS = {
  zone: 'UTC',
  postingTime: '09:00',
  leads: { events: leads('7d 1d'), deadlines: leads('7d 1d'), byKind: {} },
} as const;
const { dated } = makeCatalogue(
  goodList(listText(eventText('near', '', '{ on: 2025-11-10 }'), eventText('far', '', '{ on: 2031-11-10 }'))),
);

function next(subscriptions: readonly Subscription[], now: string, count = 10, pausedUntil: number | null = null) {
  const groups = groupClocks(subscriptions, () => null, DEFAULTS);
  const steps = listNext({ dated, groups, leads: DEFAULTS.leads }, at(now), count, () => pausedUntil);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value.map(({ due, event, subscriptions: of }) =>
    [new Date(due).toISOString().slice(0, 10), event.id, of.map(({ channel }) => channel).join()].join(' '),
  );
}

const one = (channel: string, more: Partial<Subscription> = {}): Subscription => ({
  ...buildSubscription(channel),
  owner: ofGuild('1'),
  leads: null,
  since: 0,
  ...more,
});

test('the next reminders over all channels come soonest first, however far they are, and channels share a row', () => {
  expect(next([one('a'), one('b')], '2025-11-01T00:00:00Z')).toEqual([
    '2025-11-03 near a,b',
    '2025-11-09 near a,b',
    '2031-11-03 far a,b',
    '2031-11-09 far a,b',
  ]);
  expect(next([one('a')], '2025-11-01T00:00:00Z', 1)).toEqual(['2025-11-03 near a']);
});

test('channels of different leads are each in their rows', () => {
  expect(next([one('a'), one('b', { leads: leads('1d') })], '2025-11-01T00:00:00Z', 2)).toEqual([
    '2025-11-03 near a',
    '2025-11-09 near a,b',
  ]);
});

test('what is switched off, muted, not let through or in a pause is not announced; what rests is, for it may be open again', () => {
  const filter = one('x').filter;
  const silent = [
    one('off', { paused: 'by a manager' }),
    one('muted', { filter: { ...filter, muted: ['near', 'far'] } }),
    one('topic', { filter: { ...filter, topics: ['another'] } }),
  ];
  expect(next(silent, '2025-11-01T00:00:00Z')).toEqual([]);
  expect(next([one('rests', { paused: 'missing access' })], '2025-11-01T00:00:00Z', 1)).toEqual([
    '2025-11-03 near rests',
  ]);
  expect(next([one('a')], '2025-11-01T00:00:00Z', 1, at('2025-11-05T00:00:00Z'))).toEqual(['2025-11-09 near a']);
});
