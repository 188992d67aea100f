import { afterEach, beforeEach, describe } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Registry } from '../../src/outbox/registry.ts';
import type { Machine } from '../../src/time/machine.ts';
import { exerciseAttempts } from './exercise-attempts.ts';
import { exerciseChanges } from './exercise-changes.ts';
import { exerciseClaims } from './exercise-claims.ts';
import { exerciseHeldPosts } from './exercise-held-posts.ts';
import { exerciseKeyedPosts } from './exercise-keyed-posts.ts';
import { exerciseReading } from './exercise-reading.ts';
import { exerciseRehoming } from './exercise-rehoming.ts';
import { exerciseReserving } from './exercise-reserving.ts';
import { exerciseSettling } from './exercise-settling.ts';

/** An empty state to try the guarantees on. */
export type Bench = {
  readonly outbox: Outbox;
  /** Another worker's view of the same state. */
  readonly rival: Outbox;
  readonly registry: Registry;
  close(): Promise<void>;
};

/** Makes an empty state; `sleep` is what the store takes its breath with. */
export type MakeBench = (sleep: Machine['sleep']) => Promise<Bench>;

/** Gives each test an empty state of its own. */
export function useBench(make: MakeBench): () => Bench & { readonly breaths: () => number } {
  let bench: Bench | null = null;
  let breaths = 0;
  beforeEach(async () => {
    breaths = 0;
    bench = await make(async () => {
      breaths += 1;
    });
  });
  afterEach(async () => {
    await bench?.close();
    bench = null;
  });
  return () => {
    if (bench === null) throw new Error('The bench is ready inside tests only.');
    return { ...bench, breaths: () => breaths };
  };
}

/** Every guarantee of the outbox port. Any database that stands behind it runs this, unchanged. */
export function exerciseOutbox(database: string, make: MakeBench): void {
  describe(`the outbox over ${database}`, () => {
    describe('reserve', () => exerciseReserving(make));
    describe('a post with a key', () => exerciseKeyedPosts(make));
    describe('a settled change', () => exerciseChanges(make));
    describe('claim', () => exerciseClaims(make));
    describe('a held post', () => exerciseHeldPosts(make));
    describe('recordAttempt', () => exerciseAttempts(make));
    describe('settle', () => exerciseSettling(make));
    describe('rehome', () => exerciseRehoming(make));
    describe('reading', () => exerciseReading(make));
  });
}
