import type { DiscordLine } from './open-line.ts';

/** Half a request more than one may take: time to stand in the library's queue behind another of the same channel. */
const DEADLINE_FACTOR = 1.5;

/** Runs a request that is aborted when it has not ended, queue and body included, by the line's deadline. */
export async function withDeadline<T>(line: DiscordLine, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const overall = new AbortController();
  const done = new AbortController();
  void line.machine.sleep(line.timeoutMs * DEADLINE_FACTOR, done.signal).then(() => overall.abort());
  try {
    return await run(overall.signal);
  } finally {
    done.abort();
  }
}
