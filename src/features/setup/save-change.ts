import type { Subscription } from '../../model/subscription.ts';
import type { Call, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { saveChoice } from '../call/find-subscription.ts';
import { findMissed } from '../call/post-now.ts';
import { printState } from '../call/undo-parts.ts';
import type { CardState } from './card-state.ts';
import { type CardPlace, requireCard, type Shown, showCard } from './show-card.ts';

/** Saves one change of a channel's subscription at once, and shows the card with what changed marked. */
export function saveChange(
  place: CardPlace,
  call: Call,
  context: CommandContext,
  edit: (subscription: Subscription, state: CardState) => Subscription,
): Promise<Reply> {
  return makeChange(place, call, context, async (state) => {
    const wanted = edit(state.subscription, state);
    if (printState(wanted) === printState(state.subscription)) return {};
    const isOther = await saveChoice(wanted, state, context);
    return isOther ? { missed: await findMissed(wanted, context) } : {};
  });
}

/** Makes any change to what a channel gets, in the caller's turn, and shows the card. */
export function makeChange(
  place: CardPlace,
  call: Call,
  context: CommandContext,
  change: (state: CardState) => Promise<Shown>,
): Promise<Reply> {
  return context.inTurn(call.user, async () => {
    const before = await requireCard(place, context);
    const shown = await change(before);
    return showCard(place, call, context, { before, ...shown });
  });
}
