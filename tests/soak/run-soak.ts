// `npm run soak -- --count 5000 --rate 100 --channels 3000 --seed 1 [--control stall]`: proof that every interaction is
// answered once and in time while a burst of reminders goes out. Exit code 1 when one is not.
import { parseArgs } from 'node:util';
import { countFaults, type Faults } from './judge-answers.ts';
import { type SoakReport, soak } from './soak.ts';

/** So many of each kind of fault are told in full. */
const SHOWN = 10;
/** Longer than Discord waits for an answer. */
const STALL_MS = 4_000;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    rate: { type: 'string', default: '100' },
    channels: { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    control: { type: 'string' },
  },
});
const [count, perSecond, channels, seed] = [values.count, values.rate, values.channels, values.seed].map(Number);
const given = [count, perSecond, channels, seed];
if (!given.every((number) => Number.isInteger(number) && Number(number) > 0)) {
  throw new Error('--count, --rate, --channels and --seed take whole numbers above 0, such as --count 5000.');
}
if (values.control !== undefined && values.control !== 'stall') {
  throw new Error(`--control is "${values.control}"; the only control is stall.`);
}
const say = (text: string): void => void process.stdout.write(`${text}\n`);
if (values.control === 'stall')
  say('This is the control: the program stands still for four seconds; there must be faults.');
const report = await soak({
  count: Number(count),
  perSecond: Number(perSecond),
  channels: Number(channels),
  seed: Number(seed),
  stallMs: values.control === 'stall' ? STALL_MS : null,
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
    `Seed ${seed}: ${report.answered} of ${count} answered, ${perSecond} a second; ${report.deferred} of them deferred first.`,
    `First answer after ${at(0.5)} ms (p50), ${at(0.99)} ms (p99), ${at(1)} ms (longest).`,
    `Discord and the people, who share the machine, stood still for ${report.ownStallMs} ms at the longest.`,
    `Meanwhile ${report.delivered} of ${report.due} channels got their reminders.`,
    `Done: ${kinds.join(', ')}.`,
    `Unanswered ${faults.unanswered.length}, twice ${faults.twice.length}, late ${faults.late.length}, refused ${faults.refused.length}, broken ${faults.broken.length}.`,
  ].join('\n');
}
