// Run by tests as a process of its own: the real program by its real pieces, and a way to die at a checkpoint.
import { randomUUID } from 'node:crypto';
import { moveDate } from '../../bench/move-date.ts';
import type { Sender } from '../../src/deliver/sender.ts';
import type { Checkpoint } from '../../src/outbox/checkpoint.ts';
import { aheadAt, type ClockTurn, type WorldLine, worldOf } from './world-clock.ts';

/** What a child is told in its first argument, as JSON. Folders, token and addresses come by the environment. */
export type ChildOptions = {
  readonly line: WorldLine;
  /** Dies, as by kill -9, when it reaches this point for the nth time at or after that world instant. */
  readonly dieAt?: { readonly point: Checkpoint; readonly nth: number; readonly from: number };
  /** Stands still, as by SIGSTOP, at its first send: before it looks whether that is still its own, or right after. */
  readonly standAt?: 'before look' | 'after look';
  /** The control: every attempt gets a nonce of its own, so that Discord cannot know a repeat. */
  readonly nonce?: 'off';
  /** The control: a request is made whether or not the post is still this process's. */
  readonly fence?: 'off';
  /** The machine's clock as it goes in this life, beside a Discord whose date is right. Left out, the world is simulated. */
  readonly turns?: readonly ClockTurn[];
  /** The control: what Discord says of the time is not heard. */
  readonly date?: 'off';
};

const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;
const { line, turns } = options;
if (turns !== undefined) moveDate(() => aheadAt(turns, performance.now()));

// What reads a clock is loaded once that can be moved.
const { openLog } = await import('../../src/app/start/open-log.ts');
const { startDatewatch } = await import('../../src/app/start/start-datewatch.ts');
const { processEnvironment } = await import('../../src/config/environment.ts');
const { readConfig } = await import('../../src/config/read-config.ts');
const { realMachine } = await import('../../src/time/machine.ts');
const { hastenWorld } = await import('./hasten-world.ts');

const real = realMachine();
const { world, machine } =
  turns === undefined
    ? { world: { kind: 'simulated' as const, now: () => worldOf(line, real.now()) }, machine: real }
    : hastenWorld(line, real, { isHeard: options.date !== 'off' });
let reachedTimes = 0;
// Whoever started it has ended without stopping it, as a test that is given up does.
process.stdin.on('end', () => process.exit(1)).resume();

async function reached(point: Checkpoint): Promise<void> {
  if (point === 'before send' && options.standAt === 'before look') standStill();
  const { dieAt } = options;
  if (dieAt === undefined || point !== dieAt.point || world.now() < dieAt.from) return;
  reachedTimes += 1;
  if (reachedTimes < dieAt.nth) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal comes before anything else is done.
  await new Promise(() => undefined);
}

let hasStood = false;
function standStill(): void {
  if (hasStood) return;
  hasStood = true;
  process.kill(process.pid, 'SIGSTOP');
}

const standing = (own: Sender): Sender => ({
  ...own,
  send(order) {
    standStill();
    return own.send(options.fence === 'off' ? { ...order, mayLeave: () => true } : order);
  },
});

const withoutNonce = (own: Sender): Sender => ({
  ...own,
  send: (order) => own.send({ ...order, nonce: randomUUID().replaceAll('-', '').slice(0, 25) }),
});

const read = await readConfig(processEnvironment(), process.cwd());
if ('problems' in read || read.config.token === null) throw new Error(JSON.stringify(read));
const { config } = read;
// Before the start, which says that it runs before it returns.
const stop = new Promise<null>((resolve) => process.once('SIGTERM', () => resolve(null)));
const running = await startDatewatch({
  config,
  token: read.config.token,
  world,
  machine,
  log: openLog(config.logLevel, 1),
  replay: false,
  until: null,
  hooks: {
    reached,
    ...(options.nonce === 'off' ? { sender: withoutNonce } : {}),
    ...(options.standAt === 'after look' ? { sender: standing } : {}),
  },
});
const why = await Promise.race([stop, running.broken]);
await running.stop();
process.exit(why === null ? 0 : 1);
