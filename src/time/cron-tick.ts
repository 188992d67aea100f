import cron, { type Logger } from 'node-cron';

/** A running tick. `stop` waits for nothing: a tick that is under way ends by itself. */
export type Tick = { stop(): Promise<void> };

/**
 * Calls `act` every machine second. UTC, because a node-cron task in a zone with clock changes is silent for an hour in
 * autumn; `noOverlap`, because a slow tick must not overlap itself. A missed second costs nothing: ticks handle
 * windows, not seconds. https://github.com/node-cron/node-cron
 */
export function startCronTick(act: () => Promise<void>, failed: (error: unknown) => void): Tick {
  const task = cron.schedule(
    '* * * * * *',
    async () => {
      try {
        await act();
      } catch (error) {
        failed(error);
      }
    },
    { timezone: 'UTC', noOverlap: true, name: 'tick', logger: quietLogger(failed) },
  );
  return {
    async stop() {
      await task.destroy();
    },
  };
}

/** The library prints to the terminal otherwise. An overlap or a missed second is no news here; its errors are. */
function quietLogger(failed: (error: unknown) => void): Logger {
  const ignore = () => undefined;
  return { info: ignore, warn: ignore, debug: ignore, error: failed };
}
