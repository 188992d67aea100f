import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

/** How a program of this machine is run: its file, and all of its environment. */
export type ProgramRun = { readonly entry: string; readonly env: Readonly<Record<string, string>> };

/** A limit on a signal is no measurement: a machine that builds images or runs tests may be busy. */
const WITHIN_MS = 120_000;

/** Runs one of the program's commands to its end. Rejects when it does not end with 0. */
export async function runCommand({ entry, env }: ProgramRun, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [entry, ...args], { env, timeout: WITHIN_MS });
  return stdout;
}

/**
 * Starts the bot and waits until it says that it runs. `stop` asks it to end and resolves with its exit code; `out` is
 * what it has written. Rejects, with what it has written, when it ends or two minutes pass before that.
 */
export async function startBot({ entry, env }: ProgramRun): Promise<{ out(): string; stop(): Promise<number | null> }> {
  const program = spawn(process.execPath, [entry, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(program, 'close').then(([code]) => code as number | null);
  let written = '';
  const runs = new Promise<boolean>((resolve) => {
    const listen = (part: Buffer): void => {
      written += part.toString();
      if (written.includes('Datewatch is running.')) resolve(true);
    };
    program.stdout.on('data', listen);
    program.stderr.on('data', listen);
  });
  const timer = setTimeout(() => program.kill('SIGKILL'), WITHIN_MS);
  const isRunning = await Promise.race([runs, ended.then(() => false)]);
  clearTimeout(timer);
  if (!isRunning) throw new Error(`${entry} start did not come to run:\n${written}`);
  return {
    out: () => written,
    stop() {
      program.kill('SIGTERM');
      return ended;
    },
  };
}
