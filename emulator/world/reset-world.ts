import type { Core } from '../core.ts';
import type { World } from './world.ts';

/** Maps and values of a world as they are now, to be put back: nothing in it is shared with the world. */
export function rememberWorld(world: World): World {
  return structuredClone(world);
}

/**
 * Empties the emulator to the world that it began with: messages, commands, memberships and everything that was counted
 * or remembered since. Its address, token and ids stay; those who look at it see the world anew.
 */
export function resetWorld(core: Core, first: World): void {
  const fresh = structuredClone(first);
  refill(core.world.users, fresh.users);
  refill(core.world.guilds, fresh.guilds);
  refill(core.world.channels, fresh.channels);
  refill(core.world.messages, fresh.messages);
  refill(core.world.commands, fresh.commands);
  for (const memory of [core.interactions, core.oldEdits, core.publications]) memory.clear();
  core.nonces.clear();
  core.restartIds();
  core.violations.length = 0;
  core.signals.emit('world', undefined);
}

function refill<K, V>(map: Map<K, V>, values: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of values) map.set(key, value);
}
