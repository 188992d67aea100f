import type { DiscordLine } from './open-connection.ts';

/** Half a request more than one may take: time to stand in the library's queue behind another of the same channel. */
const DEADLINE_FACTOR = 1.5;

/** Runs requests that are aborted when they have not ended, queue and body included, after `ms`; default: the line's own. */
export async function withDeadline<T>(
  line: DiscordLine,
  run: (signal: AbortSignal) => Promise<T>,
  ms = line.timeoutMs * DEADLINE_FACTOR,
): Promise<T> {
  const overall = new AbortController();
  const done = new AbortController();
  void line.machine.sleep(ms, done.signal).then(() => overall.abort());
  try {
    return await run(overall.signal);
  } finally {
    done.abort();
  }
}
