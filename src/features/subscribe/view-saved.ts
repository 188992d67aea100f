import type { Subscription } from '../../model/subscription.ts';
import { isMuted } from '../../plan/reminders/match-filter.ts';
import type { CommandContext } from '../call/context.ts';
import { findMissed } from '../call/post-now.ts';
import { lastWantedDay, nextReminders, previewLeads } from '../call/preview-reminders.ts';
import { queryFor, type ShownClock } from '../call/read-clock.ts';
import type { SubscribeView } from '../call/subscribe-answer.ts';
import { asksTheSame } from '../call/undo-parts.ts';

/** How many reminders to come the answer names. */
const SHOWN = 3;

/**
 * Describes a subscription that is about to replace `before`: what it brings by that clock, what has passed and what
 * was never sent. Call it before the write: an error answer says that nothing was changed.
 */
export async function viewOfSaved(
  request: {
    readonly saved: Subscription;
    readonly before: Subscription | null;
    readonly clock: ShownClock;
    readonly pingNeeds: string | null;
  },
  context: CommandContext,
): Promise<SubscribeView> {
  const { saved, before, clock, pingNeeds } = request;
  const index = context.index();
  const now = context.world.now();
  const defaults = context.defaults();
  const wanted = queryFor(saved, clock, defaults);
  const { passed, ...leads } = previewLeads(index, wanted, now);
  const isChange = before !== null && before.paused === null;
  const isOther = isChange && !asksTheSame(before, saved);
  return {
    saved,
    before,
    defaults: defaults.leads,
    zone: clock.reader,
    now,
    pausedUntil: clock.pausedUntil,
    titleOf: (id) => index.byId.get(id)?.event.title ?? id,
    next: nextReminders(index, wanted, now, SHOWN),
    ...leads,
    passed: isChange ? [] : passed,
    untold: isOther ? await findMissed(saved, context) : [],
    lastDay: lastWantedDay(index, saved.filter, now),
    pingNeeds,
    missed: await missedWhilePaused(before, context),
  };
}

/**
 * Counts by event what fell due in a channel while it was paused and was never sent; empty for one that was not paused.
 */
async function missedWhilePaused(
  before: Subscription | null,
  context: CommandContext,
): Promise<SubscribeView['missed']> {
  if (before === null || before.paused === null) return [];
  const rows = await context.outbox.moments({ channels: [before.channel], events: null });
  const closing = (await context.registry.closings()).find(({ channel }) => channel === before.channel);
  // A pause without such a record began after its subscription did.
  const from = closing?.missedFrom ?? before.since;
  const lost = rows.filter((row) => row.due >= from && (row.state === 'dead' || row.reason === 'muted'));
  const byEvent = Map.groupBy(lost, (row) => row.event);
  return context.list().events.flatMap((event) => {
    const count = isMuted(before.filter, event.id) ? 0 : (byEvent.get(event.id)?.length ?? 0);
    return count === 0 ? [] : [{ event, count }];
  });
}
