import { defineConfig } from 'vitest/config';

/** A limit is no measurement: what it ends is a wait that nobody will answer, on however slow a machine. */
const shared = {
  pool: 'forks',
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
  // Tests that run beside each other start programs.
  maxConcurrency: 2,
} as const;
const utc = { TZ: 'UTC' };
/** What replaces a module of its process. All else shares one, since loading modules is most of the work. */
const apart = ['tests/e2e/hard-times.test.ts'];

/**
 * Every test states its instants, so the system's zone must not matter: all run under UTC, and those that compute with
 * time run a second time under a zone that observes daylight saving.
 */
export default defineConfig({
  test: {
    // Many tests wait for a child process, a socket or a timer: three at once keep two cores busy.
    maxWorkers: 3,
    projects: [
      { test: { ...shared, name: 'utc-apart', include: apart, env: utc } },
      {
        test: {
          ...shared,
          name: 'utc',
          include: ['tests/**/*.test.ts'],
          exclude: [...apart, 'tests/browser/**'],
          isolate: false,
          env: utc,
        },
      },
      {
        test: {
          ...shared,
          name: 'new-york',
          include: ['tests/{model,time,plan,render,rehearse}/**/*.test.ts'],
          isolate: false,
          env: { TZ: 'America/New_York' },
        },
      },
    ],
  },
});
