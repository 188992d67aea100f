import type { Config } from '../../config/config.ts';
import { type Lead, MAX_LEADS, parseLeads } from '../../model/lead.ts';
import { type Defaults, ofGuild, type Subscription } from '../../model/subscription.ts';
import { canonicalZone, isLocalTime, nearestZones } from '../../time/local.ts';
import { StartError } from '../start/start-error.ts';

/** The options of a subscription given on the command line. */
export type RehearsalOptions = { zone?: string; postingTime?: string; leads?: string; topic?: string };

/** The subscriptions to rehearse, and their defaults. */
type RehearsalCast = {
  readonly config: { readonly defaults: Defaults; readonly grace: Config['grace'] };
  readonly subscriptions: readonly Omit<Subscription, 'since'>[];
  readonly guilds: Config['guilds'];
};

/**
 * Chooses the subscriptions to rehearse: one given on the command line alone; without it, those of the settings file;
 * without those, one with the defaults. Throws `StartError` for an unusable value.
 */
export function rehearsalSubscriptions(config: Config, options: RehearsalOptions): RehearsalCast {
  const given = [options.zone, options.postingTime, options.leads, options.topic].some((value) => value !== undefined);
  const { grace } = config;
  if (!given && config.subscriptions.length > 0) {
    return { config: { defaults: config.defaults, grace }, subscriptions: config.subscriptions, guilds: config.guilds };
  }
  const defaults = {
    ...config.defaults,
    zone: options.zone === undefined ? config.defaults.zone : readZone(options.zone),
    postingTime: options.postingTime === undefined ? config.defaults.postingTime : readTime(options.postingTime),
  };
  const subscription: Omit<Subscription, 'since'> = {
    owner: ofGuild('rehearsal'),
    channel: 'rehearsal',
    filter: { topics: options.topic === undefined ? null : [options.topic], kinds: null },
    leads: options.leads === undefined ? null : readLeads(options.leads),
    role: null,
    pingFor: ['confirmed'],
    madeBy: 'settings',
    paused: null,
  };
  return { config: { defaults, grace }, subscriptions: [subscription], guilds: [] };
}

function readZone(text: string): string {
  const zone = canonicalZone(text);
  if (zone !== null) return zone;
  const near = nearestZones(text, 3).join(', ');
  throw new StartError(
    `--zone is "${text}". Expected an IANA zone such as America/New_York.${near === '' ? '' : ` Near it: ${near}.`}`,
  );
}

function readTime(text: string): string {
  if (isLocalTime(text)) return text;
  throw new StartError(`--posting-time is "${text}". Expected HH:MM, such as 09:00.`);
}

function readLeads(text: string): readonly Lead[] {
  const read = parseLeads(text);
  if (read.ok) return read.leads;
  if (read.why === 'bad')
    throw new StartError(`--leads holds "${read.bad[0]}". Expected leads such as "7d 1d 0d 1h 15m at".`);
  throw new StartError(`--leads needs 1 to ${MAX_LEADS} leads, such as "7d 1d 1h".`);
}
