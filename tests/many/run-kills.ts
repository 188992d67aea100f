// `npm run torture:many -- --kills 100 [--processes 3] [--stops 10] [--restarts 5] [--seed 1]`: several processes on one
// PostgreSQL, killed, made to stand still and cut off from their database during bursts. Exit code 1 when a reminder is lost
// or doubled.
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { makeSecret } from '../../src/config/secret.ts';
import { ask, makeDatabase, ownServer } from '../build/postgres/use-postgres.ts';
import { seedState } from '../build/seed-state.ts';
import { readCount } from '../read-count.ts';
import type { Child } from '../torture/run-child.ts';
import { seededRandom } from '../torture/seeded-random.ts';
import { startFixture } from '../torture/start-fixture.ts';
import { machineOf } from '../torture/world-clock.ts';
import { type Harm, planHarms, shareOf } from './plan-harms.ts';

const GUILD = '1428000000000000001';
/** The first burst; one comes each minute of the world after that. */
const DUE = Date.UTC(2026, 4, 4, 12);
const MINUTE_MS = 60_000;
/** World seconds per second: a burst every ten seconds. */
const SPEED = 6;
const AHEAD_MS = 20_000;
/** A process that stands still does so for longer than its leases. */
const STOP_MS = 8_000;

const options = new Command('npm run torture:many --')
  .option('--processes <n>', 'how many run at once', readCount, 3)
  .option('--kills <n>', 'how often one is killed', readCount, 20)
  .option('--stops <n>', 'how often one stands still for eight seconds', readCount, 0)
  .option('--restarts <n>', 'how often PostgreSQL crashes and starts again', readCount, 0)
  .option('--channels <n>', 'channels that get each burst', readCount, 60)
  .option('--seed <n>', 'repeats a run', readCount, 1)
  .parse()
  .opts<{ processes: number; kills: number; stops: number; restarts: number; channels: number; seed: number }>();
const random = seededRandom(options.seed);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const harms = planHarms(options, random);

const server = await ownServer();
const database = await makeDatabase('datewatch_template', server.url);
const channels = Array.from({ length: options.channels }, (_, at) => `1428000000000001${String(at).padStart(3, '0')}`);
const fixture = await startFixture({
  world: { guilds: [{ id: GUILD, name: 'Desk', channels: channels.map((id) => ({ id, name: `dates-${id}` })) }] },
  worldAt: DUE - AHEAD_MS * SPEED,
  speed: SPEED,
  database: database.url,
  options: { sessionStart: { total: 1_000_000, remaining: 1_000_000 } },
});
const { emulator, line } = fixture;
/** More than there are harms: one that comes late, on a busy machine, belongs to a later burst. */
const titles = Array.from({ length: 3 * harms.length + 30 }, (_, at) => `Filing no. ${String(at).padStart(4, '0')}`);
await fixture.writeList(listOf(titles));
await fixture.writeSettings('zone: UTC\n');
const seeded = { guild: GUILD, channels, due: DUE, database: makeSecret(database.url), madeBy: 'command' } as const;
await seedState(fixture.state, seeded);

const living: Child[] = [];
const start = async (): Promise<void> => {
  const child = fixture.start();
  living.push(child);
  // One that is killed before it runs has been started anew already.
  await child.running.catch(() => undefined);
};
const holderOf = async (): Promise<string | null> => {
  const text = "select holder from leases where name = 'tick' and until > clock_timestamp()";
  const rows = await ask<{ holder: string }>(database.url, text).catch(() => []);
  return rows[0]?.holder ?? null;
};
const shown = (title: string): number[] =>
  channels.map(
    (channel) => emulator.messages(channel).filter((message) => JSON.stringify(message).includes(title)).length,
  );

await Promise.all(Array.from({ length: options.processes }, start));
const takeovers: number[] = [];
const deliveries: number[] = [];
let at = -1;
for (const [nth, harm] of harms.entries()) {
  at = Math.max(at + 1, Math.ceil((fixture.worldNow() - DUE) / MINUTE_MS));
  await sleep(Math.max(0, machineOf(line, DUE + at * MINUTE_MS) + harm.afterMs - Date.now()));
  const holder = await holderOf();
  const planner = living.find(({ said }) => holder !== null && said.some((text) => text.includes(holder)));
  const hit = harm.planner ? (planner ?? random.pick(living)) : random.pick(living);
  const began = Date.now();
  await inflict(harm.kind, hit);
  if (hit === planner && harm.kind !== 'restart') {
    for (let next = holder; next === null || next === holder; next = await holderOf()) await sleep(25);
    takeovers.push(Date.now() - began);
  }
  const title = titles[at] ?? '';
  const until = Date.now() + 60_000;
  while (Date.now() < until && shown(title).some((count) => count === 0)) await sleep(50);
  deliveries.push(Date.now() - began);
  if (nth % 10 === 9) say(`${nth + 1} of ${harms.length} harms, ${at + 1} bursts`);
}
await Promise.all(living.map((child) => child.stop()));

const found = titles.slice(0, at + 1).flatMap(shown);
const lost = found.filter((count) => count === 0).length;
const doubled = found.filter((count) => count > 1).length;
say(
  `${harms.length} harms, ${at + 1} bursts of ${channels.length} reminders, ${found.length} in all: lost ${lost}, doubled ${doubled}.`,
);
say(`Planning taken over (${takeovers.length}): ${describe(takeovers)}.`);
say(`Burst complete after the harm (${deliveries.length}): ${describe(deliveries)}.`);
const creates = emulator.requests.filter(({ route }) => route === 'POST /channels/:channel/messages');
say(
  `Requests to create a message: ${creates.length}; ${creates.filter(({ status }) => status === 429).length} refused as too many.`,
);
await fixture.close();
server.stop();
process.exit(lost + doubled === 0 ? 0 : 1);

/** Harms a process, or the database of all; a new process takes the place of one that is dead. */
async function inflict(kind: Harm['kind'], child: Child): Promise<void> {
  if (kind === 'restart') return server.restart();
  if (kind === 'stop') {
    child.stall(true);
    void sleep(STOP_MS).then(() => child.stall(false));
    return;
  }
  child.kill();
  living.splice(living.indexOf(child), 1);
  void start();
}

function listOf(names: readonly string[]): string {
  const events = names.map((name, at) => {
    const closes = new Date(DUE + 15 * MINUTE_MS + at * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ');
    return `  - id: filing-${at}
    title: ${name}
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: ${closes} } }]
`;
  });
  return `covers: Many dates\nzone: UTC\nsources:\n  office: { name: Office }\nevents:\n${events.join('')}`;
}

function describe(times: readonly number[]): string {
  if (times.length === 0) return 'none';
  return [0.5, 0.9, 0.99, 1]
    .map((share) => `p${share * 100} ${(shareOf(times, share) / 1_000).toFixed(1)} s`)
    .join(', ');
}
