import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A script as a process of its own, read line by line. */
export function startChild(script: URL, folder: string, ...more: readonly string[]) {
  const path = fileURLToPath(script);
  const child = spawn(process.execPath, [path, folder, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let heard = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    heard.resolve();
    heard = Promise.withResolvers();
  });
  const ended = once(child, 'close');
  return {
    lines,
    /** Resolves once the child has said that many lines; rejects when it ends before. */
    async said(count: number): Promise<void> {
      const early = ended.then(([code]) => {
        throw new Error(`${path} ended with ${code} after ${lines.length} lines.`);
      });
      while (lines.length < count) await Promise.race([heard.promise, early]);
      early.catch(() => {});
    },
    /** Resolves with what a line that begins so says after that. */
    async line(beginning: string): Promise<string> {
      const find = () => lines.find((line) => line.startsWith(beginning));
      const early = ended.then(() => {
        if (find() === undefined)
          throw new Error(`${path} never said "${beginning}", but: ${lines.slice(-5).join(' ')}`);
      });
      while (find() === undefined) await Promise.race([heard.promise, early]);
      early.catch(() => {});
      return (find() ?? '').slice(beginning.length);
    },
    /** Kills it as kill -9 does and resolves when all it said is read. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
