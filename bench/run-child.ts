import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { realMachine } from '../src/time/machine.ts';

/** A program in a process of its own. */
export type Child = {
  /** From the start of the process until it said its word, in ms. */
  readonly saidAfterMs: number;
  /** Memory in use (RSS) now, in MB of 10^6 bytes; `null` where this system does not tell (it is read from /proc). */
  memoryMb(): Promise<number | null>;
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 120_000;
const SOURCE = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** Those with which the image and `npm start` run it. */
export const NODE_OPTIONS: readonly string[] = ['--max-semi-space-size=2'];
const SHIFTED = fileURLToPath(new URL('./run-shifted.ts', import.meta.url));
const RIVALS = fileURLToPath(new URL('./rivals/', import.meta.url));

/**
 * The program itself: ready when its log says that it runs. `state` is a folder of its own, `program` a bundle's entry;
 * `null`, the default, runs the source.
 */
export function runDatewatch(options: {
  readonly apiUrl: string;
  readonly token: string;
  readonly state: string;
  readonly program?: string | null;
  readonly more?: Readonly<Record<string, string>>;
}): Promise<Child> {
  const { apiUrl, token, state, program, more = {} } = options;
  const env = { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DATEWATCH_STATE: state, ...more };
  return runChild([...NODE_OPTIONS, program ?? SOURCE, 'start'], env, 'Datewatch is running.');
}

/** A bare discord.js client of `rivals/`. */
export function runRival(
  name: 'idle-client' | 'ok-client' | 'send-due',
  options: { readonly apiUrl: string; readonly token: string; readonly more?: readonly string[] },
): Promise<Child> {
  return runChild([`${RIVALS}${name}.ts`, options.apiUrl, options.token, ...(options.more ?? [])], {}, 'ready');
}

/** The program over an existing state, in a world that runs so many ms beside the machine: see `run-shifted.ts`. */
export function runShifted(options: {
  readonly apiUrl: string;
  readonly token: string;
  readonly state: string;
  readonly data: string;
  readonly offsetMs: number;
}): Promise<Child> {
  const { apiUrl, token, state, data, offsetMs } = options;
  return runChild(
    [...NODE_OPTIONS, SHIFTED, apiUrl, token, state, data, String(offsetMs)],
    {},
    'Datewatch is running.',
  );
}

/** Starts Node with nothing in its environment but `env`, and waits until its output holds `word`. */
async function runChild(args: readonly string[], env: Readonly<Record<string, string>>, word: string): Promise<Child> {
  const machine = realMachine();
  const begun = machine.monotonic();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const timeout = AbortSignal.timeout(READY_WITHIN_MS);
  try {
    await waitForWord(child, word, timeout);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    saidAfterMs: machine.monotonic() - begun,
    memoryMb: () => readMemory(child.pid),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function waitForWord(child: ChildProcess, word: string, timeout: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (part: Buffer): void => {
      said += part.toString();
      if (said.includes(word)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`A process ended with ${code} before it said "${word}": ${said}`)));
    timeout.onabort = () => reject(new Error(`A process did not say "${word}" in time: ${said}`));
  });
}

async function readMemory(pid: number | undefined): Promise<number | null> {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(path, 'utf8'))?.[1];
  return kilobytes === undefined ? null : (Number(kilobytes) * 1_024) / 1e6;
}
