import { expect, test } from 'vitest';
import { sizeFlow } from '../../src/deliver/send-budget.ts';

test.for([
  [1, { claimed: 1, claimAgain: 1, prepared: 2, inFlight: 4 }],
  [50, { claimed: 25, claimAgain: 10, prepared: 6, inFlight: 106 }],
  [200, { claimed: 100, claimAgain: 40, prepared: 24, inFlight: 424 }],
  [10_000, { claimed: 5_000, claimAgain: 2_000, prepared: 50, inFlight: 20_050 }],
] as const)('what is under way grows with the rate, and doubts have an end: %i a second', ([rate, size]) => {
  expect(sizeFlow(rate)).toEqual(size);
});
