import type { Path } from './open-settings.ts';

/** What an id is to look like. */
export const ID = 'a Discord id in quotes, such as "123456789012345678"';
const TIME = 'HH:MM from 00:00 to 23:59, such as 09:00';
/** What a word of the list is to look like. */
export const SLUG = 'small letters, digits and single hyphens';
const ENTRIES = 'a list of entries, each with `server:` and `channel:`';
const WORDS = 'a list of words in quotes';
const LEADS = 'a list such as [7d, 1d, 0d]';

/** What each setting wants, in words. */
const WANTED: Readonly<Record<string, string>> = {
  zone: 'an IANA name such as America/New_York',
  postingTime: TIME,
  time: TIME,
  from: TIME,
  until: TIME,
  leads: LEADS,
  events: LEADS,
  deadlines: LEADS,
  kinds: SLUG,
  topics: SLUG,
  regions: SLUG,
  mute: 'a list of ids of events, such as [us-china-truce]',
  certainties: 'a list such as [confirmed, expected]',
  pingFor: 'a list such as [confirmed, expected]',
  pingless: 'a list such as [catch-up, notice]',
  words: '`allow:` or `block:`, each with a list of words',
  allow: WORDS,
  block: WORDS,
  leadsByKind: 'kinds of event, each with a list such as [7d, 1d, 0d]',
  quiet: '`from:` and `until:`, each a time such as 22:00',
  every: 'daily or weekly',
  weekday: 'a day such as monday',
  most: 'hours or minutes, such as 6h or 15m',
  at: 'hours or minutes, such as 6h or 15m',
  requestsPerSecond: 'a whole number from 1 to 10000',
  server: ID,
  channel: ID,
  role: ID,
  user: ID,
  maintainers: '`channel:` or `user:` with an id in quotes',
  servers: 'server ids in quotes, each with `zone:` or `postingTime:`',
  subscriptions: ENTRIES,
  boards: ENTRIES,
  digests: 'a list of entries, each with `server:`, `channel:` and `every:`',
  notices: 'kinds of change, each with ping, post, edit or nothing, such as `new: post`',
};

/** What one entry of a list wants. */
const WANTED_ENTRY: Readonly<Record<string, string>> = {
  leads: 'a lead time such as 7d or 1h',
  events: 'a lead time such as 7d or 1h',
  deadlines: 'a lead time such as 7d or 1h',
  subscriptions: 'an entry with `server:` and `channel:`',
  boards: 'an entry with `server:` and `channel:`',
  digests: 'an entry with `server:`, `channel:` and `every:`',
  mute: 'the id of an event',
  allow: 'a word in quotes',
  block: 'a word in quotes',
};

/** What the setting at a path wants, in words for people who edit the file; `null` where nothing is known of it. */
export function wantedAt(path: Path): string | null {
  const name = path.findLast((step) => typeof step === 'string');
  if (typeof name !== 'string') return null;
  // Below these the names are whatever kinds of event there are.
  const key = path.slice(0, -1).some(isByKind) ? 'leads' : name;
  const entry = typeof path.at(-1) === 'number' && Object.hasOwn(WANTED_ENTRY, key) ? WANTED_ENTRY[key] : undefined;
  return entry ?? (Object.hasOwn(WANTED, key) ? (WANTED[key] ?? null) : null);
}

/** Whether a path steps into leads by kind of event here. */
function isByKind(step: string | number, at: number, path: Path): boolean {
  return step === 'leadsByKind' || (step === 'kinds' && at === 1 && path[0] === 'leads');
}
