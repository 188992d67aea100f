import type { Roster } from '../../engine/roster.ts';
import type { Registry } from '../../outbox/registry.ts';

/**
 * The registry for handlers of commands: reads come from the roster's memory, renewed when the registry has changed, so
 * that an answer to one server does not read the rows of all servers from disk. Writes go to the registry itself.
 */
export function readFromMemory(registry: Registry, roster: () => Roster | null): Registry {
  const fresh = async (): Promise<Roster | null> => {
    const current = roster();
    await current?.refresh();
    return current;
  };
  return {
    ...registry,
    subscriptions: async () => (await fresh())?.all() ?? registry.subscriptions(),
    subscription: async (channel) => {
      const current = await fresh();
      return current === null ? registry.subscription(channel) : current.find(channel);
    },
    guildSettings: async () => (await fresh())?.guilds() ?? registry.guildSettings(),
  };
}
