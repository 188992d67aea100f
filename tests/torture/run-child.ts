import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ChildOptions } from './child.ts';

const SCRIPT = fileURLToPath(new URL('./child.ts', import.meta.url));

/** The program as a process. */
export type Child = {
  /** Resolves when it says that it runs; rejects, with what it said, when it ends before. */
  readonly running: Promise<void>;
  /** Resolves when it has ended: true for a kill -9, by whomever. */
  readonly ended: Promise<{ readonly killed: boolean; readonly code: number | null }>;
  /** What it logged and wrote to standard error, line by line. */
  readonly said: readonly string[];
  /** Kills it as kill -9 does. */
  kill(): void;
  /** Makes it stand still, as a machine that swaps does, until it is let go on. */
  stall(on: boolean): void;
  /** Asks it to stop, as a supervisor does, and resolves with its exit code. */
  stop(): Promise<number | null>;
};

/** Starts one with these options and these variables, and nothing else of the environment but the path. */
export function runChild(options: ChildOptions, env: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(options)], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: 'node_modules/.cache/compiled',
      LOG_LEVEL: 'info',
      ...env,
    },
    // Its input ends when this process does, and with it the child.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const up = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      if (line.includes('Datewatch is running.')) up.resolve();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => {
    up.reject(new Error(`The program ended with ${code ?? signal} before it ran:\n${said.join('\n')}`));
    return { killed: signal === 'SIGKILL', code: code as number | null };
  });
  // Whoever kills a child early does not wait for it to run.
  up.promise.catch(() => undefined);
  return {
    running: up.promise,
    ended,
    said,
    kill: () => void child.kill('SIGKILL'),
    stall: (on) => void child.kill(on ? 'SIGSTOP' : 'SIGCONT'),
    async stop() {
      child.kill('SIGTERM');
      return (await ended).code;
    },
  };
}
