import type { ChangeKind } from '../../model/change.ts';
import { edgeOfDate } from '../../model/edge.ts';
import type { Card, Message } from '../../model/message.ts';
import { guildOf } from '../../model/subscription.ts';
import type { ClaimedPost, MomentRow, PostRow } from '../../outbox/outbox.ts';
import { restsBecause } from '../../plan/reminders/match-filter.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import { edgeInWords } from '../../render/notice/changed-date.ts';
import { type CorrectionItem, refreshWording, renderCorrection } from '../../render/notice/render-correction.ts';
import { renderReminder } from '../../render/reminder/render-reminder.ts';
import type { ComposeContext, EventsById } from './compose-context.ts';

/**
 * Builds an earlier message as it should read now: dates that no longer hold are struck through, the others read as the
 * list has them today, seen from the moment it was posted. `null` when there is no message to correct, or its channel
 * is closed to the bot: an edit there would lose its cards, since an account that may not send may not embed either.
 */
export async function composeCorrection(
  post: ClaimedPost<'correction'>,
  context: ComposeContext,
): Promise<Message | null> {
  const { body } = post;
  const { outbox, list, subscription } = context;
  if (subscription !== null && subscription.paused !== null) return null;
  const original = await outbox.post(body.post);
  if (original === null || original.payload === null) return null;
  const events = original.payload.cards.flatMap(({ event }) => (event === null ? [] : [event]));
  const rows = await outbox.moments({ channels: [post.channel], events });
  const mine = rows.filter((row) => row.post === original.id && row.state !== 'skipped');
  const fresh = freshCards(original, mine, context);
  const refreshed = (card: Card): Card => {
    const event = card.event === null || original.kind !== 'reminder' ? null : (list.find(card.event)?.event ?? null);
    return event === null ? card : refreshWording(card, event);
  };
  const cards = original.payload.cards.map((card) => fresh.get(card.event) ?? refreshed(card));
  const payload = { ...original.payload, cards };
  const items = mine.map((row) => ({
    card: payload.cards.findIndex((card) => card.event === row.event),
    ...checkAnnouncedDate(row, list),
  }));
  const stale = mine.filter((row) => checkAnnouncedDate(row, list).state !== 'stands');
  const said = await noticeOf(
    stale,
    rows.filter(({ post: id }) => id !== original.id),
    body.revision,
    context,
  );
  const link = said === null ? null : messageLink(guildOf(post.owner), post.channel, said);
  const shown = items.map((item) => ({ ...item, card: item.card < 0 ? null : item.card }));
  return renderCorrection({ payload, items: shown, link });
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

/**
 * Finds the message of the notice that reported why a date no longer holds: the newest that says so; else one of the
 * settled revision, or a later one that speaks for it. A typo that is fixed afterwards leaves the link where it was.
 */
async function noticeOf(
  stale: readonly MomentRow[],
  rows: readonly MomentRow[],
  revision: number,
  { outbox, list }: Pick<ComposeContext, 'outbox' | 'list'>,
): Promise<string | null> {
  const sent = rows
    .filter((row) => row.lead === null)
    .filter(({ state }) => state === 'sent')
    .sort((a, b) => b.revision - a.revision);
  let newest: string | null = null;
  for (const row of sent) {
    const notice = row.post === null ? null : await outbox.post(row.post);
    if (notice?.kind !== 'notice' || notice.message === null) continue;
    const { changes } = notice.body;
    const explains = (earlier: MomentRow) =>
      changes.some(
        ({ event, kind }) =>
          event === earlier.event && KINDS_BY_STATE[checkAnnouncedDate(earlier, list).state].includes(kind),
      );
    if (stale.some(explains)) return notice.message;
    if (row.revision >= revision) newest ??= notice.message;
  }
  return newest;
}

/** The present state of a date that a row holds. */
export function checkAnnouncedDate(row: MomentRow, list: EventsById): Pick<CorrectionItem, 'state' | 'now'> {
  const found = list.find(row.event);
  if (found === null) return { state: 'removed', now: null };
  const rest = restsBecause(found.event);
  if (rest === 'event cancelled') return { state: 'cancelled', now: null };
  if (rest === 'event postponed') return { state: 'postponed', now: null };
  const edge = edgeOfDate(found.edges, row);
  if (edge === null) return { state: 'withdrawn', now: null };
  if (edge.sourceDate === row.sourceDate) return { state: 'stands', now: null };
  return { state: 'moved', now: edgeInWords(edge, list.events) };
}

/** The cards of a reminder whose dates hold, with today's texts, as they would have read when it was posted. */
function freshCards(
  original: PostRow,
  rows: readonly MomentRow[],
  context: ComposeContext,
): ReadonlyMap<string | null, Card> {
  const sentAt = original.sentAt;
  if (original.kind !== 'reminder' || sentAt === null) return new Map();
  const items = rows.flatMap((row) => {
    const found = context.list.find(row.event);
    const edge = found === null ? null : edgeOfDate(found.edges, row);
    const { lead } = row;
    const stands = checkAnnouncedDate(row, context.list).state === 'stands';
    return found && edge && lead && stands ? [{ event: found.event, edge, lead, due: row.due }] : [];
  });
  if (items.length === 0) return new Map();
  const { cards } = renderReminder({
    items,
    events: context.list.events,
    now: sentAt,
    zone: context.clock.zone,
    ping: null,
    mark: '',
    late: rows.some((row) => row.reason === 'late'),
    addedLate: original.addedLate,
    possiblyRepeated: false,
    replay: context.replay,
    checkedAt: null,
  });
  return new Map(cards.map((card) => [card.event, card]));
}
