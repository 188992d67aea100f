import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator.ts';
import { startEmulator } from '../emulator/start-emulator.ts';
import { describeCommands } from '../src/discord/gateway/register-commands.ts';
import { FEATURES } from '../src/features/all-features.ts';
import { loadFeatures } from '../src/features/call/load-features.ts';
import { COMMAND_ROOTS } from '../src/features/call/offer-command.ts';
import { realMachine } from '../src/time/machine.ts';
import type { Measurement } from './figure.ts';
import { madeListText } from './make-list.ts';
import { type Child, runDatewatch, runRival } from './run-child.ts';
import { pickOne, seededRandom } from './seeded-random.ts';
import { takeMedian, takePercentile } from './take-percentile.ts';

const EVENTS = 1_000;
const EVERY_MS = 10;
const WARM_UP = 300;
const COUNT = 400;
const ROUNDS = 5;
const SEED = 7;

type Ask = (emulator: Emulator) => Promise<{ readonly acknowledgedAfterMs: number }>;

/** What people type, each as often as the next. */
const ASKS: readonly Ask[] = [
  ({ interact }) => interact.command({ name: 'dates next', options: { count: 10 }, until: 'acknowledged' }),
  ({ interact }) => interact.command({ name: 'dates list', options: { when: 'all' }, until: 'acknowledged' }),
  ({ interact }) => interact.command({ name: 'dates show', options: { name: 'made-up-500' }, until: 'acknowledged' }),
  ({ interact }) => interact.command({ name: 'dates changes', until: 'acknowledged' }),
  ({ interact }) => interact.command({ name: 'datewatch check', until: 'acknowledged' }),
  ({ interact }) =>
    interact.autocomplete({
      name: 'dates show',
      options: { name: 'number 7' },
      focused: 'name',
      until: 'acknowledged',
    }),
];

/**
 * From the dispatch of an interaction over the gateway to its accepted answer, 100 a second whether or not the earlier ones
 * are answered: ours with 1,000 events and a subscription, and a bare discord.js client that says "ok". Each has a
 * process and an emulator of its own; in turns; the first three seconds of each turn are not counted. Each figure is the
 * median of those of the turns, so that a neighbour's burst spoils one turn and not all.
 *
 * Misleading would be: reading the figures as what people wait for, since Discord is far and the emulator is not; or all
 * of the difference as ours, since our answers are larger and the emulator checks each against Discord's schema before it
 * accepts it, in the same two cores.
 */
export async function measureCommands(): Promise<Measurement> {
  const ours: number[][] = [];
  const bare: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await withOurs(askAtRate));
    bare.push(await withBare(askAtRate));
  }
  const usual = (turns: readonly number[][], share: number) =>
    takeMedian(turns.map((turn) => takePercentile(turn, share)));
  const p99 = { ours: usual(ours, 0.99), bare: usual(bare, 0.99) };
  const ms = (what: string, value: number) => ({ what, value, unit: 'ms' as const, goal: null });
  return {
    name: 'commands',
    title: 'slash commands, 100 a second, beside a bare handler that says "ok"',
    figures: [
      ms('p50, ours', usual(ours, 0.5)),
      ms('p50, bare', usual(bare, 0.5)),
      ms('p99, ours', p99.ours),
      ms('p99, bare', p99.bare),
      { ...ms('p99, ours more than bare', p99.ours - p99.bare), goal: { is: 'at most', bound: 10 } },
    ],
    notes: [`${ROUNDS * COUNT} interactions of each, in turns of ${COUNT}; medians of the turns.`],
  };
}

async function withOurs(measure: (emulator: Emulator) => Promise<number[]>): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  const data = join(folder, 'data');
  await mkdir(data);
  await writeFile(join(data, 'made-up.yaml'), madeListText(EVENTS));
  try {
    return await withEmulator(async (emulator) => {
      const more = { DATEWATCH_DATA: data, DATEWATCH_NOW: '2026-01-14T12:01:00Z', LOG_LEVEL: 'info' };
      return withChild(await runDatewatch({ ...emulator, state: join(folder, 'state'), more }), async () => {
        await emulator.interact.command({ name: 'datewatch subscribe', options: { leads: '7d 1d 1h' } });
        return measure(emulator);
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withBare(measure: (emulator: Emulator) => Promise<number[]>): Promise<number[]> {
  return withEmulator(async (emulator) => {
    await registerOurCommands(emulator);
    return withChild(await runRival('ok-client', emulator), () => measure(emulator));
  });
}

async function withEmulator(run: (emulator: Emulator) => Promise<number[]>): Promise<number[]> {
  const { monotonic, now } = realMachine();
  const begun = now() - monotonic();
  // The clock as it ships has whole milliseconds.
  const emulator = await startEmulator({ machineNow: () => begun + monotonic() });
  try {
    return await run(emulator);
  } finally {
    await emulator.stop();
  }
}

async function withChild(child: Child, run: () => Promise<number[]>): Promise<number[]> {
  try {
    return await run();
  } finally {
    await child.stop();
  }
}

async function registerOurCommands({ apiUrl, token, applicationId }: Emulator): Promise<void> {
  const commands = await loadFeatures(FEATURES).commands();
  const answer = await fetch(`${apiUrl}/v10/applications/${applicationId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(describeCommands({ roots: COMMAND_ROOTS, shapes: commands.map(({ shape }) => shape) })),
  });
  if (!answer.ok) throw new Error(`The commands were not registered: ${answer.status}.`);
}

/** Open loop: what is due is sent, whatever is still open. */
async function askAtRate(emulator: Emulator): Promise<number[]> {
  const machine = realMachine();
  const random = seededRandom(SEED);
  const asked: ReturnType<Ask>[] = [];
  const begun = machine.monotonic();
  while (asked.length < WARM_UP + COUNT) {
    const due = Math.floor((machine.monotonic() - begun) / EVERY_MS);
    while (asked.length <= due && asked.length < WARM_UP + COUNT) asked.push(pickOne(ASKS, random)(emulator));
    await machine.sleep(1);
  }
  const outcomes = await Promise.all(asked);
  return outcomes.slice(WARM_UP).map(({ acknowledgedAfterMs }) => acknowledgedAfterMs);
}
