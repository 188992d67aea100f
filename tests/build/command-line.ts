import { type ChildProcess, spawn } from 'node:child_process';
import { builtProgram } from './built-program.ts';

/** How a command of the command line ended, and what it wrote. */
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** A command of the command line that runs. */
export type Line = {
  readonly ended: Promise<Ended>;
  readonly child: ChildProcess;
  /** What it has written to standard output. */
  out(): string;
  /** Resolves when its output holds this text; rejects, with what it said, when it ends before. */
  says(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
};

/** Runs the command line as its users do, as it is shipped unless another entry is named, with this environment alone. */
export function startLine(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  entry = builtProgram(),
): Line {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  let [out, err] = ['', ''];
  let look: () => void = () => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    look();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return {
    ended,
    child,
    out: () => out,
    says: (text) =>
      new Promise<void>((resolve, reject) => {
        look = () => out.includes(text) && resolve();
        look();
        void ended.then(() => reject(new Error(`It ended before it said "${text}":\n${out}${err}`)));
      }),
    signal: (signal) => void child.kill(signal),
  };
}
