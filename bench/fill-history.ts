import type { Message } from '../src/model/message.ts';
import type { Moment } from '../src/model/moment.ts';
import { ofGuild } from '../src/model/subscription.ts';
import { postId } from '../src/outbox/derive-nonce.ts';
import type { Outbox, PlannedPost } from '../src/outbox/outbox.ts';
import type { Registry } from '../src/outbox/registry.ts';
import type { Ledger } from '../src/store/describe-tables.ts';
import { openStore } from '../src/store/open-store.ts';
import { encodeMessage, momentRow, postRow } from '../src/store/outbox/convert-rows.ts';
import { storeOutbox } from '../src/store/outbox/store-outbox.ts';
import { addToFact, FACTS } from '../src/store/registry/keep-facts.ts';
import { storeRegistry } from '../src/store/registry/store-registry.ts';
import { openSqlite } from '../src/store/sqlite/open-sqlite.ts';
import type { Machine } from '../src/time/machine.ts';

/** Rows of one statement. */
const CHUNK = 2_000;
const GUILDS = 500;
const CHANNELS = 5_000;

/** A state with posts that were sent, open. */
export type FilledHistory = {
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** Removes the open posts that are due at `due`, and the moments of `event`, as if they had never been reserved. */
  forget(event: string, due: number): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens a real SQLite file in `folder` with so many posts that were sent before `end`, each with its moment and a message
 * of 2 KB, written in bulk by the store's own parts.
 */
export async function openHistory(options: {
  readonly folder: string;
  readonly machine: Machine;
  readonly history: number;
  readonly end: number;
}): Promise<FilledHistory> {
  const { folder, machine, history, end } = options;
  const made = await openStore({ folder, clock: 'simulated', machine });
  await made.close();
  const { ledger: filled } = openSqlite(made.path, { machine });
  for (let from = 0; from < history; from += CHUNK) {
    await writeSent(filled, from, Math.min(from + CHUNK, history), end);
  }
  await filled.close();
  const { ledger } = openSqlite(made.path, { machine });
  return {
    outbox: storeOutbox(ledger, machine),
    registry: storeRegistry(ledger),
    forget: (event, due) =>
      ledger.db.transaction().execute(async (tx) => {
        await tx.deleteFrom('moments').where('event', '=', event).execute();
        await tx.deleteFrom('posts').where('ready_at', 'is not', null).where('due', '=', due).execute();
      }),
    close: ledger.close,
  };
}

/** The place of a post of that number: one of 5,000 channels, or one of its own while there are fewer. */
export function placeOf(at: number): { readonly guild: string; readonly channel: string } {
  return { guild: String(at % GUILDS), channel: String(at % CHANNELS) };
}

/** A reminder of an event of its own, due so many seconds before `end`. */
export function plannedPost(event: string, at: number, end: number): PlannedPost {
  const { guild, channel } = placeOf(at);
  const owner = ofGuild(guild);
  const due = end - at * 1_000;
  const lead: Moment['lead'] = { unit: 'days', count: 1 };
  const anchor = due + 86_400_000;
  const moment: Moment = { event, edge: 'opens', sourceDate: '2025-10-26', lead, due, anchor, owner, channel };
  const bare = { ordinal: 0, addedLate: false, key: null, body: null, edits: null };
  return { kind: 'reminder', owner, channel, due, urgency: anchor, ...bare, moments: [moment] };
}

async function writeSent({ db, rowsOf }: Ledger, from: number, to: number, end: number): Promise<void> {
  const plans = Array.from({ length: to - from }, (_, at) => plannedPost(`past-${from + at}`, from + at, end));
  const payload = encodeMessage(message());
  const posts = plans.map((plan, at) => {
    const said = { message: String(from + at), sent_at: plan.due, payload };
    return { ...postRow(idOf(plan), plan), state: 'sent', reason: 'on time', ready_at: null, ...said };
  });
  const moments = plans.flatMap((plan) =>
    plan.moments.map((moment) => momentRow(moment, { state: 'sent', reason: 'on time', post: idOf(plan) })),
  );
  const columns = { posts: columnsOf(posts), moments: columnsOf(moments) };
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('posts').columns(columns.posts).expression(rowsOf(columns.posts, posts)).execute();
    await tx.insertInto('moments').columns(columns.moments).expression(rowsOf(columns.moments, moments)).execute();
    await addToFact(tx, FACTS.sentPosts, plans.length);
  });
}

function columnsOf<Row extends object>(rows: readonly Row[]): (keyof Row & string)[] {
  return Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
}

function idOf(plan: PlannedPost): string {
  return postId(plan.due, [plan.channel, String(plan.due), ...plan.moments.map((moment) => moment.event)]);
}

function message(): Message {
  return { content: 'x'.repeat(2_000), ping: null, cards: [], controls: [], files: [] };
}
