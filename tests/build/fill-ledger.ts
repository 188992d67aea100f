import type { DatedSide, EventChange } from '../../src/model/change.ts';
import type { EventId } from '../../src/model/event.ts';
import { type Moment, type NoticeMoment, parseOccasion } from '../../src/model/moment.ts';
import type { DeadReason, PostContent, ReminderKind, SentReason, SkipReason } from '../../src/model/post.ts';
import { ofGuild, type Subscriber } from '../../src/model/subscription.ts';
import type { Outbox, PlannedPost } from '../../src/outbox/outbox.ts';
import { at } from './build-events.ts';

/** What becomes of a post that a test puts into the ledger. */
export type LedgerEnd =
  | { readonly sent: string; readonly reason?: SentReason; readonly message?: string | null }
  | { readonly dead: DeadReason }
  | { readonly uncertain: string }
  | { readonly retried: string }
  | { readonly waits: true };

/** One moment of server 1, and what becomes of its post. */
export type LedgerEntry = {
  readonly event: EventId;
  readonly due: string;
  /** A lead, or `notice#2` for what the notice of revision 2 announced. */
  readonly lead: string;
  readonly edge?: Moment['edge'];
  readonly sourceDate?: string;
  readonly channel?: string;
  readonly owner?: Subscriber;
  readonly kind?: ReminderKind;
  /** What a notice says. */
  readonly changes?: readonly EventChange[];
  /** When its post is due, where that is later. */
  readonly held?: string;
  readonly end: LedgerEnd;
};

/** What a notice says of a day that moved. */
export function movedDay(event: EventId, kind: EventChange['kind'], was: string, now: string): EventChange {
  const side = (day: string): DatedSide => ({
    date: { role: 'opens', precision: 'day', day, approximate: false },
    sourceDate: day,
    anchor: null,
    zone: 'UTC',
    source: 'office',
    published: null,
  });
  return {
    ...{ event, kind, edge: 'opens', title: event, phrase: event, outcome: null },
    ...{ before: side(was), after: side(now), certaintyBefore: null, certaintyAfter: null },
  };
}

/** Writes a moment with its post into the ledger, and ends it. Returns the post's id. */
export async function enterMoment(outbox: Outbox, entry: LedgerEntry): Promise<string> {
  const moment = momentOf(entry);
  const head = { ...EMPTY, ...placeOf(entry), due: entry.held === undefined ? moment.due : at(entry.held) };
  const post: PlannedPost =
    moment.lead === null
      ? {
          ...head,
          kind: 'notice',
          body: { revision: moment.revision, changes: entry.changes ?? [], ping: false },
          moments: [moment],
        }
      : { ...head, kind: entry.kind ?? 'reminder', body: null, moments: [moment] };
  return enterPost(outbox, post, entry.end);
}

/** Writes a moment that never got a post. */
export async function skipMoment(outbox: Outbox, entry: Omit<LedgerEntry, 'end'>, reason: SkipReason): Promise<void> {
  const moment = momentOf(entry);
  if (moment.lead === null) throw new Error('A notice is not skipped without a post.');
  await outbox.reserve({ ...NOTHING, skipped: [{ moment, reason }] });
}

/** Writes a post with a key and no moments, such as a correction, and marks it as sent. */
export async function enterKeyed(
  outbox: Outbox,
  post: PostContent<'correction'> & { key: string; due: string; channel?: string },
): Promise<string> {
  const { kind, key, body, due, channel = '100' } = post;
  const planned = { ...EMPTY, owner: ofGuild('1'), channel, kind, key, body, due: at(due), moments: [] };
  return enterPost(outbox, planned, { sent: due, message: '7777' });
}

const EMPTY = { urgency: 0, ordinal: 0, addedLate: false, key: null, edits: null } as const;
const NOTHING = { posts: [], skipped: [], watermark: null, settledChannels: [], settledList: null } as const;

async function enterPost(outbox: Outbox, post: PlannedPost, end: LedgerEnd): Promise<string> {
  await outbox.reserve({ ...NOTHING, posts: [post] });
  if ('waits' in end) return '';
  const world = Number.MAX_SAFE_INTEGER;
  const [mine, other] = await outbox.claim({ now: 2 ** 50, world, leaseMs: 1000, limit: 2, except: [] });
  if (mine === undefined || other !== undefined) throw new Error('Exactly one post should have been open.');
  const base = { post: mine.id, lease: mine.lease, moments: [] };
  if ('sent' in end) {
    const { reason = 'on time', message = '9001' } = end;
    await outbox.settle({ ...base, to: 'sent', reason, message, at: at(end.sent) });
  } else if ('dead' in end) await outbox.settle({ ...base, to: 'dead', reason: end.dead });
  else if ('uncertain' in end) await outbox.settle({ ...base, to: 'uncertain', reason: end.uncertain });
  else {
    const payload = { content: 'x', ping: null, cards: [], controls: [], files: [] };
    await outbox.recordAttempt({ post: mine.id, lease: mine.lease, now: 2 ** 50, payload });
    const readyAt = 2 ** 52;
    await outbox.settle({ ...base, to: 'waiting', reason: end.retried, readyAt, attempted: true, unanswered: false });
  }
  return mine.id;
}

function placeOf({ channel = '100', owner = ofGuild('1') }: Omit<LedgerEntry, 'end'>) {
  return { owner, channel };
}

function momentOf(entry: Omit<LedgerEntry, 'end'>): Moment | NoticeMoment {
  const { event, due, edge = 'opens', sourceDate = '2025-10-26' } = entry;
  const occasion = parseOccasion(entry.lead);
  if (occasion === null) throw new Error(`${entry.lead} is no lead`);
  return { ...placeOf(entry), event, edge, sourceDate, ...occasion, due: at(due), anchor: at(due) };
}
