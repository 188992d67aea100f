import type { Insertable, Selectable } from 'kysely';
import type { Subscription } from '../../model/subscription.ts';
import type { SubscriptionRow, Unsettled } from '../../outbox/registry.ts';
import type { SubscriptionsTable } from '../describe-tables.ts';

/** A subscription and its mark as they go into the table; the version is the write's own. */
export function writeSubscription(
  subscription: Subscription,
  unsettled: Unsettled | null,
): Omit<Insertable<SubscriptionsTable>, 'version'> {
  return {
    channel: subscription.channel,
    guild: subscription.guild,
    filter: JSON.stringify(subscription.filter),
    leads: subscription.leads === null ? null : JSON.stringify(subscription.leads),
    role: subscription.role,
    ping_for: JSON.stringify(subscription.pingFor),
    notices: subscription.notices === undefined ? null : JSON.stringify(subscription.notices),
    since: subscription.since,
    made_by: subscription.madeBy,
    paused: subscription.paused,
    unsettled: writeMark(unsettled),
    more: writeMore(subscription),
  };
}

/** What only some wishes have: every field that may be left out, but `notices`, which is older than this column. */
type More = Pick<Subscription, 'leadsByKind' | 'leadsByEvent' | 'quiet' | 'pingless' | 'person'>;

function writeMore({ leadsByKind, leadsByEvent, quiet, pingless, person }: More): string | null {
  const more = JSON.stringify({ leadsByKind, leadsByEvent, quiet, pingless, person });
  return more === '{}' ? null : more;
}

function readMore(more: string | null): More {
  return more === null ? {} : JSON.parse(more);
}

/** A mark as it goes into the table. */
export function writeMark(unsettled: Unsettled | null): string | null {
  return unsettled === null ? null : JSON.stringify(unsettled);
}

/** The subscription of a row, without its mark. */
export function readSubscription(row: Selectable<SubscriptionsTable>): Subscription {
  return {
    guild: row.guild,
    channel: row.channel,
    filter: JSON.parse(row.filter),
    leads: row.leads === null ? null : JSON.parse(row.leads),
    role: row.role,
    pingFor: JSON.parse(row.ping_for),
    ...readMore(row.more),
    ...(row.notices === null ? {} : { notices: JSON.parse(row.notices) }),
    since: row.since,
    madeBy: row.made_by,
    paused: row.paused,
  };
}

/** The mark of a row. */
function readMark(row: Pick<Selectable<SubscriptionsTable>, 'unsettled'>): Unsettled | null {
  return row.unsettled === null ? null : JSON.parse(row.unsettled);
}

/** The whole row as the port tells it. */
export function readSubscriptionRow(row: Selectable<SubscriptionsTable>): SubscriptionRow {
  return { ...readSubscription(row), unsettled: readMark(row), version: row.version };
}
