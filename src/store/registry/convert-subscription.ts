import type { Insertable, Selectable } from 'kysely';
import type { NoticeChoices } from '../../model/change.ts';
import { decodeJson, isObject } from '../../model/decode-json.ts';
import type { Certainty } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import type { EventFilter, Subscription, UserId } from '../../model/subscription.ts';
import type { SubscriptionRow, Unsettled } from '../../outbox/registry.ts';
import type { Ledger, SubscriptionsTable } from '../describe-tables.ts';
import { decodeSubscriber, encodeOwner, readEach } from '../read-rows.ts';

/** Makes the row of a subscription and its mark; the version is the write's own. */
export function writeSubscription(
  subscription: Subscription,
  unsettled: Unsettled | null,
): Omit<Insertable<SubscriptionsTable>, 'version'> {
  return {
    channel: subscription.channel,
    guild: encodeOwner(subscription.owner),
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

/** All optional fields of a subscription but `notices`, which is older than this column. */
type More = Pick<
  Subscription,
  'leadsByKind' | 'leadsByEvent' | 'quiet' | 'pingless' | 'publish' | 'calendar' | 'fallback'
>;

/** The stored form: a person's fallback beside their id. */
type StoredMore = Omit<More, 'fallback'> & {
  readonly person?: ({ readonly user: UserId } & Pick<More, 'fallback'>) | undefined;
};

function writeMore({
  owner,
  leadsByKind,
  leadsByEvent,
  quiet,
  pingless,
  publish,
  calendar,
  fallback = null,
}: Subscription): string | null {
  const person = owner.kind === 'person' ? { user: owner.user, fallback } : undefined;
  const more = JSON.stringify({ leadsByKind, leadsByEvent, quiet, pingless, publish, calendar, person });
  return more === '{}' ? null : more;
}

function readMore(text: string | null): More {
  const { person, ...more }: StoredMore = text === null ? {} : decodeJson<StoredMore>(text, isObject);
  return person === undefined ? more : { ...more, fallback: person.fallback ?? null };
}

/** Writes a mark for the table. */
export function writeMark(unsettled: Unsettled | null): string | null {
  return unsettled === null ? null : JSON.stringify(unsettled);
}

/** Reads the subscription of a row, without its mark. */
function readSubscription(row: Selectable<SubscriptionsTable>): Subscription {
  return {
    owner: decodeSubscriber(row.guild),
    channel: row.channel,
    filter: decodeJson(row.filter, isFilter),
    leads: row.leads === null ? null : decodeJson(row.leads, isListOf<Lead>('object')),
    role: row.role,
    pingFor: decodeJson(row.ping_for, isListOf<Certainty>('string')),
    ...readMore(row.more),
    ...(row.notices === null ? {} : { notices: decodeJson<NoticeChoices>(row.notices, isObject) }),
    since: row.since,
    madeBy: row.made_by,
    paused: row.paused,
  };
}

function isFilter(value: unknown): value is EventFilter {
  const isPart = (part: unknown) => part === null || Array.isArray(part);
  return isObject(value) && isPart(value['topics']) && isPart(value['kinds']);
}

function isListOf<Item>(type: 'object' | 'string') {
  return (value: unknown): value is readonly Item[] =>
    Array.isArray(value) && value.every((item) => item !== null && typeof item === type);
}

function isMark(value: unknown): value is Unsettled {
  if (!isObject(value) || value['cause'] === 'created') return isObject(value);
  return value['cause'] === 'changed' && isFilter(value['before']) && isObject(value['asked']);
}

/** Reads the mark of a row. */
function readMark(row: Pick<Selectable<SubscriptionsTable>, 'unsettled'>): Unsettled | null {
  return row.unsettled === null ? null : decodeJson(row.unsettled, isMark);
}

/** Reads the whole row. Throws where a column does not hold what it is for. */
function readSubscriptionRow(row: Selectable<SubscriptionsTable>): SubscriptionRow {
  return { ...readSubscription(row), unsettled: readMark(row), version: row.version };
}

/** Reads the rows that can be read; the others are reported. */
export function readSubscriptions(
  rows: readonly Selectable<SubscriptionsTable>[],
  { unreadable }: Pick<Ledger, 'unreadable'>,
): SubscriptionRow[] {
  return readEach(rows, readSubscriptionRow, ({ channel }, error) => unreadable(`subscription ${channel}`, error));
}

/** The subscription without the registry's own fields, for callers that replace it. */
export function withoutMark({ unsettled: _, version: __, ...subscription }: SubscriptionRow): Subscription {
  return subscription;
}
