import { readNoticeStates, unreadBefore } from '../deliver/compose/read-notices.ts';
import type { EventChange } from '../model/change.ts';
import type { Instant } from '../model/date.ts';
import type { LeadDefaults } from '../model/subscription.ts';
import type { MomentRow, Outbox, PlannedPost } from '../outbox/outbox.ts';
import type { SubscriptionRow } from '../outbox/registry.ts';
import { compareLists } from '../plan/changes/compare-events.ts';
import { newsToReport } from '../plan/changes/net-changes.ts';
import { noticedEdges, planNotices } from '../plan/changes/plan-notices.ts';
import { type Catalogue, makeCatalogueGently } from './catalogue.ts';
import {
  noticePost,
  planChange,
  readLedger,
  reservationOf,
  SETTLED_AT_ONCE,
  type SettlingParts,
} from './plan-changes.ts';

/**
 * Makes the function that settles, at each tick, the changes since the last one (product rule 9): new and changed
 * subscriptions, and a list (or defaults) other than the one settled last. Harmless to repeat: a crash in the middle
 * leaves keys that are known already. It returns how many posts it reserved.
 */
export function makeChangeSettler(
  parts: SettlingParts,
): (window: { readonly after: Instant; readonly upTo: Instant }) => Promise<number> {
  let settledCatalogue: Catalogue | null = null;
  return async ({ after, upTo: now }) => {
    const catalogue = parts.catalogue();
    let posts = await settleSubscriptions(parts, catalogue, { after, now });
    if (settledCatalogue === catalogue) return posts;
    posts += await settleList(parts, catalogue, now);
    settledCatalogue = catalogue;
    return posts;
  };
}

async function settleSubscriptions(
  parts: SettlingParts,
  catalogue: Catalogue,
  { after, now }: { readonly after: Instant; readonly now: Instant },
): Promise<number> {
  let posts = 0;
  const fresh = parts.roster.unsettled();
  for (let start = 0; start < fresh.length; start += SETTLED_AT_ONCE) {
    const rows = fresh.slice(start, start + SETTLED_AT_ONCE);
    const ledger = await readLedger(parts.outbox, rows, catalogue.dated, after);
    const plans = rows.map((row) =>
      planChange(parts, row, row.unsettled ?? { cause: 'list' }, {
        dated: catalogue.dated,
        rows: ledger.get(row.channel) ?? [],
        noticed: new Set(),
        after,
        now,
      }),
    );
    // The list may have lost what a channel that was away was told of, or its date.
    const returned = rows.flatMap(({ channel, unsettled }) => (unsettled?.cause === 'created' ? [channel] : []));
    const told = returned.length === 0 ? [] : await parts.outbox.moments({ channels: returned, events: null });
    const toldIn = Map.groupBy(told, ({ channel }) => channel);
    const corrections = await Promise.all(
      rows.map((row) => parts.corrector.afterAbsence(row, toldIn.get(row.channel) ?? [], catalogue, now)),
    );
    const settledChannels = rows.map(({ channel, version }) => ({ channel, version }));
    posts += await parts.outbox.reserve({ ...reservationOf(plans, corrections.flat(), parts, now), settledChannels });
  }
  return posts;
}

/**
 * Settles a list other than the one settled last: compares the two, notifies the channels concerned, corrects earlier
 * messages, and gives every lead that is due by now its row (product rules 9, 15, 16). The first list of an empty state
 * is settled in silence.
 */
