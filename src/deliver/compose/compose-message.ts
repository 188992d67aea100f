import type { Message } from '../../model/message.ts';
import type { MissedWhileClosed, SkipReason } from '../../model/post.ts';
import { todoKey } from '../../model/todo.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import { listTodos } from '../../plan/changes/list-todos.ts';
import { stillHolds } from '../../plan/changes/net-changes.ts';
import { decidePing, ON_TIME_MS } from '../../plan/reminders/decide-send.ts';
import { markRepeated, markReplay } from '../../render/card/adjust-message.ts';
import { renderCatchUp } from '../../render/reminder/render-catch-up.ts';
import { renderFallback } from '../../render/reminder/render-personal.ts';
import { type ReminderItem, renderReminder } from '../../render/reminder/render-reminder.ts';
import { renderTrouble } from '../../render/trouble/render-trouble.ts';
import { zoneOf } from '../../time/reader.ts';
import type { SendableMoment } from '../review-post.ts';
import { composeBoard } from './compose-board.ts';
import {
  type ComposeContext,
  type Composed,
  type EventsById,
  hasCardAbove,
  type RecurringSeen,
} from './compose-context.ts';
import { composeCorrection } from './compose-correction.ts';
import { composeDigest } from './compose-digest.ts';
import { composeNotice } from './compose-notice.ts';

/** Builds the message of a post from the rows it may report now; the reason, or `null`, when none is left. */
export async function composeMessage(
  post: ClaimedPost,
  send: readonly SendableMoment[],
  context: ComposeContext & { readonly recurring: RecurringSeen },
): Promise<Composed | SkipReason | null> {
  if (post.kind === 'notice') return composeNotice(post, context);
  const message = await messageOf(post, send, context);
  return message === null || typeof message === 'string' ? message : { message, leftOut: [] };
}

async function messageOf(
  post: Exclude<ClaimedPost, { readonly kind: 'notice' }>,
  send: readonly SendableMoment[],
  context: ComposeContext & { readonly recurring: RecurringSeen },
): Promise<Message | SkipReason | null> {
  if (post.kind === 'board') return composeBoard(post, context.recurring, context);
  if (post.kind === 'digest') return composeDigest(post, context.recurring, context);
  if (post.kind === 'correction') return composeCorrection(post, context);
  if (post.kind === 'trouble') return composeTrouble(post, context);
  if (post.kind === 'personal') return composePersonal(post, context);
  const view = {
    items: await withCardsAbove(post, send, context),
    events: context.list.events,
    now: context.now,
    zone: context.reader,
    ping: decidePing(
      send.map(({ event }) => event),
      context.subscription,
      post.ordinal,
      post.kind === 'catch-up' ? 'catch-up' : 'reminder',
    ),
    mark: post.nonce,
    possiblyRepeated: context.possiblyRepeated,
    replay: context.replay,
  };
  if (post.kind === 'catch-up') return renderCatchUp(view);
  const late = send.some((moment) => moment.late) && !post.addedLate;
  const { offline = null } = context;
  return renderReminder({ ...view, late, offline, addedLate: post.addedLate, personal: post.owner.kind === 'person' });
}

/**
 * The dates to remind of, and of each whether an earlier reminder of it stands in the channel: its card says the rest, so
 * that the date alone is repeated (docs/messages.md, rule 4).
 */
async function withCardsAbove(
  post: ClaimedPost,
  send: readonly SendableMoment[],
  { outbox }: Pick<ComposeContext, 'outbox'>,
): Promise<ReminderItem[]> {
  const events = [...new Set(send.map(({ event }) => event.id))];
  const rows = await outbox.moments({ channels: [post.channel], events });
  return send.map(({ event, edge, lead, row }) => ({
    event,
    edge,
    lead,
    due: row.due,
    again: hasCardAbove(row, rows),
  }));
}

/**
 * Builds the message that a person's closed direct messages refused, for the place in which they asked. It was written
 * when it was refused: one that has waited since says so, because distances in it may have become false.
 */
export function composePersonal(
  post: Pick<ClaimedPost<'personal'>, 'body' | 'due' | 'nonce'>,
  { now, reader, replay, possiblyRepeated }: Pick<ComposeContext, 'now' | 'reader' | 'replay' | 'possiblyRepeated'>,
): Message {
  const written = now - post.due > ON_TIME_MS ? post.due : null;
  const message = renderFallback({ ...post.body, written, zone: reader, mark: post.nonce, replay });
  return possiblyRepeated ? markRepeated(message) : message;
}

/**
 * Builds a message to managers or maintainers, or about what a channel has missed; `null` for a to-do that somebody has done
 * meanwhile, and where nothing of what was missed holds any more.
 */
export function composeTrouble(
  post: Pick<ClaimedPost<'trouble'>, 'body' | 'nonce'>,
  context: Pick<ComposeContext, 'list' | 'now' | 'reader' | 'replay' | 'possiblyRepeated'>,
): Message | null {
  const body = post.body.what === 'missed' ? stillMissed(post.body, context.list) : post.body;
  if (body.what === 'missed' && body.count + (body.changes?.length ?? 0) === 0) return null;
  if (body.what === 'todo') {
    const found = context.list.find(body.todo.event);
    const open = found === null ? [] : listTodos([found], context.now);
    if (!open.some((one) => todoKey(one) === todoKey(body.todo))) return null;
  }
  const { now, list } = context;
  const rendered = renderTrouble(body, { mark: post.nonce, zone: zoneOf(context.reader), now, events: list.events });
  const message = context.possiblyRepeated ? markRepeated(rendered) : rendered;
  return context.replay ? markReplay(message) : message;
}

/** It may have waited, and a change been overtaken by a later one, whose own notice speaks of it. */
function stillMissed(body: MissedWhileClosed, list: EventsById): MissedWhileClosed {
  const changes = (body.changes ?? []).filter(({ change }) => stillHolds(change, list.find(change.event)));
  return { ...body, changes };
}
