// `npm run torture:many -- --help`: several processes on one PostgreSQL, killed, made to stand still and cut off from their
// database while reminders fall due and commands come. Exit code 1 when a reminder is lost or doubled, when a command is
// answered twice, or when one is not answered though nobody was being replaced.
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { makeSecret } from '../../src/config/secret.ts';
import { readShards } from '../build/postgres/run-fleet.ts';
import { ask, makeDatabase, ownServer } from '../build/postgres/use-postgres.ts';
import { readCount } from '../read-count.ts';
import type { Child } from '../torture/run-child.ts';
import { seededRandom } from '../torture/seeded-random.ts';
import { startFixture } from '../torture/start-fixture.ts';
import { askCommands } from './ask-commands.ts';
import { followHandovers } from './follow-handovers.ts';
import {
  BURST_EVERY_MS,
  countReminders,
  FIRST_BURST,
  listOfBursts,
  makePlaces,
  seedOf,
  seedServers,
} from './many-servers.ts';
import { describeTimes, type Harm, planHarms } from './plan-harms.ts';

const AHEAD_S = 20;
/** The control wakes processes that stand still at their first send once Discord has forgotten the nonces. */
const CONTROL = { nonceMs: 5_000, standsMs: 25_000 } as const;
/** So long after it stood still a process knows what it has. */
const AWAKE_MS = 10_000;
/** After the last harm the messages may still be on their way for so long without a new one. */
const PATIENCE_MS = 60_000;

const options = new Command('npm run torture:many --')
  .option('--processes <n>', 'how many run at once', readCount, 3)
  .option('--shards <n>', 'shards of the gateway', readCount, 16)
  .option('--servers <n>', 'servers, each with a channel that gets every burst of reminders', readCount, 3_000)
  .option('--kills <n>', 'how often one is killed (kill -9)', readCount, 100)
  .option('--stops <n>', 'how often one stands still for 5 to 15 s', readCount, 10)
  .option('--no-long-stop', 'otherwise the first of the stops lasts three minutes')
  .option('--restarts <n>', 'how often PostgreSQL crashes and starts again', readCount, 20)
  .option('--every <s>', 'seconds between two bursts of reminders', readCount, 75)
  .option('--commands <n>', 'commands a second, and three times as many at each harm', readCount, 8)
  .option('--seed <n>', 'repeats a plan of harms', readCount, 1)
  .option('--verbose', 'each harm, and each command that was not answered as it should be')
  .option('--control', 'the control, which must fail: requests are made whoever has the post by then')
  .parse()
  .opts<{
    readonly processes: number;
    readonly shards: number;
    readonly servers: number;
    readonly kills: number;
    readonly stops: number;
    readonly longStop: boolean;
    readonly restarts: number;
    readonly every: number;
    readonly commands: number;
    readonly seed: number;
    readonly verbose?: true;
    readonly control?: true;
  }>();
const isControl = options.control === true;
const random = seededRandom(options.seed);
const began = Date.now();
const load = (): string =>
  `load ${loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')} on ${availableParallelism()} cores`;
const say = (text: string): void =>
  void process.stdout.write(`${String(Math.round((Date.now() - began) / 1_000)).padStart(5)} s  ${text}\n`);

const harms = isControl ? [] : planHarms(options, random);
const places = makePlaces(options.servers, options.shards);
const bursts = 100 + Math.ceil((harms.length * 60) / options.every);
const speed = BURST_EVERY_MS / 1_000 / options.every;
const server = await ownServer();
const database = await makeDatabase('datewatch_template', server.url);
const seededFrom = Date.now();
/** Seeding takes its time, and the world does not wait for it. */
const SEED_MS = 60_000 + options.servers * 20;
const fixture = await startFixture({
  world: { guilds: seedOf(places) },
  worldAt: FIRST_BURST - (AHEAD_S * 1_000 + SEED_MS) * speed,
  speed,
  database: database.url,
  options: {
    shards: options.shards,
    maxConcurrency: options.shards,
    sessionStart: { total: 1_000_000, remaining: 1_000_000 },
    ...(isControl ? { nonceWindowMs: CONTROL.nonceMs } : {}),
  },
});
const { emulator } = fixture;
await fixture.writeList(listOfBursts(bursts));
await fixture.writeSettings('zone: UTC\n');
await seedServers(fixture.state, makeSecret(database.url), places);
say(`${places.length} servers on ${options.shards} shards, ${harms.length} harms; ${load()}`);

const reminders = countReminders(emulator, places, bursts);
const handovers = followHandovers(emulator);
const living = new Map<Child, { isRunning: boolean; isAwake: boolean }>();
const start = async (more: Parameters<typeof fixture.start>[0] = {}): Promise<void> => {
  const child = fixture.start(more);
  const state = { isRunning: false, isAwake: true };
  living.set(child, state);
  // One that is killed before it runs has been started anew already.
  await child.running.then(
    () => {
      state.isRunning = true;
    },
    () => undefined,
  );
};
const awake = (): Child[] =>
  [...living].flatMap(([child, { isRunning, isAwake }]) => (isRunning && isAwake ? [child] : []));
const holderOf = async (): Promise<string | null> => {
  const text = "select holder from leases where name = 'tick' and until > clock_timestamp()";
  const rows = await ask<{ holder: string }>(database.url, text).catch(() => []);
  return rows[0]?.holder ?? null;
};
/** World minutes since the first burst: how many bursts are due by now. */
const due = (): number => Math.max(0, Math.floor((fixture.worldNow() - FIRST_BURST) / BURST_EVERY_MS) + 1);

