import { expect, test } from 'vitest';
import { soak } from './soak.ts';

/** On a slow machine fewer come in a second, and none is late: what a second holds, and Discord's three, `npm run soak` measures. */
const options = {
  count: 200,
  perSecond: 50,
  atOnce: 4,
  withinMs: 60_000,
  channels: 150,
  seed: 11,
  stallMs: null,
  say: () => undefined,
};

test('two hundred random interactions are answered once while reminders go out', async () => {
  const report = await soak(options);
  expect(report.faults).toEqual({ unanswered: [], twice: [], late: [], refused: [], broken: [] });
  expect(report).toMatchObject({ answered: 200, violations: [], logged: [] });
  expect(report.delivered).toBeGreaterThan(20);
});
