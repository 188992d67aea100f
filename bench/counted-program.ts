import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RunReport } from './count-runs.ts';

const PROGRAM = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const COUNTER = new URL('./count-runs.ts', import.meta.url).href;
/** Reminders fall due on full minutes, and a busy machine takes its time. */
const WITHIN_MS = 180_000;

/** The program from source in a process of its own, whose files are counted as they run. */
export type CountedProgram = {
  /** Resolves when so many more lines of its log hold this. */
  says(word: string, times?: number): Promise<void>;
  report(): Promise<RunReport>;
  stop(): Promise<void>;
};

/** Starts it with nothing in its environment but `env`. */
export function runCounted(env: Readonly<Record<string, string>>): CountedProgram {
  const child = spawn(process.execPath, ['--import', COUNTER, PROGRAM, 'start'], {
    env: { ...env, LOG_LEVEL: 'debug' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  return {
    says: (word, times = 1) => waitForLines(child, word, times),
    async report() {
      const answer = once(child, 'message');
      child.send('report');
      const [report] = await answer;
      return report as RunReport;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function waitForLines(child: ChildProcess, word: string, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let line = '';
    let missing = times;
    const end = (act: () => void): void => {
      child.stdout?.off('data', listen);
      child.off('exit', gone);
      timeout.onabort = null;
      act();
    };
    const listen = (part: Buffer): void => {
      const lines = `${line}${part.toString()}`.split('\n');
      line = lines.pop() ?? '';
      missing -= lines.filter((one) => one.includes(word)).length;
      if (missing <= 0) end(resolve);
    };
    const gone = (code: number | null): void =>
      end(() => reject(new Error(`The program ended with ${code} before it said "${word}".`)));
    const timeout = AbortSignal.timeout(WITHIN_MS);
    timeout.onabort = () => end(() => reject(new Error(`The program did not say "${word}" in time.`)));
    child.stdout?.on('data', listen);
    child.once('exit', gone);
  });
}
