import type { Message } from '../model/message.ts';
import { type EventStanding, eventAnswer } from '../render/answers/event-answer.ts';
import { eventCard } from '../render/render-event-card.ts';
import type { CommandCall } from './command.ts';
import type { CommandContext } from './context.ts';
import { readPersonClock } from './find-person.ts';
import { indexList, type ListedEvent, type ListIndex } from './index-list.ts';
import { listReminders } from './list-reminders.ts';
import { lastEdge, orderEvents } from './order-events.ts';
import { readClock } from './read-clock.ts';

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
