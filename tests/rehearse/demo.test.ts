import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runDemo } from '../../src/app/demo/run-demo.ts';
import { openLog } from '../../src/app/start/open-log.ts';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { realMachine } from '../../src/time/machine.ts';
import { autumnFolder } from '../build/autumn-list.ts';

/** Runs the demo from `start` until its terminal shows `last`, and returns what it shows up to there. */
async function showDemo(start: string, last: string, settings: Partial<Config> = {}): Promise<string> {
  const base = await readConfig({ DATEWATCH_DATA: autumnFolder() }, process.cwd());
  if (!('config' in base)) throw new Error('The shipped settings are broken.');
  const shown = Promise.withResolvers<void>();
  let terminal = '';
  const demo = await runDemo({
    config: { ...base.config, ...settings, simulated: { start: Date.parse(start), speed: 1_000_000 } },
    machine: realMachine(),
    log: openLog('silent', 2),
    write(text) {
      terminal += text;
      if (terminal.includes(last)) shown.resolve();
    },
  });
  await shown.promise;
  await demo.stop();
  return terminal.slice(0, terminal.indexOf(last) + last.length);
}

test('the second report arrives in the demo on 23 October: a notice, then the first reminder is marked', async () => {
  const edited = 'The message of Sun 19 Oct, 09:00 was marked as out of date.';
  const terminal = await showDemo('2025-10-19T12:00:00Z', edited);
  const posted = terminal.slice(terminal.indexOf('Sun 19 Oct 2025, 09:00 (New York)'));
  const [first, notice, marked] = posted.split('Thu 23 Oct 2025, 08:00 (New York) · #trade-dates\n');
  expect(first).toContain('begin in 7 days: around Sun 26 Oct');
  expect(first).not.toContain('AAM');
  expect(notice).toContain(
    'U.S.–China trade talks in Malaysia earlier: 24–27 Oct · Trump–Xi meeting at APEC now in doubt',
  );
  expect(marked).toBe(`  ${edited}`);
});

test('the demo goes on to the ending: the truce is extended in the shipped list', async () => {
  const extended = 'tariff truce · extended';
  const terminal = await showDemo('2025-11-03T12:00:00Z', extended, { dataFolder: resolve('data') });
  expect(terminal).toContain('tariff truce ends in 7 days: Mon 10 Nov, 12:01 a.m. New York.');
  expect(terminal).toContain('Tue 4 Nov 2025, 07:00 (New York) · #trade-dates');
});

test('the maintainers of the settings hear nothing of a demo', async () => {
  const maintainers = { channel: '1428000000000000011' };
  const terminal = await showDemo('2025-10-19T12:00:00Z', 'begin in 7 days: around Sun 26 Oct', { maintainers });
  expect(terminal).not.toContain('Datewatch started');
});
