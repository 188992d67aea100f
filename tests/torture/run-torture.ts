// `npm run torture -- --kills 500 --seed 1 [--control no-nonce|no-date] [--verbose]`: proof that nothing is lost, doubled or
// untrue however the program is killed. Exit code 1 when anything is, and for a control that finds nothing.
import { readFile, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { Command, Option } from 'commander';
import { readCount } from '../read-count.ts';
import { judgeRun, type SeenRun, type Verdict } from './judge-run.ts';
import { type Control, type TortureReport, torture } from './torture.ts';

/** So many of each kind of fault are reported in full. */
const SHOWN = 20;

const options = new Command('npm run torture --')
  .description(
    'Proves that nothing is lost, doubled or untrue however the program is killed. Exit code 1 if anything is, or if the control finds nothing.',
  )
  .option('--kills <n>', 'how often it is killed', readCount, 100)
  .option('--seed <n>', 'repeats a run; any if left out', readCount, 1 + (Date.now() % 1_000_000))
  .addOption(
    new Option('--control <kind>', 'must find faults: no nonce, or no date of Discord’s').choices([
      'no-nonce',
      'no-date',
    ]),
  )
  .option('--verbose', 'a line for each life of the program', false)
  .option('--keep <file>', 'writes down all that was seen, so that it can be judged again')
  .option('--judge <file>', 'runs nothing: judges a kept run again, and tells every fault')
  .parse()
  .opts<{ kills: number; seed: number; control?: Control; verbose: boolean; keep?: string; judge?: string }>();
const { kills, seed, verbose } = options;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
if (options.judge !== undefined) {
  const kept = judgeRun(deserialize(await readFile(options.judge)) as SeenRun);
  say([...faultsOf(kept, Number.POSITIVE_INFINITY), ...countsOf(kept)].join('\n'));
  process.exit(hasFaults(kept) ? 1 : 0);
}
const control = options.control ?? null;
const CONTROLS = {
  'no-nonce': { taken: 'messages have no nonce', faults: 'doubled', found: ({ doubled }: Verdict) => doubled.length },
  'no-date': {
    taken: 'the date of Discord’s answers is not heard',
    faults: 'lost or untrue',
    found: ({ lost, untrue }: Verdict) => lost.length + untrue.length,
  },
} as const;
const proof = control === null ? null : CONTROLS[control];
if (proof !== null) say(`This is a control: ${proof.taken}, so that something must be ${proof.faults}.`);
say(`Killing the program ${kills} times, seed ${seed}.`);
let lives = 0;
const began = Date.now();
const report = await torture({
  kills,
  seed,
  control,
  say(line) {
    lives += 1;
    if (verbose) say(line);
    else if (lives % 25 === 0) say(`${lives} lives, ${Math.round((Date.now() - began) / 1_000)} s`);
  },
});
// The lists that many lives share are written once: the format keeps what is one object one object.
if (options.keep !== undefined) await writeFile(options.keep, serialize(report.seen));
say(summary(report));
const isProof = proof === null ? !hasFaults(report) && report.violations === 0 : proof.found(report) > 0;
if (proof !== null) {
  const found = `The control found ${proof.found(report)} ${proof.faults}`;
  say(isProof ? `${found}, as it must.` : `${found}: the check cannot fail.`);
}
process.exitCode = isProof ? 0 : 1;

function summary(report: TortureReport): string {
  return [
    ...faultsOf(report, SHOWN),
    `Seed ${seed}, ${report.kills} kills, ${report.seconds} s.${proof === null ? '' : ` Control: ${proof.taken}.`}`,
    `Faults: ${counts(report.faults)}.`,
    `Meanwhile: ${counts(report.edits)}.`,
    `Bodies Discord would have refused: ${report.violations}.`,
    ...countsOf(report),
  ].join('\n');
}

function hasFaults({ lost, doubled, untrue }: Verdict): boolean {
  return lost.length + doubled.length + untrue.length > 0;
}

function faultsOf({ lost, doubled, untrue }: Verdict, most: number): string[] {
  const list = (name: string, all: readonly string[]) =>
    all.length === 0 ? [] : [`${name}:`, ...all.slice(0, most).map((line) => `  ${line}`)];
  return [...list('Lost', lost), ...list('Doubled', doubled), ...list('Untrue', untrue)];
}

function countsOf({ lost, doubled, untrue, ...verdict }: Verdict): string[] {
  return [
    `Reminders due: ${verdict.due}; of these ${verdict.owed} without any excuse. Messages found: ${verdict.found}.`,
    `Cards looked at again at the end: ${verdict.judgedCards}; of these ${verdict.outOfDate} out of date.`,
    `Not told, with reason: ${counts(verdict.explained)}.`,
    `Lost ${lost.length}, doubled ${doubled.length}, untrue ${untrue.length}.`,
  ];
}

function counts(map: ReadonlyMap<string, number>): string {
  return [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
