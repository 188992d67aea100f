import type { Emulator } from '../../../emulator/emulator.ts';
import type { WorldSeed } from '../../../emulator/world/world.ts';
import type { Config } from '../../config/config.ts';
import { ofGuild } from '../../model/subscription.ts';

/** The server of the demo: who and what is in it, and what Datewatch is set to do there. */

const GUILD = '1428000000000000001';
/** Where reminders, notices and the weekly digest are posted. */
export const CHANNEL = '1428000000000000011';
/** Where the board is. */
export const BOARD = '1428000000000000012';
const ROLE = '1428000000000000021';
const MONDAY = 1;

/** The clock of the server. */
export const CLOCK = { zone: 'America/New_York', postingTime: '09:00' } as const;

/** One server with two people: Mira owns it and may set things up, Tom is a member like any other. */
export const SEED: WorldSeed = {
  applicationId: '1428000000000000002',
  botName: 'Datewatch',
  guilds: [
    {
      id: GUILD,
      name: 'Harbour Desk',
      roles: [{ id: ROLE, name: 'trade-alerts', mentionable: true }],
      channels: [
        { id: CHANNEL, name: 'trade-dates' },
        { id: BOARD, name: 'what-is-ahead' },
        { id: '1428000000000000013', name: 'general' },
      ],
      members: [
        { id: '1428000000000000031', username: 'Mira', owner: true },
        { id: '1428000000000000032', username: 'Tom', roles: ['trade-alerts'] },
      ],
    },
  ],
};

/** The settings of the demo, by those of the person who runs it. */
export function demoConfig(
  own: Config,
  place: { readonly dataFolder: string; readonly stateFolder: string; readonly start: number; readonly speed: number },
  { apiUrl }: Pick<Emulator, 'apiUrl'>,
): Config {
  const { dataFolder, stateFolder, start, speed } = place;
  return {
    ...own,
    ...{ apiUrl, dataFolder, stateFolder },
    apiIsLocal: true,
    database: null,
    simulated: { start, speed },
    defaults: { ...own.defaults, ...CLOCK },
    // The stand-in of the demo sets no limit, so that a month is played again in seconds.
    requestsPerSecond: REQUESTS_PER_SECOND,
    guilds: [],
    onlyServers: null,
    // Their channel is one of the real Discord: the emulator has none of that id.
    maintainers: null,
    subscriptions: [
      {
        owner: ofGuild(GUILD),
        channel: CHANNEL,
        filter: { topics: null, kinds: null },
        leads: null,
        role: ROLE,
        pingFor: ['confirmed'],
        madeBy: 'settings',
        paused: null,
      },
    ],
    recurring: [
      { guild: GUILD, channel: BOARD, kind: 'board', time: null, weekday: null, paused: null },
      { guild: GUILD, channel: CHANNEL, kind: 'weekly', time: null, weekday: MONDAY, paused: null },
    ],
  };
}

const REQUESTS_PER_SECOND = 500;
