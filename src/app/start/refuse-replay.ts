import type { Config } from '../../config/config.ts';
import type { World } from '../../time/world.ts';
import { StartError } from './start-error.ts';

/** Product rule 12: a simulated world is refused with the real Discord, unless it is asked for by `--replay`. */
export function refuseReplayByAccident(config: Config, world: World, replay: boolean): void {
  if (world.kind === 'real' || config.apiIsLocal || replay) return;
  throw new StartError(
    'DATEWATCH_NOW asks for a simulated world, but this is the real Discord: people would take its reminders for real. Remove DATEWATCH_NOW, or start with --replay, which says "Replay" on every message and pings nobody.',
  );
}
