// `npm run torture -- --kills 500 --seed 1 [--control no-nonce] [--verbose]`: proof that nothing is lost, doubled or
// untrue however the program is killed. Exit code 1 when anything is.
import { Command, Option } from 'commander';
import { readCount } from '../read-count.ts';
import { type TortureReport, torture } from './torture.ts';

/** So many of each kind of fault are told in full. */
const SHOWN = 20;

const options = new Command('npm run torture --')
  .description(
    'Proves that nothing is lost, doubled or untrue however the program is killed. Exit code 1 if anything is.',
  )
  .option('--kills <n>', 'how often it is killed', readCount, 100)
  .option('--seed <n>', 'repeats a run; any if left out', readCount, 1 + (Date.now() % 1_000_000))
  .addOption(new Option('--control <kind>', 'must find doubles: messages have no nonce').choices(['no-nonce']))
  .option('--verbose', 'a line for each life of the program', false)
  .parse()
  .opts<{ kills: number; seed: number; control?: 'no-nonce'; verbose: boolean }>();
const { kills, seed, verbose } = options;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const control = options.control ?? null;
if (control !== null) say('This is the control: the nonce is switched off, so there must be doubles.');
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
say(summary(report));
process.exitCode = report.lost.length + report.doubled.length + report.untrue.length > 0 ? 1 : 0;

function summary({ lost, doubled, untrue, ...report }: TortureReport): string {
  const counts = (map: ReadonlyMap<string, number>) =>
    [...map]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const list = (name: string, all: readonly string[]) =>
    all.length === 0 ? [] : [`${name}:`, ...all.slice(0, SHOWN).map((line) => `  ${line}`)];
  return [
    ...list('Lost', lost),
    ...list('Doubled', doubled),
    ...list('Untrue', untrue),
    `Seed ${seed}, ${report.kills} kills, ${report.seconds} s.${control === null ? '' : ' Control without the nonce.'}`,
    `Faults: ${counts(report.faults)}.`,
    `Meanwhile: ${counts(report.edits)}.`,
    `Reminders due: ${report.due}; of these ${report.owed} without any excuse. Messages found: ${report.found}.`,
    `Not told, with reason: ${counts(report.explained)}.`,
    `Bodies Discord would have refused: ${report.violations}.`,
    `Lost ${lost.length}, doubled ${doubled.length}, untrue ${untrue.length}.`,
  ].join('\n');
}
