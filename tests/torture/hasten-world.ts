import type { Machine } from '../../src/time/machine.ts';
import { type RealWorld, realWorld } from '../../src/time/real-world.ts';
import type { World } from '../../src/time/world.ts';
import { machineOf, type WorldLine, worldOf } from './world-clock.ts';

/**
 * A real world, which follows Discord's clock as the shipped program's does, but at the speed of the line: to it both
 * clocks of the machine run so fast. Machine time is world time brought back to its own speed, as the program's is world
 * time; sleeps and the rising clock stay as they are. Where Discord's date is not heard, the machine's clock is believed.
 */
export function hastenWorld(
  line: WorldLine,
  machine: Machine,
  { isHeard }: { readonly isHeard: boolean },
): { readonly world: World | RealWorld; readonly machine: Machine } {
  const rising = (ms: number): number => ms * line.speed;
  const wall = (): number => worldOf(line, machine.now());
  const own = realWorld({ now: wall, monotonic: () => rising(machine.monotonic()) });
  const heard: RealWorld = {
    ...own,
    hear: ({ discordNow, asked, came }) => own.hear({ discordNow, asked: rising(asked), came: rising(came) }),
  };
  const world = isHeard ? heard : { kind: 'real' as const, now: wall };
  return { world, machine: { ...machine, now: () => Math.round(machineOf(line, world.now())) } };
}
