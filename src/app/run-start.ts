import { realMachine } from '../time/real-machine.ts';
import { realWorld } from '../time/real-world.ts';
import { simulatedWorld } from '../time/simulated-world.ts';
import { openLog } from './open-log.ts';
import { requireConfig } from './require-config.ts';
import type { Rim } from './rim.ts';
import { startDatewatch } from './start-datewatch.ts';

/** `datewatch start` and `datewatch demo`: runs until it is told to stop. Exit code 1 when it cannot go on. */
export async function runStart(rim: Rim, options: { demo: boolean; replay: boolean }): Promise<number> {
  const machine = realMachine();
  const config = await requireConfig(rim, options.demo ? 'no token' : 'token');
  if (options.demo || config.token === null) {
    // The terminal belongs to the messages; only trouble is logged beside them.
    const level = config.logLevel === 'info' ? 'warn' : config.logLevel;
    // The emulator and its schemas are the demo's alone: a real start is not to wait for them.
    const { runDemo } = await import('./demo/run-demo.ts');
    const demo = await runDemo({ config, machine, log: openLog(level, 2), write: rim.out });
    const why = await Promise.race([rim.stopSignal.then(() => null), demo.running.broken]);
    await demo.stop();
    return why === null ? 0 : 1;
  }
  const { token, simulated } = config;
  const world = simulated === null ? realWorld(machine) : simulatedWorld(machine, simulated.start, simulated.speed);
  const log = openLog(config.logLevel, 1);
  const running = await startDatewatch({ config, token, world, machine, log, replay: options.replay, until: null });
  const why = await Promise.race([rim.stopSignal.then(() => null), running.broken]);
  if (why !== null) rim.err(`${why}\n`);
  await running.stop();
  log.info('Datewatch has stopped.');
  return why === null ? 0 : 1;
}