async function settleList(parts: SettlingParts, catalogue: Catalogue, now: Instant): Promise<number> {
  const { outbox, roster, defaults } = parts;
  const before = await outbox.settledList();
  const otherDefaults = before !== null && JSON.stringify(before.defaults) !== JSON.stringify(defaults);
  if (before?.version === catalogue.list.version && !otherDefaults) return 0;
  const last = await outbox.lastList();
  const changes =
    last === null ? [] : compareLists((await makeCatalogueGently(last, parts.machine)).all, catalogue.all);
  const touched = new Set(changes.map(({ event }) => event));
  const dated = otherDefaults ? catalogue.dated : catalogue.dated.filter(({ event }) => touched.has(event.id));
  const old = before !== null && otherDefaults ? { defaults: before.defaults.leads } : {};
  const revision = (before?.revision ?? 0) + 1;
  let posts = 0;
  const everyone = touched.size > 0 || otherDefaults ? roster.all() : [];
  for (let start = 0; start < everyone.length; start += SETTLED_AT_ONCE) {
    const rows = everyone.slice(start, start + SETTLED_AT_ONCE);
    const events = [...new Set([...touched, ...dated.map(({ event }) => event.id)])];
    const moments = await outbox.moments({ channels: rows.map((row) => row.channel), events });
    const ledger = Map.groupBy(moments, ({ channel }) => channel);
    const settled = await Promise.all(
      rows.map((row) =>
        settleChannel(parts, row, {
          ...{ catalogue, changes, dated, before: old, revision, now },
          rows: ledger.get(row.channel) ?? [],
        }),
      ),
    );
    const plans = settled.map(({ plan }) => plan);
    posts += await outbox.reserve(
      reservationOf(
        plans,
        settled.flatMap(({ more }) => more),
        parts,
        now,
      ),
    );
  }
  const settledList = { list: catalogue.list, defaults, changes: changes.map((change) => ({ at: now, change })) };
  await outbox.reserve({ ...reservationOf([], [], parts, now), settledList });
  return posts;
}

/** Settles the changes for one channel: a notice, corrections, and its rows. */
async function settleChannel(
  parts: SettlingParts,
  row: SubscriptionRow,
  facts: {
    readonly catalogue: Catalogue;
    readonly changes: readonly EventChange[];
    readonly dated: Catalogue['dated'];
    /** The default leads before, where they are others now. */
    readonly before: { readonly defaults?: LeadDefaults };
    readonly revision: number;
    readonly now: Instant;
    readonly rows: readonly MomentRow[];
  },
) {
  const { catalogue, changes, revision, now } = facts;
  const announced = facts.rows.flatMap((moment) => {
    const { post, state } = moment;
    return post !== null && (state === 'sent' || state === 'uncertain') ? [{ ...moment, post }] : [];
  });
  const isEarlierNotice = (moment: MomentRow) => moment.lead === null && moment.revision < revision;
  const waiting = facts.rows.filter((moment) => moment.state === 'reserved' && isEarlierNotice(moment));
  const notices = planNotices({
    subscription: row,
    changes,
    event: (id) => catalogue.events.get(id) ?? null,
    announced,
    unread: new Set(waiting.map(({ event }) => event)),
    revision,
    now,
  });
  const noticed = noticedEdges(await newsOfNotice(notices.say, facts.rows, parts.outbox, { catalogue, revision, now }));
  const plan = planChange(
    parts,
    row,
    { cause: 'list', ...facts.before },
    { dated: facts.dated, rows: facts.rows, noticed, now },
  );
  const hours = { clock: parts.roster.clock(row.channel), pausedUntil: parts.roster.pausedUntil(row.owner) };
  const notice: PlannedPost[] = notices.say.length === 0 ? [] : [noticePost(notices, row, hours, revision, now)];
  const corrections = await parts.corrector.afterChange(row, notices.correct, revision, now);
  return { plan, more: [...notice, ...corrections] };
}

/**
 * The changes that a channel will read, out of those meant for it, by the rule that its notice follows when it is sent.
 * A lead that no notice covers needs a reminder of its own. `rows` are all of these events in the channel.
 */
async function newsOfNotice(
  say: readonly EventChange[],
  rows: readonly MomentRow[],
  outbox: Pick<Outbox, 'post'>,
  { catalogue, revision, now }: { readonly catalogue: Catalogue; readonly revision: number; readonly now: Instant },
): Promise<readonly EventChange[]> {
  const news: EventChange[] = [];
  for (const [event, mine] of Map.groupBy(say, (change) => change.event)) {
    const ofEvent = rows.filter((row) => row.event === event);
    const heard = await readNoticeStates(ofEvent, { outbox, now });
    news.push(...newsToReport(unreadBefore(heard, revision, event), mine, catalogue.find(event)));
  }
  return news;
}
