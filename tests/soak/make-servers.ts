import type { GuildSeed, WorldSeed } from '../../emulator/world/world.ts';

/** World time at which everything in the servers falls due. */
export const DUE_AT = Date.parse('2025-10-25T13:00:00Z');

const MANAGE_SERVER = 1n << 5n;
const CHANNELS_PER_SERVER = 50;
/** Servers in which people do things; the rest only get reminders. */
const BUSY_SERVERS = 3;

/** Servers whose members do things, and a servers of servers that get reminders; all of it Discord's. */
export type Servers = {
  readonly world: WorldSeed;
  /** The settings file that subscribes the servers, and one channel of each busy server. */
  readonly settings: string;
  readonly busy: readonly string[];
  readonly channels: readonly string[];
};

/** A servers of so many channels. The same number gives the same servers. */
export function makeServers(count: number): Servers {
  const busy = Array.from({ length: BUSY_SERVERS }, (_, index) => busyServer(index));
  const quiet = Array.from({ length: Math.ceil(count / CHANNELS_PER_SERVER) }, (_, index) =>
    quietServer(index, Math.min(CHANNELS_PER_SERVER, count - index * CHANNELS_PER_SERVER)),
  );
  const homes = quiet.flatMap(({ id = '', channels = [] }) =>
    channels.map((channel) => [id, channel.id ?? ''] as const),
  );
  const subscriptions = [...busy.map(({ id = '' }, index) => [id, `${busyChannel(index)}1`] as const), ...homes].map(
    ([server, channel]) => `  - { server: "${server}", channel: "${channel}", leads: [at, 1d] }\n`,
  );
  return {
    world: { guilds: [...busy, ...quiet] },
    settings: `zone: America/New_York\nsubscriptions:\n${subscriptions.join('')}`,
    busy: busy.map(({ id = '' }) => id),
    channels: homes.map(([, channel]) => channel),
  };
}

function busyChannel(server: number): string {
  return `14280000000000010${server}`;
}

/** Every kind of channel, managers by role and by ownership, plain members, and roles of both kinds. */
function busyServer(index: number): GuildSeed {
  const id = `14280000000000000${index}0`;
  const channel = (at: number) => `${busyChannel(index)}${at}`;
  const member = (at: number) => `14280000000000020${index}${at}`;
  return {
    id,
    name: `Busy ${index}`,
    roles: [
      { id: `14280000000000030${index}1`, name: 'managers', permissions: MANAGE_SERVER },
      { id: `14280000000000030${index}2`, name: 'readers', mentionable: true },
      { id: `14280000000000030${index}3`, name: 'quiet' },
    ],
    channels: [
      { id: channel(1), name: 'dates' },
      { id: channel(2), name: 'general' },
      { id: channel(3), name: 'news', type: 5 },
      { id: channel(4), name: 'talk', type: 2 },
      { id: channel(5), name: 'threads', type: 15 },
      { id: channel(6), name: 'aside', type: 11, parent: 'general' },
      { id: channel(7), name: 'other' },
    ],
    members: [
      { id: member(1), username: `owner-${index}`, owner: true },
      { id: member(2), username: `manager-${index}`, roles: ['managers'] },
      { id: member(3), username: `reader-${index}`, roles: ['readers'] },
      { id: member(4), username: `plain-${index}` },
    ],
  };
}

function quietServer(index: number, channels: number): GuildSeed {
  const number = String(index).padStart(6, '0');
  return {
    id: `142900000000${number}`,
    name: `Quiet ${index}`,
    channels: Array.from({ length: channels }, (_, at) => ({
      id: `1430000000${number}${String(at).padStart(2, '0')}`,
      name: `dates-${at}`,
    })),
    members: [{ id: `143100000000${number}`, username: `neighbour-${index}`, owner: true }],
  };
}

/** A list beside that of autumn 2025: two things that fall due together, and many that people ask about. */
export function serversList(): string {
  const event = (id: string, date: string, topic: string) => `  - id: ${id}
    title: Made-up filing ${id}
    kind: filing
    certainty: confirmed
    topics: [${topic}]
    claims: [{ source: made, published: 2025-10-19, date: { ${date} }, says: so }]
    lastVerified: 2025-10-24
`;
  const many = Array.from({ length: 120 }, (_, index) => {
    const day = new Date(DUE_AT + (index - 30) * 43_200_000).toISOString().slice(0, 16);
    return index % 3 === 0
      ? event(`made-${index}`, `on: ${day.slice(0, 10)}`, 'harbour')
      : event(`made-${index}`, `closes: ${day}`, index % 2 === 0 ? 'fish' : 'ships');
  });
  return [
    'covers: made up for a long run\nzone: UTC\nsources:\n  made: { name: Made-up source }\nevents:\n',
    event('burst-1', 'closes: 2025-10-25T13:00', 'ships'),
    event('burst-2', 'closes: 2025-10-25T13:00', 'fish'),
    ...many,
  ].join('');
}
