import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startPostgres } from '../tests/build/postgres/start-postgres.ts';
import type { Figure, Measurement } from './figure.ts';
import type { FanOut } from './run-fan-out.ts';

const CHANNELS = 100_000;
/** So many go out to a Discord that sets no limit worth the name: what is left is what the program itself can do. */
const MESSAGES = 5_000;
const UNLIMITED = 100_000;
/** What Discord allows: to everybody, and as larger bots were granted on request. */
const LIMITS = [50, 500, 1_200] as const;
const RUN = fileURLToPath(new URL('./run-fan-out.ts', import.meta.url));

/**
 * One moment due in 100,000 channels at once, on both databases: the tick that writes it into the outbox, and how fast the
 * outbox and delivery can then go, on a real file and a real PostgreSQL on this machine. How long it takes to send under
 * Discord's limits is arithmetic from the two: the slower of limit and program.
 *
 * Misleading would be: a PostgreSQL on another machine, where each of the messages waits for the network some times over.
 */
export async function measureFanOut(): Promise<Measurement> {
  const server = await startPostgres();
  try {
    const sqlite = await runOnce('');
    const postgres = await runOnce(await server.makeDatabase());
    return {
      name: 'fan-out',
      title: `one moment due in ${CHANNELS.toLocaleString('en')} channels`,
      figures: [...figuresOf('SQLite', sqlite), ...figuresOf('PostgreSQL', postgres)],
      notes: [
        `What the program can do is measured with ${MESSAGES.toLocaleString('en')} messages to a Discord that answers at once.`,
        'The minutes are arithmetic: the slower of Discord’s limit and the program.',
      ],
    };
  } finally {
    await server.stop();
  }
}

async function runOnce(url: string): Promise<FanOut> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  const args = ['--expose-gc', RUN, folder, String(CHANNELS), url, String(MESSAGES), String(UNLIMITED)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FanOut;
}

function figuresOf(name: string, { tickMs, stallMs, beforeMb, mostMb, sentMs }: FanOut): Figure[] {
  const figure = (what: string, value: number, unit: Figure['unit']): Figure => ({
    ...{ what: `${name}: ${what}`, value, unit, goal: null },
  });
  const perSecond = (MESSAGES * 1_000) / sentMs;
  return [
    figure('tick that writes them into the outbox', tickMs, 'ms'),
    figure('written', (CHANNELS * 1_000) / tickMs, 'rows a second'),
    figure('longest stall meanwhile', stallMs, 'ms'),
    figure('memory before', beforeMb, 'MB'),
    figure('memory at most', mostMb, 'MB'),
    figure('messages the program can send', perSecond, 'messages a second'),
    ...LIMITS.map((limit) => figure(`all of it at ${limit} a second`, CHANNELS / Math.min(limit, perSecond), 's')),
  ];
}
