import type { ChangeKind, EventChange } from '../../model/change.ts';
import { DAY_MS } from '../../model/date.ts';
import { type Edge, edgeOfDate, isSameEdge, kindOfEdge } from '../../model/edge.ts';
import type { Card, Message } from '../../model/message.ts';
import type { SkipReason } from '../../model/post.ts';
import { guildOf } from '../../model/subscription.ts';
import type { ClaimedPost, MomentRow, PostRow } from '../../outbox/outbox.ts';
import { withBothDays } from '../../plan/changes/compare-dates.ts';
import { sameValue } from '../../plan/changes/same-value.ts';
import type { DatedEvent } from '../../plan/reminders/derive-agenda.ts';
import { restsBecause } from '../../plan/reminders/match-filter.ts';
import { byUrgency } from '../../plan/reminders/order-reminders.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import { edgeInWords } from '../../render/notice/changed-date.ts';
import { type CorrectionItem, renderCorrection } from '../../render/notice/render-correction.ts';
import { compareItems, renderReminder } from '../../render/reminder/render-reminder.ts';
import { titleOf } from '../../render/text/event-name.ts';
import type { Reader } from '../../time/reader.ts';
import { type ComposeContext, type EventsById, hasCardAbove } from './compose-context.ts';

/**
 * Builds an earlier message as it should read now: dates that no longer hold are struck through, the others read as the
 * list has them today, seen from the moment it was posted. `null` when there is no message to correct, or its channel
 * is closed to the bot: an edit there would lose its cards, since an account that may not send may not embed either.
 * `nothing to say` where the message reads like that already: Discord marks every edit.
 */
export async function composeCorrection(
  post: ClaimedPost<'correction'>,
  context: ComposeContext,
): Promise<Message | SkipReason | null> {
  const { body } = post;
  const { outbox, list, subscription } = context;
  if (subscription !== null && subscription.paused !== null) return null;
  const original = await outbox.post(body.post);
  if (original === null || original.payload === null) return null;
  const events = original.payload.cards.flatMap(({ event }) => (event === null ? [] : [event]));
  const rows = await outbox.moments({ channels: [post.channel], events });
  const mine = rows.filter((row) => row.post === original.id && row.state !== 'skipped');
  const places = placesOf(original.payload.cards, mine);
  const fresh = freshCards(original, mine, rows, context);
  const atPlace = new Map([...fresh].map(([row, card]) => [places.get(row) ?? null, card]));
  // A typo in a title that has been corrected does not come back.
  const refreshed = (card: Card): Card => {
    const event = card.event === null || original.kind !== 'reminder' ? null : (list.find(card.event)?.event ?? null);
    return event === null ? card : { ...card, title: titleOf(event, 200) };
  };
  const cards = original.payload.cards.map((card, at) => atPlace.get(at) ?? refreshed(card));
  const payload = { ...original.payload, cards };
  const others = rows.filter(({ post: id }) => id !== original.id);
  const notices = await readNotices(others, context);
  const items = mine.map((row) => {
    const said = noticeOf(row, notices, body.revision, list);
    const link = said === null ? null : messageLink(guildOf(post.owner), post.channel, said);
    return { card: places.get(row) ?? null, ...checkAnnouncedDate(row, list, context.reader), link };
  });
  const corrected = renderCorrection({ payload, items, link: null });
  const now = await presentMessage(post, original, context);
  return now !== null && readsTheSame(now, corrected) ? 'nothing to say' : corrected;
}

/** As long as this after a message was sent, all edits of it are known: they are kept for half a year. */
const KNOWN_MS = 150 * DAY_MS;

/** An earlier message as it reads now in its channel; `null` where that is not sure. */
async function presentMessage(
  { id, channel, firstUnanswered }: ClaimedPost<'correction'>,
  { message, payload, sentAt, attempts }: PostRow,
  { outbox, now }: ComposeContext,
): Promise<Message | null> {
  if (message === null || sentAt === null || now - sentAt > KNOWN_MS || firstUnanswered !== null) return null;
  const edits = (await outbox.editsOf({ channel, message })).filter((edit) => edit.id !== id && edit.payload !== null);
  if (edits.some(({ state }) => state !== 'sent')) return null;
  const newest = edits.toSorted((a, b) => (b.sentAt ?? 0) - (a.sentAt ?? 0))[0];
  if (newest !== undefined) return newest.payload;
  // Of several attempts the first may be the one that arrived, with the words of an earlier list.
  return attempts > 1 ? null : payload;
}

/** Whether two messages look alike to whoever reads them. */
function readsTheSame(a: Message, b: Message): boolean {
  const shown = ({ content, cards, controls }: Message) => ({
    content,
    controls,
    cards: cards.map(({ event: _, date: __, ...card }) => card),
  });
  return sameValue(shown(a), shown(b));
}

/**
 * The place of each row's card among the cards of its message; none for a row that has no card. Where a message has
 * several cards of one event, they stand most urgent first, one for each date.
 */
