import type { ListedEvent } from '../../list/index/index-list.ts';
import { leadName, parseLead } from '../../model/lead.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';
import type { ChannelReminder } from '../../render/event/render-event-card.ts';
import type { CommandContext } from '../call/context.ts';
import { readClock, wishOf } from '../call/read-clock.ts';

/**
 * The reminders of an event that a channel got and will get, soonest first: what the ledger has, and what the plan gives
 * after now. Empty where the channel has no subscription and never had one that told it of this event.
 */
export async function listReminders(
  listed: ListedEvent,
  channel: ChannelId,
  context: CommandContext,
): Promise<ChannelReminder[]> {
  const { event, edges } = listed;
  const now = context.world.now();
  const rows = await context.outbox.moments({ channels: [channel], events: [event.id] });
  const told = rows.flatMap((row): ChannelReminder[] => {
    const lead = parseLead(row.lead);
    return lead === null ? [] : [{ lead, due: row.due, state: row.state, reason: row.reason }];
  });
  const subscription = await context.registry.subscription(channel);
  if (subscription === null) return told;
  const known = new Set(rows.map((row) => `${row.edge} ${row.sourceDate} ${row.lead}`));
  const clock = await readClock(subscription.guild, context);
  const wish = wishOf(subscription, clock, context.defaults());
  const wanted = wantsEvent(wish.filter, event) && restsBecause(event) === null && subscription.paused === null;
  const ahead = edges.flatMap((edge) =>
    wanted
      ? deriveDueLeads(edge, leadsFor(event, edge, wish.clock, wish.defaults), wish.clock)
          .due.filter(({ due }) => due > now && due >= (wish.pausedUntil ?? now))
          .filter(({ lead }) => !known.has(`${edge.kind} ${edge.sourceDate} ${leadName(lead)}`))
          .map(({ lead, due }): ChannelReminder => ({ lead, due, state: 'ahead', reason: null }))
      : [],
  );
  return [...told, ...ahead].sort((a, b) => a.due - b.due);
}
