import { expect, test } from 'vitest';
import { torture } from './torture.ts';

// On a slow machine a run goes in slow motion, and may have no time undisturbed for long enough: then another one is made.
test('killed six times among faults, the program loses nothing, doubles nothing and says nothing untrue', async () => {
  let owed = 0;
  for (const seed of [7, 8, 9, 10]) {
    if (owed > 0) break;
    const report = await torture({ kills: 6, seed, control: null, say: () => undefined });
    expect(report).toMatchObject({ lost: [], doubled: [], untrue: [], violations: 0 });
    expect(report.found).toBeGreaterThan(20);
    owed += report.owed;
  }
  // Nothing excuses these: without them no loss could be found.
  expect(owed).toBeGreaterThan(0);
}, 1_800_000);
