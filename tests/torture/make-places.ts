import type { WorldSeed } from '../../emulator/world/world.ts';
import { ZONES } from './made-events.ts';
import type { Random } from './seeded-random.ts';

/** A channel as the parent knows it. */
export type Channel = {
  readonly id: string;
  readonly guild: Guild;
  leads: string;
  /** Cannot be posted to, or waits for somebody to subscribe it again. */
  closed: boolean;
  /** Its subscription was made by a command, so that the settings file has no say. */
  byCommand: boolean;
};
export type Guild = { readonly id: string; readonly owner: string; zone: string; postingTime: string };

/** Neighbouring leads lie far enough apart for each to be announced between two faults. */
export const LEADS = ['3h 1h 20m', '2h 1h 30m at', '90m 45m at 0d', '1d 0d 1h', '2h 40m 1d'] as const;

/** Three servers of five channels, each server with a clock of its own. */
export function makePlaces(random: Random): { guilds: Guild[]; channels: Channel[] } {
  const guilds = [1, 2, 3].map((n) => ({
    id: `14280000000000000${n}0`,
    owner: `14280000000000000${n}9`,
    zone: random.pick(ZONES),
    postingTime: `0${6 + n}:30`,
  }));
  const channels = guilds.flatMap((guild) =>
    LEADS.map((leads, index) => {
      const id = `${guild.id.slice(0, -1)}${index + 1}`;
      return { id, guild, leads, closed: false, byCommand: false };
    }),
  );
  return { guilds, channels };
}

/** The same places for the emulator. */
export function worldOfPlaces(guilds: readonly Guild[], channels: readonly Channel[]): WorldSeed {
  return {
    guilds: guilds.map((guild) => ({
      id: guild.id,
      name: `Desk ${guild.id}`,
      channels: channels.filter((own) => own.guild === guild).map(({ id }) => ({ id, name: `dates-${id}` })),
      members: [{ id: guild.owner, username: `owner-${guild.id}`, owner: true }],
    })),
  };
}

/** The settings file that subscribes them all. */
export function settingsText(guilds: readonly Guild[], channels: readonly Channel[]): string {
  const servers = guilds.map(
    ({ id, zone, postingTime }) => `  "${id}": { zone: ${zone}, postingTime: ${postingTime} }\n`,
  );
  const subscriptions = channels.map(
    ({ id, guild, leads }) =>
      `  - { server: "${guild.id}", channel: "${id}", leads: [${leads.replaceAll(' ', ', ')}] }\n`,
  );
  return `zone: UTC\nservers:\n${servers.join('')}subscriptions:\n${subscriptions.join('')}`;
}
