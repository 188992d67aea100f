import type { Zone } from '../src/model/date.ts';
import type { EventList } from '../src/model/event.ts';
import { parseLead } from '../src/model/lead.ts';
import { type GuildSettings, ofGuild, type PersonSettings, type Subscription } from '../src/model/subscription.ts';
import { TOPICS } from './make-list.ts';
import { pickOne, seededRandom } from './seeded-random.ts';

/** Where people live: most of them in a few zones, as in the world. */
const MANY: readonly Zone[] = ['America/New_York', 'America/Los_Angeles', 'Europe/London', 'Asia/Shanghai'];
const SOME: readonly Zone[] = [
  ...['America/Chicago', 'America/Denver', 'America/Toronto', 'America/Sao_Paulo', 'America/Mexico_City'],
  ...['America/Bogota', 'America/Halifax', 'America/Vancouver', 'America/Anchorage', 'America/Santiago'],
  ...['Europe/Berlin', 'Europe/Paris', 'Europe/Madrid', 'Europe/Rome', 'Europe/Istanbul', 'Europe/Kyiv'],
  ...['Europe/Warsaw', 'Europe/Lisbon', 'Africa/Lagos', 'Africa/Cairo', 'Africa/Johannesburg', 'Africa/Nairobi'],
  ...['Asia/Dubai', 'Asia/Karachi', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Bangkok', 'Asia/Singapore'],
  ...['Asia/Seoul', 'Asia/Tokyo', 'Asia/Manila', 'Asia/Jakarta', 'Australia/Sydney', 'Australia/Adelaide'],
  ...['Pacific/Auckland', 'Pacific/Kiritimati'],
];
const POSTING_TIMES = ['09:00', '09:00', '08:00', '18:30'];
const OWN_LEADS = ['7d 1d 0d', '1d 1h', '14d 3d 0d 15m'].map((leads) =>
  leads.split(' ').flatMap((lead) => parseLead(lead) ?? []),
);
/** Channels that a server subscribes, on average. */
const CHANNELS_PER_GUILD = 2;

/** Subscriptions of many servers, with the servers' clocks. Seeded: the same count gives the same ones. */
export function madeSubscriptions(
  count: number,
  since: number,
): { subscriptions: Subscription[]; guilds: GuildSettings[] } {
  const random = seededRandom(count);
  const guilds = Array.from({ length: Math.ceil(count / CHANNELS_PER_GUILD) }, (_, index) => ({
    guild: `1428${String(index).padStart(14, '0')}`,
    zone: pickOne(random() < 0.5 ? MANY : SOME, random),
    postingTime: pickOne(POSTING_TIMES, random),
  }));
  const subscriptions = Array.from({ length: count }, (_, index): Subscription => {
    const topics = random() < 0.4 ? null : [...new Set([pickOne(TOPICS, random), pickOne(TOPICS, random)])];
    return {
      owner: ofGuild(guilds[Math.floor(index / CHANNELS_PER_GUILD)]?.guild ?? ''),
      channel: `1429${String(index).padStart(14, '0')}`,
      filter: { topics, kinds: null },
      leads: random() < 0.7 ? null : pickOne(OWN_LEADS, random),
      role: random() < 0.3 ? '1430000000000000001' : null,
      pingFor: ['confirmed'],
      since,
      madeBy: 'command',
      paused: null,
    };
  });
  return { subscriptions, guilds };
}

/** People with a reminder of one event each, in their own zones. Seeded like the rest. */
export function madePersonal(
  count: number,
  list: EventList,
  since: number,
): { subscriptions: Subscription[]; settings: PersonSettings[] } {
  const random = seededRandom(count + 1);
  const people = Array.from({ length: count }, (_, index) => `1432${String(index).padStart(14, '0')}`);
  const settings = people.map((user) => ({
    user,
    zone: pickOne(random() < 0.5 ? MANY : SOME, random),
    postingTime: pickOne(POSTING_TIMES, random),
  }));
  const subscriptions = people.map((user, index): Subscription => {
    const event = pickOne(list.events, random).id;
    return {
      owner: { kind: 'person', user },
      channel: `1433${String(index).padStart(14, '0')}`,
      filter: { topics: null, kinds: null, events: [event] },
      leads: [],
      leadsByEvent: { [event]: pickOne(OWN_LEADS, random) },
      fallback: null,
      role: null,
      pingFor: [],
      since,
      madeBy: 'command',
      paused: null,
    };
  });
  return { subscriptions, settings };
}
