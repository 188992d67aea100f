import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, HttpSettings } from '../../config/config.ts';
import { secretsOfAddress } from '../../config/read-database.ts';
import type { ConfigFiles } from '../../config/read-variables.ts';
import type { Log } from '../../model/log.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import { type Machine, realMachine, settlesWithin } from '../../time/machine.ts';
import { realWorld } from '../../time/real-world.ts';
import { simulatedWorld } from '../../time/world.ts';
import type { DemoChoice } from '../demo/run-demo.ts';
import type { RunEnd } from './keep-trying.ts';
import type { Http, TokenIntake } from './open-http.ts';
import { openLog } from './open-log.ts';
import { type Running, startDatewatch } from './start-datewatch.ts';
import { explainFailure, type Io, requireConfig, StartError } from './start-error.ts';

/**
 * How long a stop may take: a part that hangs must not keep the process alive without its work, in its supervisor's
 * way.
 */
const STOP_MS = 5_000;
const STUCK = `${alarmText('stuck', { seconds: STOP_MS / 1_000 })}\n`;

type StartOptions = {
  readonly demo: boolean;
  readonly replay: boolean;
  /** The folder that came with the program, whose `data/` a demo shows where there is none. */
  readonly shipped: string;
  /** Where it cannot run it stays up and tries again, sooner when one of these changes; left out, it ends. */
  readonly keepTrying?: ConfigFiles;
  /** The form of the log; `null` or left out: text on a terminal. */
  readonly logFormat?: Config['logFormat'];
  /** Where its pages are served; `null` or left out: nowhere. */
  readonly http?: HttpSettings | null;
  /** Whether a token may be pasted into the set-up page: the environment names none. */
  readonly asksToken?: boolean;
  /** How a demo plays. */
  readonly play?: DemoChoice;
};

/** `datewatch start` and `datewatch demo`: runs until it is asked to stop. Exit code 1 when it cannot go on. */
export async function runStart(io: Io, options: StartOptions): Promise<number> {
  const own = realMachine();
  const log = openLog(
    'info',
    1,
    secretsOf({ token: null, http: options.http ?? null, database: null }),
    options.logFormat ?? null,
  );
  const isAsking = options.asksToken === true && options.keepTrying !== undefined && !options.demo;
  const intake = isAsking ? tokenIntake(io, own, log) : null;
  const http = options.http == null ? null : (await import('./open-http.ts')).openHttp(options.http, own, log, intake);
  const run = async (): Promise<RunEnd> => {
    await http?.open();
    try {
      return await runOnce(io, { ...options, http, isAsking: isAsking && http !== null }, own);
    } finally {
      http?.ended();
    }
  };
  try {
    if (options.keepTrying === undefined) return endOf(io, await run());
    const { keepTrying } = await import('./keep-trying.ts');
    return await keepTrying(io, {
      ...{ files: options.keepTrying, machine: own, log, random: Math.random, run },
      waits: (waiting) => http?.waits(waiting),
    });
  } finally {
    await http?.close();
  }
}

/** Takes a token that is pasted into the set-up page. */
function tokenIntake(io: Io, machine: Machine, log: Log): TokenIntake {
  return {
    async missing(isRefused) {
      const read = await io.config('no token');
      if ('problems' in read) return null;
      return read.config.token === null || isRefused ? read.config.stateFolder : null;
    },
    take: async (token) => (await import('./take-token.ts')).takeToken(token, { io, machine, log }),
  };
}

/** The texts that the log must never hold. */
function secretsOf({ token, http, database }: Pick<Config, 'token' | 'http' | 'database'>): string[] {
  return [
    ...[token, http?.password ?? null].flatMap((secret) => secret?.reveal() ?? []),
    ...(database === null ? [] : secretsOfAddress(database.reveal())),
  ];
}

/** The exit code of a run that is not begun again. */
function endOf(io: Io, end: RunEnd): number {
  if (end.kind === 'stopped') return end.code;
  io.err(`${explainFailure(end.error)}\n`);
  return 1;
}

/** Of a demo in a folder without lists, as after `npx datewatch`. */
const NO_LIST = (folder: string): string =>
  `There is no folder ${folder}: the demo shows the lists that come with it. \`datewatch init\` makes copies to edit.`;

/** One run. Throws where it cannot begin. */
async function runOnce(
  io: Io,
  options: Pick<StartOptions, 'demo' | 'replay' | 'shipped' | 'play'> & {
    readonly http: Http | null;
    /** Whether a missing token is asked for on the set-up page. */
    readonly isAsking: boolean;
  },
  own: Machine,
): Promise<RunEnd> {
  const config = await requireConfig(io, options.demo || options.isAsking ? 'no token' : 'token');
  if (options.isAsking && config.token === null)
    throw new StartError(`There is no token yet. Open ${options.http?.address()} in a browser and paste it there.`);
  if (options.demo || config.token === null) {
    // The terminal belongs to the messages; only trouble is logged beside them.
    const level = config.logLevel === 'info' ? 'warn' : config.logLevel;
    // The emulator and its schemas belong to the demo alone: a real start must not wait for them.
    const { runDemo } = await import('../demo/run-demo.ts');
    const isListHere = existsSync(config.dataFolder);
    if (!isListHere && options.play?.lists === undefined) io.out(`${NO_LIST(config.dataFolder)}\n`);
    const demo = await runDemo({
      ...(options.play === undefined ? {} : { choice: options.play }),
      config: isListHere ? config : { ...config, dataFolder: join(options.shipped, 'data') },
      machine: own,
      log: openLog(level, 2, [], config.logFormat),
      write: io.out,
    });
    return awaitEnd(io, own, { broken: demo.broken, stop: demo.stop });
  }
  const { token, simulated } = config;
  const world = simulated === null ? realWorld(own) : simulatedWorld(own, simulated.start, simulated.speed);
  // Leases, backoff and the age of nonces outlive a clock that is set, and a new start of the program.
  const machine = world.kind === 'real' ? { ...own, now: world.now } : own;
  const log = openLog(config.logLevel, 1, secretsOf(config), config.logFormat);
  const starting = startDatewatch({
    ...{ config, token, world, machine, log, replay: options.replay, until: null },
    ...(options.http === null ? {} : { observer: options.http.observer }),
  });
  const stopRequested = await Promise.race([starting.then(() => false), io.stopSignal.then(() => true)]);
  if (stopRequested && !(await settlesWithin(starting, STOP_MS, machine))) {
    io.err(STUCK);
    return { kind: 'stopped', code: 1 };
  }
  const end = await awaitEnd(io, machine, await starting);
  log.info(end.kind === 'stopped' ? { code: end.code } : {}, 'Datewatch ends.');
  return end;
}

/**
 * Waits until the program is asked to stop or cannot go on, and stops it. Returns within five seconds of that, whatever
 * hangs; the exit code is 0 only for a stop that was asked for and completed.
 */
export async function awaitEnd(
  io: Pick<Io, 'err' | 'stopSignal'>,
  machine: Machine,
  running: Pick<Running, 'broken' | 'stop'>,
): Promise<RunEnd> {
  const error = await Promise.race([io.stopSignal.then(() => null), running.broken]);
  const hasStopped = await settlesWithin(running.stop(), STOP_MS, machine);
  if (!hasStopped) {
    if (error !== null) io.err(`${explainFailure(error)}\n`);
    io.err(STUCK);
    // Its parts still run: only the end of the process ends them.
    return { kind: 'stopped', code: 1 };
  }
  return error === null ? { kind: 'stopped', code: 0 } : { kind: 'broken', error };
}
