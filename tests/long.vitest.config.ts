import { defineConfig } from 'vitest/config';
import { run, shared, utc } from '../vitest.config.ts';

/** Of these the plain tests play a few stories only. */
const MORE = ['engine/list-changes', 'deliver/jumping-clock', 'store/follow-model'].map(
  (name) => `tests/${name}.test.ts`,
);

/**
 * `npm run test:long`: stories of several processes on one PostgreSQL, of programs that are killed again and again, and of
 * waits that take as long as they take. The plain tests hold a short one of each kind.
 */
export default defineConfig({
  test: {
    ...shared,
    ...run,
    // Each of them starts several programs, or a database with them: four at once wait for each other.
    maxWorkers: 2,
    isolate: false,
    name: 'long',
    include: ['tests/**/*.long.test.ts', ...MORE],
    env: { ...utc, TEST_LONG: '1' },
  },
});
