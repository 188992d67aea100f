import type { ListedEvent } from '../../list/index/index-list.ts';
import { type Lead, sortLeads } from '../../model/lead.ts';
import type { Message } from '../../model/message.ts';
import { plainTitleOf } from '../../render/text/event-name.ts';
import { type Call, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { chosenLeads, derivingClock, findPerson, readPersonClock } from '../call/find-subscription.ts';
import { comingLeads, judgeLead, offerLeads, personalStanding } from './personal-events.ts';
import { type Undelivered, undeliveredTo } from './read-undelivered.ts';
import { type ReminderWay, type RemindView, remindAnswer } from './remind-answer.ts';
import { personalText } from './words.ts';

/** Refuses an event of which no reminder can come any more. */
export function requireAhead(listed: ListedEvent, context: CommandContext): void {
  if (personalStanding(listed, context.world.now()) !== 'over') return;
  throw new CommandRefusal(personalText('over', { title: plainTitleOf(listed.event, 100) }));
}

/** When a person is reminded of an event, as it holds now: what they have chosen and what they can choose. */
export async function showRemind(listed: ListedEvent, call: Call, context: CommandContext): Promise<Message> {
  const row = await findPerson(call.user, context);
  const chosen = chosenLeads(row).get(listed.event.id) ?? [];
  const way = row === null ? null : wayOf(row.person?.fallback?.channel ?? null, await undeliveredTo(row, context));
  return remindAnswer(await viewRemind('asked', listed, chosen, way, call, context));
}

/** The answer after a choice was saved, or cancelled where `chosen` is empty. */
export async function viewRemind(
  did: RemindView['did'],
  listed: ListedEvent,
  chosen: readonly Lead[],
  way: ReminderWay | null,
  call: Call,
  context: CommandContext,
): Promise<RemindView> {
  const now = context.world.now();
  const shown = await readPersonClock(call, context);
  const clock = derivingClock(shown);
  const standing = personalStanding(listed, now);
  return {
    did,
    event: listed.event,
    ahead: listed.edges.filter((edge) => edge.anchor > now),
    standing,
    offers: standing === 'over' ? [] : offerLeads(listed, chosen, clock, now),
    chosen: sortLeads(chosen),
    coming: comingLeads(listed, chosen, clock, now),
    idle: chosen.filter((lead) => judgeLead(listed, lead, clock, now) === 'no known hour'),
    zone: shown.zone,
    way,
  };
}

function wayOf(fallback: string | null, undelivered: Undelivered | null): ReminderWay {
  if (undelivered?.instead != null) return { kind: 'fallback', channel: undelivered.instead };
  return { kind: 'direct', or: fallback };
}
