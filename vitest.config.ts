import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Each worker, each thread that reads a list and each program that is started loads the same modules: compiled ones, from the
// folder of src/main.ts. https://nodejs.org/api/cli.html#node_compile_cachedir
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/** A limit is no measurement: what it ends is a wait that nobody will answer, on however slow a machine. */
export const shared = {
  pool: 'forks',
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
  // Tests that run beside each other start programs.
  maxConcurrency: 2,
} as const;
/** For the whole of a run. */
export const run = {
  // Many tests wait for a child process, a socket or a timer: so many at once keep two cores busy.
  maxWorkers: 4,
  globalSetup: ['tests/build/remove-program.ts'],
};
export const utc = { TZ: 'UTC' };
/** Programs in the tests' own process read their list there. */
const inProcess = { '../list/watch/read-in-thread.ts': join(import.meta.dirname, 'tests/build/read-list-here.ts') };
/** What replaces a module of its process. All else shares one, since loading modules is most of the work. */
const apart = ['tests/e2e/hard-times.test.ts'];
/** What computes with time zones and clocks, and one run through everything. */
const inTwoZones = ['tests/time/**/*.test.ts', 'tests/render/calendar-file.test.ts', 'tests/rehearse/golden.test.ts'];

/** Folders whose tests start programs and wait for clocks: they begin first, so that none is left alone at the end. */
const SLOW = ['many', 'e2e', 'store', 'deliver', 'engine', 'app', 'discord'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const at = SLOW.findIndex((folder) => moduleId.includes(`/tests/${folder}/`));
      // A worker that changes its zone loads everything anew.
      return (at === -1 ? SLOW.length : at) + (project.name === 'new-york' ? 100 : 0);
    };
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

/**
 * Every test states its instants, so the system's zone must not matter: all run under UTC, and those that compute with
 * time run a second time under a zone that observes daylight saving. What takes minutes (`*.long.test.ts`) has a
 * configuration of its own, `npm run test:long`.
 */
export default defineConfig({
  test: {
    ...run,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...shared, name: 'utc-apart', alias: inProcess, include: apart, env: utc } },
      {
        test: {
          ...shared,
          isolate: false,
          name: 'utc',
          alias: inProcess,
          include: ['tests/**/*.test.ts'],
          exclude: [...apart, 'tests/browser/**', 'tests/**/*.long.test.ts'],
          env: utc,
        },
      },
      {
        test: {
          ...shared,
          isolate: false,
          name: 'new-york',
          include: inTwoZones,
          env: { TZ: 'America/New_York' },
        },
      },
    ],
  },
});
