import type { World } from '../time/world.ts';
import type { Ledger } from './describe-tables.ts';
import { FACTS, readFact, writeFact } from './registry/keep-facts.ts';
import { StoreError } from './store-error.ts';

/**
 * Writes into an empty state which kind of clock makes it, and refuses the other kind from then on (product rule 12):
 * a watermark of one world means nothing in the other. Throws `StoreError` (`other clock`).
 */
export async function checkClock({ db }: Ledger, clock: World['kind'], path: string): Promise<void> {
  const maker = await readFact(db, FACTS.clock);
  if (maker === null) return writeFact(db, FACTS.clock, clock);
  if (maker === clock) return;
  throw new StoreError(
    'other clock',
    `The state ${path} was made by a ${maker} clock and cannot go on with a ${clock} one. Choose another state folder, or go back to the ${maker} clock.`,
  );
}
