import type { ListedEvent, ListIndex } from '../../list/index/index-list.ts';
import { lastEdge, orderEvents } from '../../list/index/order-events.ts';
import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import type { Card, Message } from '../../model/message.ts';
import { occasionName } from '../../model/moment.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { leadsAhead } from '../../plan/reminders/derive-agenda.ts';
import { wantsEvent } from '../../plan/reminders/match-filter.ts';
import { buildAnswer, firstThatFits } from '../../render/card/build-card.ts';
import { calendarButton, remindButton } from '../../render/card/message-buttons.ts';
import { wasReportedAfter } from '../../render/event/compare-claims.ts';
import { type ChannelReminder, eventCard, type NoReminders } from '../../render/event/render-event-card.ts';
import { dateSentence } from '../../render/reminder/reminder-sentence.ts';
import { plainTitleOf } from '../../render/text/event-name.ts';
import { certaintyText } from '../../render/text/words.ts';
import { formatDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { type Call, type Command, CommandRefusal, type CommandShape, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import { queryFor, readClock, readOwnerClock } from '../call/read-clock.ts';
import { datesReply, SHARE_OPTION } from '../call/share-answer.ts';
import { callText } from '../call/words.ts';
import { eventText } from './words.ts';

const SHAPE = {
  name: 'dates show',
  description: eventText('event'),
  options: [{ ...EVENT_OPTION, name: 'name' }, SHARE_OPTION],
} as const satisfies CommandShape;

/** `/dates show`: one event in full. */
const event: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const index = context.index();
    const listed = requireEvent(call.options.name, index, context.world.now(), 'name');
    return datesReply(call, await showEvent(listed, call, context));
  },
  async complete(_call, { typed }, context) {
    return completeEvent(typed, context.index(), context.world.now());
  },
};

/**
 * A press on Details below a message, `details:<event>~<mark>`, or a choice of one event below a message about several,
 * `details:~<mark>`: the event in full, as the list has it now. For the person who pressed only.
 */
const pressDetails: PressHandler<CommandContext> = {
  action: 'details',
  async handle(call, context) {
    const listed = context.index().byId.get(call.values[0] ?? call.args[0] ?? '');
    if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
    return { message: await showEvent(listed, call, context), private: true, shareable: true };
  },
};

/**
 * Shows one event in full, as it stands now, with the reminders of the channel that asks; in direct messages, of the
 * person.
 */
async function showEvent(listed: ListedEvent, call: Call, context: CommandContext): Promise<Message> {
  const index = context.index();
  const now = context.world.now();
  const { event, edges } = listed;
  const direct = call.guild === null;
  const { reader: zone } = await (direct ? readPersonClock(call, context) : readClock(call.guild, context));
  const { reminders, none } = await listReminders(listed, call.channel.id, context);
  const card = eventCard({
    event,
    edges,
    events: index.events,
    now,
    zone,
    reminders,
    direct,
    none: direct ? 'unasked' : none,
  });
  return eventAnswer(event, statusOf(listed, index, now), card, { now, zone });
}

function statusOf(listed: ListedEvent, index: ListIndex, now: number): EventStatus {
  const { ahead, running, open } = orderEvents(index, now);
  const next = ahead.find((entry) => entry.listed === listed);
  if (next) return { part: 'ahead', edge: next.edge };
  const part = running.includes(listed) ? 'running' : open.includes(listed) ? 'open' : 'past';
  return { part, edge: lastEdge(listed) };
}

/**
 * The reminders of an event that a channel got and will get, soonest first: the outbox's, and those that the plan gives
 * after now; and why there are none, where there are none.
 */
async function listReminders(
  listed: ListedEvent,
  channel: ChannelId,
  context: CommandContext,
): Promise<{ readonly reminders: readonly ChannelReminder[]; readonly none: NoReminders }> {
  const { event, edges } = listed;
  const now = context.world.now();
  const rows = await context.outbox.moments({ channels: [channel], events: [event.id] });
  const posted = rows.flatMap(({ lead, due, state, reason }): ChannelReminder[] =>
    lead === null ? [] : [{ lead, due, state, reason }],
  );
  const subscription = await context.registry.subscription(channel);
  if (subscription === null) return { reminders: posted, none: 'unsubscribed' };
  const known = new Set(rows.map((row) => `${row.edge} ${row.sourceDate} ${occasionName(row)}`));
  const clock = await readOwnerClock(subscription.owner, context);
  const query = queryFor(subscription, clock, context.defaults());
  const barred = subscription.paused !== null ? 'paused' : wantsEvent(query.filter, event) ? null : 'unwanted';
  const ahead = (barred === null ? leadsAhead({ event, edges }, query, now) : [])
    .filter((one) => !known.has(`${one.edge} ${one.sourceDate} ${occasionName(one)}`))
    .map(({ lead, due }): ChannelReminder => ({ lead, due, state: 'ahead', reason: null }));
  const none = barred ?? (edges.length === 0 ? 'undated' : 'passed');
  return { reminders: [...posted, ...ahead].sort((a, b) => a.due - b.due), none };
}

export const feature: Feature = { commands: [event], presses: [pressDetails] };

/** An event's state, and the edge that decides it: the next one ahead, or the last one behind. */
export type EventStatus = {
  readonly part: 'ahead' | 'running' | 'open' | 'past';
  readonly edge: Edge | null;
};

/** The answer to `/dates show` and to the Details button: one line, the event's card in full, and the actions on it. */
export function eventAnswer(event: ListEvent, status: EventStatus, card: Card, reader: ReaderNow): Message {
  const controls = [
    ...(status.part === 'ahead' || status.part === 'open' ? [remindButton(event, null)] : []),
    ...(status.edge === null ? [] : [calendarButton(event, null)]),
  ];
  const line = (name: number) => lineOf({ event, ...status, ...reader }, name);
  return buildAnswer(
    firstThatFits(line(200), line(50), eventText('eventContent')),
    card,
    controls.length === 0 ? [] : [controls],
  );
}

/** The reader's clock. */
type ReaderNow = { readonly now: Instant; readonly zone: Reader };

/** The date where it lies ahead or was not reported afterwards; else how the event stands. True at any later time too. */
function lineOf(view: EventStatus & ReaderNow & { readonly event: ListEvent }, name: number): string {
  const { event, part, edge } = view;
  const title = plainTitleOf(event, name);
  const state = stateWords(event, view);
  if (state !== null) return eventText('eventLine', { title, state });
  return edge === null || part === 'open' ? title : dateSentence({ ...view, edge }, name);
}

/** `null` where the date itself says it. */
function stateWords(event: ListEvent, { part, edge }: EventStatus): string | null {
  const certainty = certaintyText(`${event.certainty}`);
  if (event.outcome !== null || event.certainty === 'done') return eventText('stateOver');
  if (isCalledOff(event.certainty)) return certainty;
  if (edge === null || part === 'open') return eventText('stateOpen', { certainty });
  if (part === 'running') return eventText('stateRunning', { day: formatDay(edge.day, 'weekday') });
  return part === 'past' && wasReportedAfter(edge.claim, edge.date)
    ? eventText('stateInForce', { day: formatDay(edge.day, 'day-year') })
    : null;
}
