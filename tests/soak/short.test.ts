import { expect, test } from 'vitest';
import { soak } from './soak.ts';

const wish = { count: 200, perSecond: 50, channels: 150, seed: 11, stallMs: null, say: () => undefined };

test('two hundred random interactions are answered once and in time while reminders go out', async () => {
  const report = await soak(wish);
  expect(report.faults).toEqual({ unanswered: [], twice: [], late: [], refused: [], broken: [] });
  expect(report).toMatchObject({ answered: 200, violations: [], logged: [] });
  expect(report.delivered).toBeGreaterThan(20);
});
