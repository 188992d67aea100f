import { type Fleet, type Member, openFleet } from '../tests/build/postgres/run-fleet.ts';
import { startPostgres } from '../tests/build/postgres/start-postgres.ts';
import type { Figure, Measurement } from './figure.ts';
import { takeMedian, takePercentile } from './take-percentile.ts';

const PROCESSES = 3;
const SHARDS = 16;
const KILLS = 10;
const PATIENCE_MS = 120_000;

/** One process killed: how long its shards had nobody, and how the commands fared that were sent at that moment. */
type Takeover = { readonly resumedMs: number; readonly answeredMs: readonly number[]; readonly refused: number };

/**
 * Three real processes over one PostgreSQL and sixteen shards, one of which is killed again and again, at the moment at which a
 * command is sent in a server of each of its shards. Measured from the signal until Discord has seen the last of its shards
 * resume, and until each command has its first answer. Discord itself waits three seconds for one: what comes later is seen
 * by nobody, and here counted as it is.
 *
 * Misleading would be: a process that is stopped properly, whose shards are free at once.
 */
export async function measureTakeover(): Promise<Measurement> {
  const server = await startPostgres();
  const fleet = await openFleet(await server.makeDatabase(), SHARDS, { interactionDeadlineMs: PATIENCE_MS });
  try {
    let members = Array.from({ length: PROCESSES }, fleet.start);
    await fleet.settled(members);
    const takeovers: Takeover[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const [killed, ...others] = members;
      if (killed === undefined) break;
      takeovers.push(await killOne(fleet, killed));
      await fleet.settled(others);
      members = [...others, fleet.start()];
      await fleet.settled(members);
    }
    return describe(takeovers);
  } finally {
    await fleet.close();
    await server.stop();
  }
}

async function killOne({ emulator, channels }: Fleet, killed: Member): Promise<Takeover> {
  const orphans = killed.shards();
  const refusals = () => emulator.requests.filter(({ route, status }) => route.endsWith('/callback') && status >= 400);
  const before = refusals().length;
  let resumed = 0;
  const stop = emulator.on('resumed', () => {
    resumed += 1;
  });
  killed.line.signal('SIGKILL');
  const from = performance.now();
  const asked = orphans.map((shard) => emulator.interact.command({ name: 'help', channelId: channels[shard] ?? '' }));
  await emulator.until('all shards', () => resumed >= orphans.length, PATIENCE_MS);
  const resumedMs = performance.now() - from;
  stop();
  const answeredMs = (await Promise.all(asked)).map(({ acknowledgedAfterMs }) => acknowledgedAfterMs);
  return { resumedMs, answeredMs, refused: refusals().length - before };
}

function describe(takeovers: readonly Takeover[]): Measurement {
  const resumed = takeovers.map(({ resumedMs }) => resumedMs);
  const answered = takeovers.flatMap(({ answeredMs }) => answeredMs);
  const ms = (what: string, value: number, goal: Figure['goal'] = null): Figure => ({ what, value, unit: 'ms', goal });
  return {
    name: 'takeover',
    title: `one of ${PROCESSES} processes killed, ${takeovers.length} times, with ${SHARDS} shards`,
    figures: [
      ms('until all its shards are resumed, median', takeMedian(resumed)),
      ms('the longest', takePercentile(resumed, 1), { is: 'below', bound: 5_000 }),
      ms('until a command sent at that moment is answered, median', takeMedian(answered)),
      ms('the longest', takePercentile(answered, 1)),
      {
        what: 'answers that Discord refused because there was one',
        value: takeovers.reduce((sum, { refused }) => sum + refused, 0),
        unit: 'requests',
        goal: { is: 'at most', bound: 0 },
      },
    ],
    notes: [`${answered.length} commands were sent at the very moment of a kill, and all were answered once.`],
  };
}
