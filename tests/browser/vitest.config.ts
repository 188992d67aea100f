import { defineConfig } from 'vitest/config';
import { findChromium } from './find-chromium.ts';

const found = findChromium() !== undefined;
if (!found)
  process.stdout.write(
    'The tests in a browser are skipped: no Chromium or Chrome found. Install one, or name it: CHROMIUM=/path/to/chrome npm run test:browser\n',
  );

/** Tests in a real browser, apart from the others: they need a Chromium on the machine. */
export default defineConfig({
  test: {
    name: 'browser',
    globalSetup: ['tests/build/remove-program.ts'],
    include: found ? ['tests/browser/**/*.test.ts'] : [],
    passWithNoTests: !found,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
