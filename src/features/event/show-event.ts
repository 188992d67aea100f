import { indexList, type ListedEvent, type ListIndex } from '../../list/index/index-list.ts';
import { lastEdge, orderEvents } from '../../list/index/order-events.ts';
import type { Message } from '../../model/message.ts';
import { eventCard } from '../../render/event/render-event-card.ts';
import type { CommandCall } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readPersonClock } from '../call/find-person.ts';
import { readClock } from '../call/read-clock.ts';
import { type EventStanding, eventAnswer } from './answer.ts';
import { listReminders } from './list-reminders.ts';

/** One event in full, as it stands now, with the reminders of the channel that asks; in direct messages, of the person. */
export async function showEvent(listed: ListedEvent, call: CommandCall, context: CommandContext): Promise<Message> {
  const index = indexList(context.list(), context.edges);
  const now = context.world.now();
  const { event, edges } = listed;
  const direct = call.guild === null;
  const { zone } = await (direct ? readPersonClock(call, context) : readClock(call.guild, context));
  const reminders = await listReminders(listed, call.channel.id, context);
  const card = eventCard({ event, edges, events: index.events, now, zone, reminders, direct });
  return eventAnswer(event, standingOf(listed, index, now), card);
}

function standingOf(listed: ListedEvent, index: ListIndex, now: number): EventStanding {
  const { ahead, running, open } = orderEvents(index, now);
  const next = ahead.find((entry) => entry.listed === listed);
  if (next) return { part: 'ahead', edge: next.edge };
  const part = running.includes(listed) ? 'running' : open.includes(listed) ? 'open' : 'past';
  return { part, edge: lastEdge(listed) };
}
