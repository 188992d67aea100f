import { defineConfig } from 'vitest/config';
import { run, shared, utc } from '../vitest.config.ts';

/**
 * `npm run test:long`: stories of several processes on one PostgreSQL, of programs that are killed again and again, and of
 * waits that take as long as they take. The plain tests hold a short one of each kind.
 */
export default defineConfig({
  test: { ...shared, ...run, isolate: false, name: 'long', include: ['tests/**/*.long.test.ts'], env: utc },
});
