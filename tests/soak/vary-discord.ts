import type { Emulator } from '../../emulator/emulator.ts';
import type { Random } from '../torture/seeded-random.ts';
import type { Servers } from './make-servers.ts';

/** Permissions that the bot may lose in a channel: to see it, to write, to show cards, to read, to pin. */
const LOST = [1n << 10n, 1n << 11n, 1n << 14n, 1n << 16n, 0n];
const PIN_MESSAGES = 1n << 51n;

/** What others change meanwhile in the busy servers: what the bot may do in a channel, who takes direct messages. */
export function vary(emulator: Emulator, servers: Servers, random: Random): void {
  const { world, change } = emulator;
  const guildId = random.pick(servers.busy);
  const channels = [...world.channels.values()].filter((channel) => channel.guildId === guildId);
  change.setBotOverwrite(random.pick(channels).id, {
    deny: random.pick(LOST),
    ...(random.chance(0.3) ? { allow: PIN_MESSAGES } : {}),
  });
  const members = [...(world.guilds.get(guildId)?.members.keys() ?? [])].filter((id) => id !== world.botId);
  change.closeDms(random.pick(members), random.chance(0.3));
}
