import { parseLead } from '../model/lead.ts';
import type { Card, Message } from '../model/message.ts';
import type { CorrectionBody } from '../model/post-body.ts';
import type { ClaimedPost, MomentRow, PostRow } from '../outbox/outbox.ts';
import { restsBecause } from '../plan/match-filter.ts';
import { edgeInWords } from '../render/changed-date.ts';
import { type CorrectionItem, renderCorrection } from '../render/render-correction.ts';
import { renderReminder } from '../render/render-reminder.ts';
import type { ComposeContext, EventsById } from './compose-message.ts';

/**
 * An earlier message as it should read now: what no longer holds is struck, what holds reads as the list has it today,
 * said from the moment it was posted. `null` when there is no message to set right.
 */
export async function composeCorrection(post: ClaimedPost, context: ComposeContext): Promise<Message | null> {
  const body = JSON.parse(post.body ?? '{}') as CorrectionBody;
  const { outbox, list } = context;
  const original = await outbox.post(body.post);
  if (original === null || original.payload === null) return null;
  const events = original.payload.cards.flatMap(({ event }) => (event === null ? [] : [event]));
  const rows = await outbox.moments({ channels: [post.channel], events });
  const mine = rows.filter((row) => row.post === original.id && row.state !== 'skipped');
  const fresh = freshCards(original, mine, context);
  const payload = { ...original.payload, cards: original.payload.cards.map((card) => fresh.get(card.event) ?? card) };
  const items = mine.map((row) => ({
    card: payload.cards.findIndex((card) => card.event === row.event),
    ...dateToldBy(row, list),
  }));
  const notice = rows.find((row) => row.lead === `notice#${body.revision}`)?.post ?? null;
  const said = notice === null ? null : ((await outbox.post(notice))?.message ?? null);
  const link = said === null ? null : `https://discord.com/channels/${post.guild}/${post.channel}/${said}`;
  const shown = items.map((item) => ({ ...item, card: item.card < 0 ? null : item.card }));
  return renderCorrection({ payload, items: shown, link });
}

/** What has become of a date that a row told. */
export function dateToldBy(row: MomentRow, list: EventsById): Pick<CorrectionItem, 'state' | 'now'> {
  const found = list.find(row.event);
  if (found === null) return { state: 'removed', now: null };
  const rest = restsBecause(found.event);
  if (rest === 'event cancelled') return { state: 'cancelled', now: null };
  if (rest === 'event postponed') return { state: 'postponed', now: null };
  const edge = found.edges.find(({ kind }) => kind === row.edge);
  if (edge === undefined) return { state: 'withdrawn', now: null };
  if (edge.sourceDate === row.sourceDate) return { state: 'stands', now: null };
  return { state: 'moved', now: edgeInWords(edge, list.events) };
}

/** The cards of a reminder whose dates stand, with today's texts, as they would have read when it was posted. */
function freshCards(
  original: PostRow,
  rows: readonly MomentRow[],
  context: ComposeContext,
): ReadonlyMap<string | null, Card> {
  const sentAt = original.sentAt;
  if (original.kind !== 'reminder' || sentAt === null) return new Map();
  const items = rows.flatMap((row) => {
    const found = context.list.find(row.event);
    const edge = found?.edges.find(({ kind }) => kind === row.edge);
    const lead = parseLead(row.lead);
    const stands = dateToldBy(row, context.list).state === 'stands';
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
