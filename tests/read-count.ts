import { InvalidArgumentError } from 'commander';

/** A whole number above 0 from the command line, for the long proofs. */
export function readCount(typed: string): number {
  const count = Number(typed);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
