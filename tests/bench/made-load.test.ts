import { describe, expect, test } from 'vitest';
import { madeList, madeListText } from '../../bench/make-list.ts';
import { madeSubscriptions } from '../../bench/make-subscriptions.ts';
import { seededRandom } from '../../bench/seeded-random.ts';
import { takeMedian, takePercentile } from '../../bench/take-percentile.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { deriveAgenda, dueBetween } from '../../src/plan/reminders/derive-agenda.ts';
import { groupClocks } from '../../src/plan/reminders/group-clocks.ts';
import { canonicalZone } from '../../src/time/local.ts';
import { settingsFrom } from '../build/build-subscriptions.ts';

const START = Date.UTC(2026, 0, 14, 12, 1);

describe('the load that is measured', () => {
  const { subscriptions, guilds } = madeSubscriptions(2_000, START);

  test('the load that is measured is the same at every run', () => {
    expect(madeListText(50)).toBe(madeListText(50));
    expect(madeSubscriptions(2_000, START)).toEqual({ subscriptions, guilds });
    expect(seededRandom(1)()).not.toBe(seededRandom(2)());
  });

  test('the load that is measured is a list that the program accepts', () => {
    expect(madeList(200).events).toHaveLength(200);
  });

  test('the load that is measured has forty zones, all real, and a channel only once', () => {
    const zones = new Set(guilds.map(({ zone }) => zone));
    expect(zones.size).toBe(40);
    expect([...zones].filter((zone) => zone === null || canonicalZone(zone) !== zone)).toEqual([]);
    expect(new Set(subscriptions.map(({ channel }) => channel)).size).toBe(2_000);
  });

  test('the load that is measured has nothing due in the twelve minutes that are measured, and something soon after', () => {
    const dated = madeList(1_000).events.map((event) => ({ event, edges: deriveEdges(event) }));
    const leads = {
      events: [{ unit: 'days', count: 1 }],
      deadlines: [{ unit: 'minutes', count: 60 }],
      byKind: {},
    } as const;
    const defaults = { zone: 'UTC', postingTime: '09:00', leads };
    const groups = groupClocks(
      subscriptions,
      settingsFrom(new Map(guilds.map((guild) => [guild.guild, guild]))),
      defaults,
    );
    const steps = deriveAgenda(dated, groups, leads, { from: START, to: START + 86_400_000 });
    let step = steps.next();
    while (!step.done) step = steps.next();
    expect(dueBetween(step.value, START, START + 12 * 60_000)).toHaveLength(0);
    expect(dueBetween(step.value, START, START + 3_600_000).length).toBeGreaterThan(0);
  });
});

describe('a percentile', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);

  test('a percentile is the value of the nearest rank, whatever the order', () => {
    expect(takePercentile(values, 0.99)).toBe(99);
    expect(takePercentile(values, 1)).toBe(100);
    expect(takeMedian([3, 1, 2])).toBe(2);
  });

  test('a percentile of nothing is refused', () => {
    expect(() => takePercentile([], 0.5)).toThrow(RangeError);
  });
});
