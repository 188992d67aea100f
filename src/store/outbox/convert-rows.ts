import type { Insertable, Selectable } from 'kysely';
import { decodeJson, isObject } from '../../model/decode-json.ts';
import type { Attachment, Message } from '../../model/message.ts';
import { type MomentKey, occasionName, parseOccasion } from '../../model/moment.ts';
import type { MomentState, PostContent, PostKind } from '../../model/post.ts';
import { nonceOf } from '../../outbox/derive-nonce.ts';
import type { ClaimedPost, MomentRow, PlannedPost, PostRow } from '../../outbox/outbox.ts';
import type { MomentsTable, PostsTable } from '../describe-tables.ts';
import { decodeOwner, decodeSubscriber, encodeOwner } from '../read-rows.ts';

/** Makes the row of a moment. */
export function momentRow(
  moment: PlannedPost['moments'][number],
  end: { state: MomentState; reason: string | null; post: string | null },
): Insertable<MomentsTable> {
  const { event, edge, sourceDate, channel, due, anchor } = moment;
  const guild = encodeOwner(moment.owner);
  const lead = occasionName(moment);
  return { event, edge, source_date: sourceDate, lead, channel, guild, due, anchor, ...end };
}

/** Makes the row of a new post: open, and ready at once by any clock. */
export function postRow(id: string, post: PlannedPost, turn = 0): Insertable<PostsTable> {
  return {
    id,
    nonce: nonceOf(id),
    kind: post.kind,
    guild: encodeOwner(post.owner),
    channel: post.channel,
    due: post.due,
    urgency: post.urgency,
    ordinal: post.ordinal,
    turn,
    added_late: post.addedLate ? 1 : 0,
    key: post.key,
    body: post.body === null ? null : JSON.stringify(post.body),
    edits: post.edits,
    state: 'waiting',
    ready_at: 0,
  };
}

/** Reads the key of a moment's row. */
export function readKey({
  event,
  edge,
  source_date,
  lead,
  channel,
}: Pick<Selectable<MomentsTable>, 'event' | 'edge' | 'source_date' | 'lead' | 'channel'>): MomentKey {
  const occasion = parseOccasion(lead);
  if (occasion === null) throw new Error(`The ledger holds a lead that cannot be read: ${lead}`);
  return { event, edge, sourceDate: source_date, channel, ...occasion };
}

/** Reads a moment's row. */
export function readMoment(row: Selectable<MomentsTable>): MomentRow {
  const { due, anchor, state, reason, post } = row;
  return { ...readKey(row), owner: decodeSubscriber(row.guild), due, anchor, state, reason, post };
}

/** Reads a post's row. */
export function readPost(row: Selectable<PostsTable>): PostRow {
  const { id, state, reason, attempts, message } = row;
  return {
    ...readHead(row),
    ...readContent(row),
    id,
    state,
    reason,
    attempts,
    message,
    sentAt: row.sent_at,
    firstUnanswered: row.first_unanswered,
    payload: readPayload(row),
    ...(row.published === null ? {} : { published: row.published }),
  };
}

/** Reads the row of a post just leased, with its moments that are still reserved. */
export function readClaim(
  row: Selectable<PostsTable>,
  held: { lease: string; leaseUntil: number; moments: readonly MomentRow[] },
): ClaimedPost {
  const claim = {
    ...readHead(row),
    ...readContent(row),
    ...held,
    id: row.id,
    nonce: row.nonce,
    attempts: row.attempts,
    firstUnanswered: row.first_unanswered,
    payload: readPayload(row),
  };
  // Its kind decides which moments a post has, as its reservation did.
  return claim as ClaimedPost;
}

/** Reads the planned fields of a post's row, which never change, without its content. */
function readHead(row: Selectable<PostsTable>) {
  const { channel, due, urgency, ordinal, key, edits } = row;
  const owner = decodeOwner(row.guild);
  return { owner, channel, due, urgency, ordinal, addedLate: row.added_late === 1, key, edits };
}

/** The fields that a body of each kind has at least; `null` for kinds that have no body. */
const BODY_FIELDS: Readonly<Record<PostKind, Readonly<Record<string, (value: unknown) => boolean>> | null>> = {
  reminder: null,
  'catch-up': null,
  notice: { revision: isNumber, changes: (value) => Array.isArray(value) && value.every(isObject) },
  correction: { post: isText, revision: isNumber },
  trouble: { what: isText },
  board: { print: isText },
  digest: { kind: isText, day: isText },
  personal: { user: isText, message: isObject },
};

/** Reads the content of a post besides its moments. Throws where its body is not one of its kind. */
function readContent({ kind, body }: Pick<Selectable<PostsTable>, 'kind' | 'body'>): PostContent {
  const content: unknown = { kind, body: body === null ? null : decodeJson(body, isObject) };
  if (!isContent(content)) throw new Error('A post does not hold what its kind says.');
  return content;
}

function isContent(content: unknown): content is PostContent {
  if (!isObject(content)) return false;
  const { kind, body } = content;
  const known = Object.entries(BODY_FIELDS).find(([name]) => name === kind);
  if (known === undefined) return false;
  const [, fields] = known;
  if (fields === null || body === null) return fields === body;
  return isObject(body) && Object.entries(fields).every(([name, isSound]) => isSound(body[name]));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function readPayload({ payload }: Pick<Selectable<PostsTable>, 'payload'>): Message | null {
  return payload === null ? null : decodeMessage(payload);
}

/** Writes a message as JSON text, with the bytes of its files in base64. */
export function encodeMessage(message: Message): string {
  const files = message.files.map((file) => ({ ...file, data: Buffer.from(file.data).toString('base64') }));
  return JSON.stringify({ ...message, files });
}

/** A message as `encodeMessage` writes it. */
type StoredMessage = Omit<Message, 'files'> & {
  readonly files: readonly (Omit<Attachment, 'data'> & { readonly data: string })[];
};

function isStoredMessage(value: unknown): value is StoredMessage {
  return isObject(value) && isText(value['content']) && [value['cards'], value['files']].every(Array.isArray);
}

/** Reads the message that `encodeMessage` was given, equal in every byte. Throws where the text is none. */
export function decodeMessage(text: string): Message {
  const stored = decodeJson(text, isStoredMessage);
  const files = stored.files.map((file) => ({ ...file, data: new Uint8Array(Buffer.from(file.data, 'base64')) }));
  return { ...stored, files };
}
