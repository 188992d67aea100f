// `npm run soak -- --help`: proof that every interaction is answered once and in time while a burst of reminders goes out;
// with `--days`, that a program which runs for so many simulated days keeps its size. Exit code 1 when not.
import { Command, Option } from 'commander';
import { readCount } from '../read-count.ts';
import { countFaults, type Faults, WITHIN_MS } from './judge-answers.ts';
import { type SoakReport, soak } from './soak.ts';
import { judgeYear, simulateYear } from './year.ts';

/** So many of each kind of fault are reported in full. */
const SHOWN = 10;
/** Longer than Discord waits for an answer. */
const STALL_MS = 4_000;

const { count, rate, channels, seed, control, days, servers } = new Command('npm run soak --')
  .description('Proves that every interaction is answered once and in time while reminders go out. Exit code 1 if not.')
  .option('--count <n>', 'interactions', readCount, 5_000)
  .option('--rate <n>', 'interactions a second', readCount, 100)
  .option('--channels <n>', 'channels to which reminders go out meanwhile', readCount, 3_000)
  .option('--seed <n>', 'repeats a run; any if left out', readCount, 1 + (Date.now() % 1_000_000))
  .option('--days <n>', 'instead: so many simulated days in one run; heap, file and /metrics are judged', readCount)
  .option('--servers <n>', 'servers of the simulated days', readCount, 1_000)
  .addOption(new Option('--control <kind>', 'must find faults: the program stands still for 4 s').choices(['stall']))
  .parse()
  .opts<{
    count: number;
    rate: number;
    channels: number;
    seed: number;
    control?: 'stall';
    days?: number;
    servers: number;
  }>();
const say = (text: string): void => void process.stdout.write(`${text}\n`);
if (days !== undefined) {
  const judged = judgeYear(await simulateYear({ days, servers, say }));
  for (const { what, isGood } of judged) say(`${isGood ? 'ok    ' : 'MISSED'} ${what}`);
  process.exit(judged.every(({ isGood }) => isGood) ? 0 : 1);
}
if (control === 'stall') say('This is the control: the program stands still for four seconds; there must be faults.');
const report = await soak({
  count,
  perSecond: rate,
  // Whether or not the earlier ones are answered.
  atOnce: Number.POSITIVE_INFINITY,
  withinMs: WITHIN_MS,
  channels,
  seed,
  stallMs: control === 'stall' ? STALL_MS : null,
  say,
});
say(summary(report));
const wrong = countFaults(report.faults) + report.violations.length + report.logged.length;
process.exitCode = wrong > 0 || report.delivered === 0 ? 1 : 0;

function summary({ faults, done, waits, ...report }: SoakReport): string {
  const at = (share: number) => Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0);
  const list = (name: string, all: readonly string[]) =>
    all.length === 0 ? [] : [`${name} ${all.length}:`, ...all.slice(0, SHOWN).map((line) => `  ${line}`)];
  const kinds = [...done].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => `${name} ${times}`);
  return [
    ...(Object.keys(faults) as (keyof Faults)[]).flatMap((kind) => list(kind, faults[kind])),
    ...list('Bodies Discord would have refused', report.violations),
    ...list('Logged errors', report.logged),
    `Seed ${seed}: ${report.answered} of ${count} answered, ${rate} a second; ${report.deferred} of them deferred first.`,
    `First answer after ${at(0.5)} ms (p50), ${at(0.99)} ms (p99), ${at(1)} ms (longest).`,
    `Discord and the people, who share the machine, stood still for ${report.ownStallMs} ms at the longest.`,
    `Meanwhile ${report.delivered} of ${report.due} channels got their reminders.`,
    `Done: ${kinds.join(', ')}.`,
    `Unanswered ${faults.unanswered.length}, twice ${faults.twice.length}, late ${faults.late.length}, refused ${faults.refused.length}, broken ${faults.broken.length}.`,
  ].join('\n');
}