function placesOf(cards: readonly Card[], rows: readonly MomentRow[]): ReadonlyMap<MomentRow, number> {
  const places = new Map<MomentRow, number>();
  for (const [event, own] of Map.groupBy(rows, (row) => row.event)) {
    const at = cards.flatMap((card, index) => (card.event === event ? [index] : []));
    const dates = [...Map.groupBy(own.toSorted(byUrgency), ({ edge, sourceDate }) => `${edge}|${sourceDate}`).values()];
    for (const [index, same] of dates.entries()) {
      const place = at.length === 1 ? at[0] : at[index];
      if (place !== undefined) for (const row of same) places.set(row, place);
    }
  }
  return places;
}

/** The changes that make a date no longer hold. */
const KINDS_BY_STATE: Readonly<Record<CorrectionItem['state'], readonly ChangeKind[]>> = {
  stands: [],
  moved: ['earlier', 'later', 'extended', 'became exact', 'restored'],
  cancelled: ['cancelled'],
  postponed: ['postponed'],
  removed: ['removed'],
  withdrawn: ['withdrawn'],
};

/** A notice that stands in the channel. */
type SentNotice = { readonly message: string; readonly revision: number; readonly changes: readonly EventChange[] };

/** The notices of these rows, newest first. */
async function readNotices(
  rows: readonly MomentRow[],
  { outbox }: Pick<ComposeContext, 'outbox'>,
): Promise<SentNotice[]> {
  const ids = new Set(rows.flatMap((row) => (row.lead === null && row.state === 'sent' ? (row.post ?? []) : [])));
  const posts = await Promise.all([...ids].map((id) => outbox.post(id)));
  const sent = posts.flatMap((one) =>
    one?.kind === 'notice' && one.message !== null ? [{ message: one.message, ...one.body }] : [],
  );
  return sent.sort((a, b) => b.revision - a.revision);
}

/**
 * Finds the message of the notice that reported why a row's date no longer holds: the newest that says so of that date;
 * else, of its event, one of the settled revision or a later one that speaks for it. A typo that is fixed afterwards
 * leaves the link where it was, and so does the move of another date of the same message.
 */
function noticeOf(row: MomentRow, notices: readonly SentNotice[], revision: number, list: EventsById): string | null {
  const kinds = KINDS_BY_STATE[checkAnnouncedDate(row, list).state];
  const isOfDate = ({ event, edge, before }: EventChange): boolean =>
    event === row.event && (edge === null || isSameEdge(edge, row.edge) || before?.date.role === kindOfEdge(row.edge));
  const telling = notices.find(({ changes }) => changes.some((one) => isOfDate(one) && kinds.includes(one.kind)));
  const later = notices.find((one) => one.revision >= revision && one.changes.some(({ event }) => event === row.event));
  return (telling ?? later)?.message ?? null;
}

/** The present state of a date that a row holds, and the date now in words for a reader. */
export function checkAnnouncedDate(
  row: MomentRow,
  list: EventsById,
  reader: Reader = 'UTC',
): Pick<CorrectionItem, 'state' | 'now'> {
  const found = list.find(row.event);
  if (found === null) return { state: 'removed', now: null };
  const rest = restsBecause(found.event);
  if (rest === 'event cancelled') return { state: 'cancelled', now: null };
  if (rest === 'event postponed') return { state: 'postponed', now: null };
  const edge = edgeOfRow(row, found);
  if (edge === null) return { state: 'withdrawn', now: null };
  if (edge.sourceDate === row.sourceDate) return { state: 'stands', now: null };
  return { state: 'moved', now: edgeInWords(edge, list.events, reader) };
}

/** The last day of a range stands, or moves, whether or not the entry still asks to be reminded of it. */
function edgeOfRow(row: MomentRow, found: DatedEvent): Edge | null {
  if (kindOfEdge(row.edge) !== 'last-day') return edgeOfDate(found.edges, row);
  const { edges } = withBothDays(found);
  // One day is the first and the last.
  return edgeOfDate(edges, row) ?? edges.find(({ kind }) => kind === 'opens') ?? null;
}

/** The cards of a reminder's rows whose dates hold, with today's texts, as they would have read when it was posted. */
function freshCards(
  original: PostRow,
  rows: readonly MomentRow[],
  inChannel: readonly MomentRow[],
  context: ComposeContext,
): ReadonlyMap<MomentRow, Card> {
  const sentAt = original.sentAt;
  if (original.kind !== 'reminder' || sentAt === null) return new Map();
  const items = rows.flatMap((row) => {
    const found = context.list.find(row.event);
    const edge = found === null ? null : edgeOfDate(found.edges, row);
    const { lead } = row;
    const stands = checkAnnouncedDate(row, context.list).state === 'stands';
    if (!found || !edge || !lead || !stands) return [];
    const again = hasCardAbove(row, inChannel);
    return [{ event: found.event, edge, lead, due: row.due, again, row }];
  });
  if (items.length === 0) return new Map();
  const { cards } = renderReminder({
    items,
    events: context.list.events,
    now: sentAt,
    zone: context.reader,
    ping: null,
    mark: '',
    late: rows.some((row) => row.reason === 'late'),
    addedLate: original.addedLate,
    possiblyRepeated: false,
    replay: context.replay,
  });
  const sorted = items.sort(compareItems);
  return new Map(cards.flatMap((card, at) => (sorted[at] === undefined ? [] : [[sorted[at].row, card]])));
}
