import { defineConfig } from 'vitest/config';

/** Tests in a real browser, apart from the others: they need a Chromium on the machine. */
export default defineConfig({
  test: {
    name: 'browser',
    globalSetup: ['tests/build/remove-program.ts'],
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
