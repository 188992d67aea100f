import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('where the machine’s zone has changes of the clock no tick is longer away than two seconds, whatever jumps the clock makes, and memory stays', async () => {
  const { stdout } = await run(process.execPath, ['tests/app/moved-child.ts'], {
    env: { PATH: process.env['PATH'], TZ: 'America/New_York' },
  });
  const { longest, minutes, grown } = JSON.parse(stdout) as { longest: number; minutes: number; grown: number };
  expect(longest).toBeLessThan(2_000);
  expect(minutes).toBeGreaterThanOrEqual(4);
  expect(grown).toBeLessThan(50_000_000);
});

/** Prints the zone of the process when it ends. */
const WATCH =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('zone '+new Date(0).getTimezoneOffset()+' '+new Intl.DateTimeFormat().resolvedOptions().timeZone))";

test('the program runs in UTC, whatever the zone of the machine', async () => {
  const { stderr } = await run(process.execPath, ['--import', WATCH, 'src/main.ts', '--version'], {
    env: { PATH: process.env['PATH'], TZ: 'America/New_York' },
  });
  expect(stderr).toContain('zone 0 UTC');
});
