import { useUtc } from '../src/config/use-utc.ts';
import { moveDate } from './move-date.ts';
import { seededRandom } from './seeded-random.ts';

/**
 * Datewatch as it ships, in a process whose clock is 13 hours ahead at the start and then set at random every few seconds, by
 * up to ten days. When the time is over it writes a line of JSON. Arguments: REST base, token, state folder, minutes, seed.
 */

useUtc();
const right = Date.now;
const HOUR_MS = 3_600_000;
let moved = 13 * HOUR_MS;
moveDate(() => moved);

// What reads a clock is loaded once that can be moved.
const { openLog } = await import('../src/app/start/open-log.ts');
const { startDatewatch } = await import('../src/app/start/start-datewatch.ts');
const { readConfig } = await import('../src/config/read-config.ts');
const { realMachine } = await import('../src/time/machine.ts');
const { realWorld } = await import('../src/time/real-world.ts');

const [api = '', token = '', state = '', minutes = '1', seed = '1'] = process.argv.slice(2);
const read = await readConfig({ DISCORD_TOKEN: token, DISCORD_API_URL: api, DATEWATCH_STATE: state }, process.cwd());
if ('problems' in read || read.config.token === null) throw new Error(JSON.stringify(read));
const own = realMachine();
const world = realWorld(own);
const running = await startDatewatch({
  config: read.config,
  token: read.config.token,
  world,
  machine: { ...own, now: world.now },
  log: openLog('error', 2),
  replay: false,
  until: null,
});

const random = seededRandom(Number(seed));
const JUMPS: readonly (() => number)[] = [
  () => moved + random() * 240 * HOUR_MS,
  () => moved - random() * 240 * HOUR_MS,
  () => moved + (random() - 0.5) * 240_000,
  () => 0,
];
let jumps = 0;
let longest = 0;
let worst = 0;
let lastTick = running.context.state().lastTickAt;
let tickedAt = own.monotonic();
let jumpsAt = tickedAt;
const end = tickedAt + Number(minutes) * 60_000;
while (own.monotonic() < end) {
  await own.sleep(20);
  const at = own.monotonic();
  const newest = running.context.state().lastTickAt;
  if (newest !== lastTick) {
    // A tick that ended well, by a time that it believed.
    worst = Math.max(worst, Math.abs(world.now() - right()));
    lastTick = newest;
    tickedAt = at;
  }
  longest = Math.max(longest, at - tickedAt);
  if (at < jumpsAt) continue;
  moved = Math.round((JUMPS[Math.floor(random() * JUMPS.length)] ?? JUMPS[0])?.() ?? 0);
  jumps += 1;
  jumpsAt = at + 1_000 + random() * 8_000;
}
const memoryMb = process.memoryUsage().rss / 1e6;
process.stdout.write(`${JSON.stringify({ jumps, longest, worst, memoryMb })}\n`);
await running.stop();
process.exit(0);
