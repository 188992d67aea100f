import type { Instant } from '../model/date.ts';
import type { Catalogue } from './catalogue.ts';
import { missedCorrections } from './correct-missed.ts';
import { planChange, readLedger, reservationOf, SETTLED_AT_ONCE, type SettlingParts } from './plan-changes.ts';
import { settleList } from './settle-list.ts';

/**
 * Makes what settles, at each tick, what changed since the last one (product rule 9): new and changed subscriptions, and
 * a list (or defaults) other than the one settled last. Harmless to repeat: a crash in the middle leaves keys that are
 * known already. Returns how many posts it reserved.
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
    const strikes = rows.map((row) =>
      missedCorrections(parts.outbox, row, ledger.get(row.channel) ?? [], catalogue, now),
    );
    const settledChannels = rows.map(({ channel, version }) => ({ channel, version }));
    const more = (await Promise.all(strikes)).flat();
    posts += await parts.outbox.reserve({ ...reservationOf(plans, more, parts, now), settledChannels });
  }
  return posts;
}
