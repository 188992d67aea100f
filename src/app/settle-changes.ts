import type { Instant } from '../model/date.ts';
import type { EventId, EventList } from '../model/event.ts';
import type { Moment } from '../model/moment.ts';
import type { Defaults } from '../model/subscription.ts';
import type { MomentRow, Outbox, Reservation } from '../outbox/outbox.ts';
import type { SubscriptionRow } from '../outbox/registry.ts';
import type { DatedEvent } from '../plan/derive-agenda.ts';
import { packPosts } from '../plan/pack-posts.ts';
import { type Change, type ChangePlan, settleChange } from '../plan/settle-change.ts';
import type { Catalogue } from './catalogue.ts';
import type { Roster } from './roster.ts';

/** What settling works with. */
export type SettlingParts = {
  readonly outbox: Outbox;
  readonly roster: Roster;
  readonly defaults: Defaults;
  catalogue(): Catalogue;
  measure(moment: Moment): number;
};

/** Subscriptions settled in one reservation: bounds memory and the length of a stretch of work. */
const CHUNK = 200;

/**
 * Makes what settles, at each tick, what changed since the last one (product rule 9): new and changed subscriptions, and
 * a list (or defaults) other than the one settled last. Harmless to repeat: a crash in the middle leaves keys that are
 * known already. Returns how many posts it reserved.
 */
export function makeChangeSettler(parts: SettlingParts): (now: Instant) => Promise<number> {
  let settledCatalogue: Catalogue | null = null;
  return async (now) => {
    const catalogue = parts.catalogue();
    let posts = await settleSubscriptions(parts, catalogue, now);
    if (settledCatalogue === catalogue) return posts;
    posts += await settleList(parts, catalogue, now);
    settledCatalogue = catalogue;
    return posts;
  };
}

async function settleSubscriptions(parts: SettlingParts, catalogue: Catalogue, now: Instant): Promise<number> {
  let posts = 0;
  const fresh = parts.roster.unsettled();
  for (let start = 0; start < fresh.length; start += CHUNK) {
    const rows = fresh.slice(start, start + CHUNK);
    const plans = await planRows(parts, rows, catalogue.dated, now, (row) => row.unsettled ?? { cause: 'list' });
    const settledChannels = rows.map((row) => row.channel);
    posts += await parts.outbox.reserve({ ...reserved(plans, parts), settledChannels });
  }
  return posts;
}

async function settleList(parts: SettlingParts, catalogue: Catalogue, now: Instant): Promise<number> {
  const version = versionOf(catalogue.list, parts.defaults);
  const before = await parts.outbox.settledList();
  if (before?.version === version) return 0;
  let posts = 0;
  const changed = before === null ? [] : changedEvents(catalogue, before, version);
  const everyone = changed.length === 0 ? [] : parts.roster.all();
  for (let start = 0; start < everyone.length; start += CHUNK) {
    const plans = await planRows(parts, everyone.slice(start, start + CHUNK), changed, now, () => ({ cause: 'list' }));
    posts += await parts.outbox.reserve(reserved(plans, parts));
  }
  const settledList = { version, snapshot: JSON.stringify(catalogue.list) };
  await parts.outbox.reserve({ ...reserved([], parts), settledList });
  return posts;
}

/** Events that are not as they were; all of them where only the defaults differ. */
function changedEvents(
  catalogue: Catalogue,
  before: { version: string; snapshot: string },
  version: string,
): readonly DatedEvent[] {
  if (defaultsPart(before.version) !== defaultsPart(version)) return catalogue.dated;
  const old = JSON.parse(before.snapshot) as EventList;
  const oldTexts = new Map<EventId, string>(old.events.map((event) => [event.id, JSON.stringify(event)]));
  return catalogue.dated.filter(({ event }) => oldTexts.get(event.id) !== JSON.stringify(event));
}

/** The list's version and the defaults that moments depend on, as one text. */
function versionOf(list: EventList, defaults: Defaults): string {
  return `${list.version} ${JSON.stringify(defaults)}`;
}

function defaultsPart(version: string): string {
  return version.slice(version.indexOf(' ') + 1);
}

async function planRows(
  parts: SettlingParts,
  rows: readonly SubscriptionRow[],
  dated: readonly DatedEvent[],
  now: Instant,
  change: (row: SubscriptionRow) => Change,
): Promise<ChangePlan[]> {
  const ahead = dated.filter(({ edges }) => edges.some((edge) => edge.anchor > now));
  if (ahead.length === 0) return [];
  const events = ahead.map(({ event }) => event.id);
  const ledger = await parts.outbox.moments({ channels: rows.map((row) => row.channel), events });
  const byChannel = new Map<string, MomentRow[]>(rows.map((row) => [row.channel, []]));
  for (const moment of ledger) byChannel.get(moment.channel)?.push(moment);
  return rows.map((row) =>
    settleChange({
      subscription: row,
      clock: parts.roster.clock(row.channel),
      change: change(row),
      dated: ahead,
      defaults: parts.defaults.leads,
      known: (byChannel.get(row.channel) ?? []).map((moment) => ({ ...moment, told: isTold(moment) })),
      now,
    }),
  );
}

/** Told, perhaps told, or about to be. */
function isTold(moment: MomentRow): boolean {
  return moment.state === 'sent' || moment.state === 'uncertain' || moment.state === 'reserved';
}

function reserved(plans: readonly ChangePlan[], parts: SettlingParts): Reservation {
  const late = plans.flatMap((plan) => plan.addLate);
  return {
    posts: packPosts(late, { kind: 'reminder', addedLate: true, together: 'channel' }, parts.measure),
    skipped: plans.flatMap((plan) => plan.skip),
    watermark: null,
    settledChannels: [],
    settledList: null,
  };
}
