import type { Emulator } from '../../../emulator/emulator.ts';
import { DEFAULT_BOT, PERMISSION } from '../../../emulator/world/compute-permissions.ts';
import type { WorldSeed } from '../../../emulator/world/world.ts';
import type { Config } from '../../config/config.ts';
import type { Instant, Zone } from '../../model/date.ts';
import { ofGuild } from '../../model/subscription.ts';

/** The server of the demo: who and what is in it, and what Datewatch is set to do there. */

const GUILD = '1428000000000000001';
/** Where reminders, notices and the weekly digest are posted. */
export const CHANNEL = '1428000000000000011';
/** Where the board is. */
export const BOARD = '1428000000000000012';
const ROLE = '1428000000000000021';
const MONDAY = 1;

/** When its reminders that are counted in days are posted. */
const POSTING_TIME = '09:00';

/** One server with two people: Mira owns it and may set things up, Tom is a member like any other. */
export const SEED: WorldSeed = {
  applicationId: '1428000000000000002',
  botName: 'Datewatch',
  guilds: [
    {
      id: GUILD,
      name: 'Harbour Desk',
      // With those that it asks for to show more: pictures, and a board that is pinned.
      botPermissions: DEFAULT_BOT | PERMISSION.attachFiles | PERMISSION.pinMessages,
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
  place: { readonly dataFolder: string; readonly stateFolder: string; readonly zone: Zone; readonly start: Instant },
  { apiUrl }: Pick<Emulator, 'apiUrl'>,
): Config {
  const { dataFolder, stateFolder, zone, start } = place;
  return {
    ...own,
    ...{ apiUrl, dataFolder, stateFolder },
    apiIsLocal: true,
    database: null,
    // Its speed is the person's, from one moment to the next.
    simulated: { start, speed: 1 },
    defaults: { ...own.defaults, zone, postingTime: POSTING_TIME },
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
