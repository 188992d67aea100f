import type { Expression, Generated, Kysely, RawBuilder, SqlBool, Transaction } from 'kysely';
import type { Instant, LocalTime, MachineInstant, Zone } from '../model/date.ts';
import type { EdgeName } from '../model/edge.ts';
import type { MomentState, PostKind, PostState } from '../model/post.ts';
import type { RecurringKind } from '../model/recurring.ts';
import type { Hours } from '../model/subscription.ts';
import type { Lease } from '../outbox/leases.ts';
import type { Unreadable } from './read-rows.ts';
import type { StoreError } from './store-error.ts';

/** One moment. Unique for ever in (channel, event, edge, source_date, lead). */
export type MomentsTable = {
  id: Generated<number>;
  event: string;
  edge: EdgeName;
  source_date: string;
  lead: string;
  channel: string;
  guild: string;
  due: Instant;
  anchor: Instant;
  state: MomentState;
  reason: string | null;
  post: string | null;
};

/** One post. Open posts, and only they, have `ready_at`; posts that are being sent, and only they, have `lease`. */
export type PostsTable = {
  id: string;
  nonce: string;
  kind: PostKind;
  guild: string;
  channel: string;
  due: Instant;
  urgency: Instant;
  ordinal: number;
  /** How many posts of its server, equal to it in all of the above, were reserved before it. */
  turn: Generated<number>;
  added_late: number;
  /** Unique among posts that have one. */
  key: string | null;
  body: string | null;
  edits: string | null;
  state: PostState;
  reason: string | null;
  lease: string | null;
  /** From when it may be claimed: for a leased post the end of its lease, `null` once it is final. */
  ready_at: MachineInstant | null;
  attempts: Generated<number>;
  first_unanswered: MachineInstant | null;
  /** `attempts` as it stood when the lease was taken, for a post that is handed back without one that counts. */
  attempts_before: Generated<number>;
  payload: string | null;
  message: string | null;
  sent_at: Instant | null;
  /** `due`, `done` or why it was not published; `null` where it is not to be. */
  published: Generated<string | null>;
};

/** One channel's subscription; lists and marks are JSON. */
export type SubscriptionsTable = {
  channel: string;
  guild: string;
  filter: string;
  leads: string | null;
  role: string | null;
  ping_for: string;
  notices: string | null;
  since: Instant;
  made_by: 'command' | 'settings';
  paused: string | null;
  unsettled: string | null;
  /** Optional fields of a subscription as JSON; `null` for those that have none of them. */
  more: string | null;
  /** The registry's revision at the row's last change, so that a row made anew never meets an old version. */
  version: Generated<number>;
};

/** One server's clock, pause and language. */
export type GuildSettingsTable = {
  guild: string;
  zone: Zone | null;
  posting_time: LocalTime | null;
  paused_until: Instant | null;
  hours: Hours | null;
  locale: string | null;
};

/** One board or digest of a channel; boards, and only they, have the state of their message, as JSON. */
export type RecurringTable = {
  channel: string;
  kind: RecurringKind;
  guild: string;
  time: LocalTime | null;
  weekday: number | null;
  since: Instant;
  paused: string | null;
  board: string | null;
};

/** Small facts about the whole state, by name. */
type FactsTable = { name: string; value: string };

/** One change of the list, under the revision that it led to. */
export type ListChangesTable = {
  id: Generated<number>;
  revision: number;
  event: string;
  kind: string;
  at: Instant;
  what: string;
};

export type Tables = {
  moments: MomentsTable;
  posts: PostsTable;
  subscriptions: SubscriptionsTable;
  guild_settings: GuildSettingsTable;
  standing: RecurringTable;
  facts: FactsTable;
  list_changes: ListChangesTable;
};

/** The parts that SQL dialects spell differently. */
export type Dialect = {
  /** `column` is one of `values`, however many there are, in one bound parameter. */
  isOneOf(column: string, values: readonly string[]): Expression<SqlBool>;
  /**
   * Selects those columns of `rows`, to insert from. One bound parameter however many rows: Kysely takes 50 ms to spell
   * out 500 rows with a parameter for each value, and this store blocks while it works.
   */
  rowsOf(columns: readonly string[], rows: readonly object[]): RawBuilder<unknown>;
  /** Locks the rows that a query finds until the transaction ends, and reads them as they are once it has them. */
  locked<Query extends Lockable<Query>>(query: Query): Query;
  /** `column` is one of what `query` finds, which are locked like that; rows that others are writing are passed over. */
  isOneOfFree<Query extends Lockable<Query> & Expression<unknown>>(column: string, query: Query): Expression<SqlBool>;
  /** Whether a lease is still its holder's; if so, no other process can take it before the transaction ends. */
  isHeld(tx: Transaction<Tables>, lease: Lease): Promise<boolean>;
};

/** A query whose rows can be locked, where the database locks rows. */
export type Lockable<Query> = { forUpdate(): Query; skipLocked(): Query };

/**
 * Does work in one transaction. What is done `alone` never runs beside other work done so, in whatever process: `state`
 * for what reads before it decides what to write, `claims` for what looks at several posts of a channel. `null` for
 * work that its rows' own locks protect. Where the database ends it because of others, it is done again from the start.
 */
export type Transact = <T>(
  alone: 'state' | 'claims' | null,
  work: (tx: Transaction<Tables>) => Promise<T>,
) => Promise<T>;

/**
 * Does a small task in a transaction that it shares with the others of the same turn of the event loop, because each
 * commit waits for the disk. Resolves with its own result once the transaction is committed. Where it throws, its own
 * writes are rolled back and it alone rejects; where the transaction as a whole fails, all in it reject.
 */
export type CommitTogether = <T>(work: (tx: Transaction<Tables>) => Promise<T>) => Promise<T>;

/** An open database. */
export type Ledger = Dialect & {
  readonly db: Kysely<Tables>;
  readonly transact: Transact;
  readonly commitTogether: CommitTogether;
  readonly unreadable: Unreadable;
  /** The rows that were found unreadable since the start, such as `subscription 123`; nothing of their text. */
  unreadableRows(): readonly string[];
  /** The trouble that keeps the state from being written at present; `null` while none is known. */
  trouble(): StoreError | null;
  /** Takes what was deleted off the disk, as far as no other program reads it at this moment. */
  wipe(): Promise<void>;
  /** Lets tasks already begun finish, then closes; every later call rejects with a `StoreError`. Harmless to repeat. */
  close(): Promise<void>;
};
