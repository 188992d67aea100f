import type { Insertable, Selectable } from 'kysely';
import type { Message } from '../../model/message.ts';
import { type Moment, momentKey } from '../../model/moment.ts';
import type { MomentState } from '../../model/post.ts';
import { nonceOf } from '../../outbox/derive-nonce.ts';
import type { ClaimedPost, MomentRow, PlannedPost, PostRow } from '../../outbox/outbox.ts';
import type { MomentsTable, PostsTable } from '../describe-tables.ts';
import { decodeMessage } from './encode-message.ts';

/** A moment as it goes into its table. */
export function momentRow(
  moment: Moment,
  end: { state: MomentState; reason: string | null; post: string | null },
): Insertable<MomentsTable> {
  const { event, edge, sourceDate, lead, channel } = momentKey(moment);
  const { guild, due, anchor } = moment;
  return { event, edge, source_date: sourceDate, lead, channel, guild, due, anchor, ...end };
}

/** A new post as it goes into its table: open, and ready at once by any clock. */
export function postRow(id: string, post: PlannedPost): Insertable<PostsTable> {
  return {
    id,
    nonce: nonceOf(id),
    kind: post.kind,
    guild: post.guild,
    channel: post.channel,
    due: post.due,
    urgency: post.urgency,
    ordinal: post.ordinal,
    added_late: post.addedLate ? 1 : 0,
    key: post.key,
    body: post.body,
    edits: post.edits,
    state: 'waiting',
    ready_at: 0,
  };
}

/** A moment's row as the port tells it. */
export function readMoment(row: Selectable<MomentsTable>): MomentRow {
  const { event, edge, source_date, lead, channel, guild, due, anchor, state, reason, post } = row;
  return { event, edge, sourceDate: source_date, lead, channel, guild, due, anchor, state, reason, post };
}

/** What of a post's row is planned and never changes. */
function readPlan(row: Selectable<PostsTable>): Omit<PlannedPost, 'moments'> {
  const { kind, guild, channel, due, urgency, ordinal, key, body, edits } = row;
  return { kind, guild, channel, due, urgency, ordinal, addedLate: row.added_late === 1, key, body, edits };
}

/** A post's row as the port tells it. */
export function readPost(row: Selectable<PostsTable>): PostRow {
  const { id, state, reason, attempts, message } = row;
  const times = { sentAt: row.sent_at, firstUnanswered: row.first_unanswered };
  return { ...readPlan(row), id, state, reason, attempts, message, ...times, payload: readPayload(row) };
}

/** A post's row just leased, with its moments that are still reserved. */
export function readClaim(
  row: Selectable<PostsTable>,
  held: { lease: string; leaseUntil: number; moments: readonly MomentRow[] },
): ClaimedPost {
  return {
    ...readPlan(row),
    ...held,
    id: row.id,
    nonce: row.nonce,
    attempts: row.attempts,
    firstUnanswered: row.first_unanswered,
    payload: readPayload(row),
  };
}

function readPayload({ payload }: Pick<Selectable<PostsTable>, 'payload'>): Message | null {
  return payload === null ? null : decodeMessage(payload);
}
