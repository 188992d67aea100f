import type { Log } from '../../model/log.ts';

/** Where the library's own code stands in a trace of calls, on every system; in the bundle it is a part of this name. */
const IN_LIBRARY = /[\\/]@discordjs[\\/]ws[\\/]|[\\/]discordjs-ws\.js/;

/**
 * Whether an error that nobody awaited is the library's own: a shard that waited for its turn to identify wakes up when its
 * connection has been replaced meanwhile, and writes into the new one before it is open. The new connection goes on by
 * itself, so the process need not end for it. (@discordjs/ws 1.2.3 calls `onMessage` without awaiting it.)
 */
export function isForgivable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isSocket =
    /^WebSocket is not open: readyState \d/.test(error.message) || /wasn't connected/.test(error.message);
  return isSocket && IN_LIBRARY.test(error.stack ?? '');
}

/**
 * Keeps such an error from ending the process until the returned function is called. Any other rejection that nobody
 * awaited ends it as before: thrown from here it is an uncaught exception.
 * https://nodejs.org/api/process.html#event-unhandledrejection
 */
export function forgiveGateway(log: Pick<Log, 'warn'>): () => void {
  const heed = (error: unknown): void => {
    if (!isForgivable(error)) throw error;
    log.warn(
      { why: error instanceof Error ? error.message : 'unknown' },
      'A gateway connection was replaced in mid-step.',
    );
  };
  process.on('unhandledRejection', heed);
  return () => {
    process.off('unhandledRejection', heed);
  };
}
