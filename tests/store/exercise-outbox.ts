import { afterEach, beforeEach, describe } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Registry } from '../../src/outbox/registry.ts';
import type { Machine } from '../../src/time/machine.ts';
import { exerciseAttempts } from './exercise-attempts.ts';
import { exerciseChanges } from './exercise-changes.ts';
import { exerciseClaims } from './exercise-claims.ts';
import { exerciseDropping } from './exercise-dropping.ts';
import { exerciseHeldPosts } from './exercise-held-posts.ts';
import { exerciseKeyedPosts } from './exercise-keyed-posts.ts';
import { exerciseReading } from './exercise-reading.ts';
import { exerciseRehoming } from './exercise-rehoming.ts';
import { exerciseReserving } from './exercise-reserving.ts';
import { exerciseSettling } from './exercise-settling.ts';

/** An empty state to try the guarantees on. */
export type StoreFixture = {
  readonly outbox: Outbox;
  /** Another worker's view of the same state. */
  readonly rival: Outbox;
  readonly registry: Registry;
  /** Another worker's view of it. */
  readonly rivalRegistry: Registry;
  close(): Promise<void>;
};

/** Makes an empty state; `sleep` is what the store takes its breath with. */
export type OpenFixture = (sleep: Machine['sleep']) => Promise<StoreFixture>;

/** The state of the test that runs, and how often the store has taken a breath. */
export type Fixture = () => StoreFixture & { readonly breaths: () => number };

/** Gives each test an empty state of its own. */
export function useFixture(make: OpenFixture): Fixture {
  let fixture: StoreFixture | null = null;
  let breaths = 0;
  beforeEach(async () => {
    breaths = 0;
    fixture = await make(async () => {
      breaths += 1;
    });
  });
  afterEach(async () => {
    await fixture?.close();
    fixture = null;
  });
  return () => {
    if (fixture === null) throw new Error('The fixture is ready inside tests only.');
    return { ...fixture, breaths: () => breaths };
  };
}

/** Every guarantee of the outbox port. Any database that stands behind it runs this, unchanged. */
export function exerciseOutbox(database: string, make: OpenFixture): void {
  describe(`the outbox over ${database}`, () => {
    const fixture = useFixture(make);
    exerciseReserving(fixture);
    exerciseKeyedPosts(fixture);
    exerciseChanges(fixture);
    exerciseClaims(fixture);
    exerciseHeldPosts(fixture);
    exerciseAttempts(fixture);
    exerciseSettling(fixture);
    exerciseRehoming(fixture);
    exerciseReading(fixture);
    exerciseDropping(fixture);
  });
}
