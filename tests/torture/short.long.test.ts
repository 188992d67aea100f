import { expect, test } from 'vitest';
import { torture } from './torture.ts';

// In slow motion where the machine is slow, so that it may take minutes there.
test('killed six times among faults, the program loses nothing, doubles nothing and says nothing untrue', async () => {
  const report = await torture({ kills: 6, seed: 7, control: null, say: () => undefined });
  expect(report).toMatchObject({ lost: [], doubled: [], untrue: [], violations: 0 });
  expect(report.found).toBeGreaterThan(20);
  // Nothing excuses these: without them no loss could be found.
  expect(report.owed).toBeGreaterThan(0);
}, 600_000);
