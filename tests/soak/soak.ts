import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator } from '../../emulator/emulator.ts';
import type { InteractionOutcome } from '../../emulator/people/interact.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { realMachine } from '../../src/time/machine.ts';
import { autumnFolder } from '../build/autumn-list.ts';
import { type Child, runChild } from '../torture/run-child.ts';
import { seededRandom } from '../torture/seeded-random.ts';
import { type WorldLine, worldOf } from '../torture/world-clock.ts';
import { type Faults, type Heard, judgeAnswers } from './judge-answers.ts';
import { type Act, makePeople, type People } from './make-people.ts';
import { DUE_AT, makeServers, type Servers, serversList } from './make-servers.ts';
import { makeWords } from './pick-values.ts';
import { vary } from './vary-discord.ts';
import { watchAnswers } from './watch-answers.ts';

/** How many interactions, how fast, while how many channels get their reminders. */
export type SoakOptions = {
  readonly count: number;
  readonly perSecond: number;
  /** No more of them than this wait for their answer at once; the next ones come later, then. */
  readonly atOnce: number;
  /** How long the people and Discord wait for an answer, ms. */
  readonly withinMs: number;
  readonly channels: number;
  readonly seed: number;
  /** The control: in the middle the program is made to stand still for so long, ms; there must be faults then. */
  readonly stallMs: number | null;
  say(line: string): void;
};

/** What came of it. */
export type SoakReport = {
  readonly faults: Faults;
  readonly answered: number;
  /** How often each thing was done. */
  readonly done: ReadonlyMap<string, number>;
  /** Waits for the first answer, ms, shortest first. */
  readonly waits: readonly number[];
  readonly deferred: number;
  /** The longest that this process, which is Discord and the people, stood still itself: the machine's share of the waits. */
  readonly ownStallMs: number;
  /** Messages that reached channels while interactions were being answered, and those the servers was due. */
  readonly delivered: number;
  readonly due: number;
  /** Bodies that Discord would have refused, and what the program logged as an error. */
  readonly violations: readonly string[];
  readonly logged: readonly string[];
};

/** Discord on loopback takes about as long as a near data centre. */
const LATENCY_MS = 20;

/**
 * Random valid interactions, at a steady rate while no more than so many are open, against the real program in a
 * process of its own, while a burst of reminders is being delivered.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const servers = makeServers(options.channels);
  let line: WorldLine = { worldAt: DUE_AT - 3_600_000, machineAt: Date.now(), speed: 1 };
  const emulator = await startEmulator({
    world: servers.world,
    latencyMs: LATENCY_MS,
    interactionDeadlineMs: options.withinMs,
    now: () => worldOf(line, Date.now()),
  });
  const home = await mkdtemp(join(tmpdir(), 'datewatch-soak-'));
  let child: Child | null = null;
  try {
    const env = await writeHome(home, servers, emulator);
    // Whoever is subscribed first is told nothing of the past: the first life subscribes, an hour before; the second is
    // late by seconds for everything.
    child = runChild({ line }, env);
    await child.running;
    await child.stop();
    line = { worldAt: DUE_AT, machineAt: Date.now(), speed: 1 };
    child = runChild({ line }, env);
    await child.running;
    return await interactMeanwhile(options, servers, emulator, child);
  } finally {
    child?.kill();
    await child?.ended;
    await emulator.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function writeHome(home: string, servers: Servers, emulator: Emulator): Promise<Record<string, string>> {
  const [data, settings, state] = [join(home, 'data'), join(home, 'settings.yaml'), join(home, 'var')];
  await cp(autumnFolder(), data, { recursive: true });
  await writeFile(join(data, 'made.yaml'), serversList());
  await writeFile(settings, servers.settings);
  return {
    DISCORD_TOKEN: emulator.token,
    DISCORD_API_URL: emulator.apiUrl,
    DATEWATCH_DATA: data,
    DATEWATCH_CONFIG: settings,
    DATEWATCH_STATE: state,
    LOG_LEVEL: 'info',
  };
}

async function interactMeanwhile(
  options: SoakOptions,
  servers: Servers,
  emulator: Emulator,
  child: Child,
): Promise<SoakReport> {
  const { count, perSecond, atOnce, withinMs, seed, stallMs, say } = options;
  const machine = realMachine();
  const random = seededRandom(seed);
  const people = makePeople({ emulator, random, busy: servers.busy, words: makeWords() });
  const watch = watchAnswers(emulator);
  const homes = new Set(servers.channels);
  const delivered = () => emulator.messages().filter(({ channelId }) => homes.has(channelId)).length;
  await emulator.until('the first reminder', () => delivered() > 0);
  const before = delivered();
  const ends: Promise<{ readonly act: Act; readonly end: InteractionOutcome | Error }>[] = [];
  const begun = machine.monotonic();
  let open = 0;
  let [ownStallMs, lookedAt] = [0, begun];
  while (ends.length < count) {
    const due = Math.min(count, Math.floor(((machine.monotonic() - begun) * perSecond) / 1_000));
    while (ends.length < due && open < atOnce) {
      const act = people.think();
      if (act === null) continue;
      open += 1;
      ends.push(
        carryOut(act, people).finally(() => {
          open -= 1;
        }),
      );
      if (ends.length % 100 === 0) vary(emulator, servers, random);
      if (ends.length % 1_000 === 0) say(`${ends.length} interactions, ${delivered()} reminders`);
      if (stallMs !== null && ends.length === Math.floor(count / 2)) {
        child.stall(true);
        void machine.sleep(stallMs).then(() => child.stall(false));
      }
    }
    ownStallMs = Math.max(ownStallMs, machine.monotonic() - lookedAt);
    lookedAt = machine.monotonic();
    await machine.sleep(2);
  }
  const all = await Promise.all(ends);
  const meanwhile = delivered() - before;
  people.leave();
  const heard = all.map(({ act, end }) => watch.heard(act.name, end));
  watch.leave();
  await child.stop();
  const figures = { delivered: meanwhile, due: homes.size, ownStallMs: Math.round(ownStallMs) };
  return { ...sumUp(heard, withinMs), ...figures, ...complaints(emulator, child) };
}

async function carryOut(
  act: Act,
  people: People,
): Promise<{ readonly act: Act; readonly end: InteractionOutcome | Error }> {
  try {
    const end = await act.run();
    people.learn(act, end);
    return { act, end };
  } catch (error) {
    const end = error instanceof Error ? error : new Error(String(error));
    // Whatever the client would not have let through was never sent: such a thought is a mistake of this run.
    if (!/did not respond|was not filled in/.test(end.message)) throw new Error(`${act.name}: ${end.message}`);
    return { act, end };
  }
}

function sumUp(heard: readonly Heard[], withinMs: number) {
  const done = new Map<string, number>();
  for (const { name } of heard) done.set(name, (done.get(name) ?? 0) + 1);
  const waits = heard.flatMap(({ acknowledgedAfterMs: ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
  const deferred = heard.filter(({ callbackType }) => callbackType === 5 || callbackType === 6).length;
  return { faults: judgeAnswers(heard, withinMs), answered: waits.length, done, waits, deferred };
}

function complaints(emulator: Emulator, child: Child) {
  return {
    violations: emulator.violations.map(({ method, path, reasons }) => `${method} ${path}: ${reasons.join('; ')}`),
    logged: child.said.filter((line) => line.includes('"level":50') || line.includes('"level":"error"')),
  };
}