const planned: number[] = [];
const following: Promise<void>[] = [];
const waking: Promise<void>[] = [];
const special = isControl ? ({ standAt: 'after look', fence: 'off' } as const) : {};
await Promise.all(Array.from({ length: options.processes }, (_, at) => start(at === 0 ? {} : special)));
await emulator.until('all shards', () => emulator.sessions() === options.shards, 600_000);
const leftMs = SEED_MS + AHEAD_S * 1_000 - (Date.now() - seededFrom);
say(`All shards are up; the first burst comes in ${Math.round(leftMs / 1_000)} s.`);
await sleep(Math.max(0, leftMs));
const commands = askCommands(emulator, places, options.commands, random);

if (isControl) {
  await sleep(CONTROL.standsMs);
  for (const child of living.keys()) child.stall(false);
}
for (const [nth, harm] of harms.entries()) {
  await sleep(harm.afterMs);
  // All but those that stand still: a machine that is too busy to start them makes the run longer.
  while ([...living.values()].some(({ isRunning, isAwake }) => isAwake && !isRunning)) await sleep(100);
  await inflict(harm);
  if (nth % 10 === 9) {
    const { lost, doubled, all } = reminders.judge(due());
    say(
      `${nth + 1} of ${harms.length} harms; ${all - lost} of ${all} reminders are there, ${doubled} doubled; ${load()}`,
    );
  }
}
await Promise.all([...waking, ...following]);

const first = due();
let missing = Number.POSITIVE_INFINITY;
for (let seenAt = Date.now(); Date.now() - seenAt < PATIENCE_MS && missing > 0; await sleep(500)) {
  const { lost } = reminders.judge(first);
  if (lost < missing) seenAt = Date.now();
  missing = lost;
}
const answered = await commands.judge(handovers);
await Promise.all([...living.keys()].map((child) => child.stop()));

const { lost, doubled, all } = reminders.judge(first);
say(`${countHarms()}, ${first} bursts; ${load()}`);
say(`Reminders: ${all}, lost ${lost}, doubled ${doubled}.`);
say(
  `Commands: ${answered.asked}, answered twice ${answered.twice}, tried twice in vain ${answered.vain}, not answered ${answered.unanswered}, of those outside a hand-over ${answered.outside}.`,
);
if (options.verbose === true) for (const line of answered.details) say(line);
for (const odd of new Set(answered.odd)) say(`A command failed otherwise: ${odd}`);
say(`Shards up elsewhere after a harm: ${describeTimes(handovers.times)}.`);
say(`Planning taken over after a harm: ${describeTimes(planned)}.`);
const creates = emulator.requests.filter(({ route }) => route === 'POST /channels/:channel/messages');
const limited = creates.filter(({ status }) => status === 429).length;
say(`Of the last ${creates.length} requests to create a message ${limited} were refused as too many.`);
await fixture.close();
server.stop();
process.exit(lost + doubled + answered.twice + answered.outside + answered.odd.length === 0 ? 0 : 1);

function countHarms(): string {
  const of = (kind: Harm['kind']): number => harms.filter((harm) => harm.kind === kind).length;
  return `${of('kill')} kills, ${of('stop')} stops, ${of('restart')} crashes of the database`;
}

/** Harms a process, or the database of all, while commands come; a new process takes the place of one that is dead. */
async function inflict({ kind, planner, standsMs }: Harm): Promise<void> {
  commands.burst(options.commands);
  const note = (what: string) =>
    options.verbose === true ? say(`${new Date().toISOString().slice(11, 23)} ${what}`) : undefined;
  if (kind === 'restart') {
    note('PostgreSQL crashes');
    const isBack = handovers.databaseGone();
    setTimeout(() => commands.burst(options.commands), 500);
    await server.restart();
    isBack();
    note('PostgreSQL is back');
    return;
  }
  const holder = await holderOf();
  const isPlanner = ({ said }: Child): boolean => holder !== null && said.some((text) => text.includes(holder));
  const there = awake();
  const child = (planner ? there.find(isPlanner) : undefined) ?? random.pick(there);
  const shards = readShards(child.said.join('\n'));
  handovers.harmed(shards);
  note(`${kind}${kind === 'stop' ? ` for ${Math.round(standsMs / 1_000)} s` : ''}, shards ${shards.join(' ')}`);
  if (holder !== null && isPlanner(child)) following.push(followPlanning(holder));
  if (kind === 'kill') {
    child.kill();
    living.delete(child);
    void start();
  } else waking.push(stand(child, standsMs));
  setTimeout(() => commands.burst(options.commands), random.between(0, 2_000));
}

async function stand(child: Child, ms: number): Promise<void> {
  const state = living.get(child);
  if (state === undefined) return;
  state.isAwake = false;
  child.stall(true);
  await sleep(ms);
  child.stall(false);
  state.isAwake = true;
  // It has learned by then what others have taken over.
  await sleep(AWAKE_MS);
  if (living.has(child)) handovers.recovered(readShards(child.said.join('\n')));
}

/** How long nobody plans after the process with that name was harmed. */
async function followPlanning(holder: string): Promise<void> {
  const since = Date.now();
  for (let next: string | null = holder; next === null || next === holder; next = await holderOf()) await sleep(25);
  planned.push(Date.now() - since);
}
