/**
 * `npm run bench -- [name …] [--json] [--write] [--quick] [--minutes N]`: runs the benchmarks and prints what they found beside the goals. A
 * missed goal is said and fails nothing. Every child process and port is this machine's own; nothing goes out. With `--write`
 * docs/figures.md takes it over. `clock`, which runs only where it is named, lets the clock jump for half an hour, or for
 * `--minutes N`. `drain` takes eight minutes, `house` three; with `--quick` `drain` sends to 300 channels
 * instead of 3,000, to see whether it works, and nothing is written.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillBlock } from '../gallery/fill-block.ts';
import { realMachine } from '../src/time/machine.ts';
import { toIso } from '../src/time/world.ts';
import { judgeFigure, type Measurement } from './figure.ts';
import { measureClock } from './measure-clock.ts';
import { measureCommands } from './measure-commands.ts';
import { measureDrain } from './measure-drain.ts';
import { measureFanOut } from './measure-fan-out.ts';
import { measureHistory } from './measure-history.ts';
import { measureHouse } from './measure-house.ts';
import { measureList } from './measure-list.ts';
import { measureStart } from './measure-start.ts';
import { measureTakeover } from './measure-takeover.ts';
import { measureTick } from './measure-tick.ts';
import { markdownTable, type Place, plainTable } from './print-table.ts';

const { values: form, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    write: { type: 'boolean' },
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '30' },
  },
});
const BENCHMARKS: Readonly<Record<string, () => Promise<Measurement>>> = {
  tick: measureTick,
  start: measureStart,
  list: measureList,
  commands: measureCommands,
  history: measureHistory,
  house: measureHouse,
  'fan-out': measureFanOut,
  takeover: measureTakeover,
  drain: () => measureDrain(form),
  // Half an hour of jumps: only where it is named.
  clock: () => measureClock(Number(form.minutes)),
};
const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.\n`,
  );
  process.exit(2);
}

const place: Place = {
  day: toIso(realMachine().now()).slice(0, 10),
  processor: cpus()[0]?.model.trim() ?? 'unknown processor',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  system: platform(),
};
const found: Measurement[] = [];
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (names.length > 0 ? !names.includes(name) : name === 'clock') continue;
  process.stderr.write(`${name} …\n`);
  found.push(await measure());
}
process.stdout.write(inForm(found));
if (form.write === true && !form.quick) await writeFigures(found);

function inForm(measurements: readonly Measurement[]): string {
  if (form.json === true) {
    const judged = measurements.map(({ figures, ...rest }) => ({
      ...rest,
      figures: figures.map((figure) => ({ ...figure, verdict: judgeFigure(figure) })),
    }));
    return `${JSON.stringify({ place, measurements: judged }, null, 2)}\n`;
  }
  return plainTable(measurements, place);
}

async function writeFigures(measurements: readonly Measurement[]): Promise<void> {
  const path = join(import.meta.dirname, '../docs/figures.md');
  const before = await readFile(path, 'utf8');
  const filled = (document: string, found: Measurement) => fillBlock(document, found.name, markdownTable(found, place));
  await writeFile(path, measurements.reduce(filled, before));
}
