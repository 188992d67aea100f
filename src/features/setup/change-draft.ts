import type { SubscriptionRow } from '../../outbox/registry.ts';
import { takesPosts } from '../call/check-channel.ts';
import { type CalledChannel, CommandRefusal, type Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Draft, DraftOwner, DraftPlace } from '../call/setup-drafts.ts';
import { placeFrom, seenByServer } from './check-place.ts';
import { setupPage } from './setup-page.ts';
import { viewDraft } from './view-draft.ts';
import { setupText } from './words.ts';

/** The open draft of that run. Refuses where it has expired, or was finished, cancelled or begun again. */
export function requireDraft({ drafts }: Pick<CommandContext, 'drafts'>, owner: DraftOwner, run: number): Draft {
  const draft = drafts.find(owner);
  if (draft === null || draft.run !== run) throw new CommandRefusal(setupText('gone'));
  return draft;
}

/** The fields that a draft takes from the subscription of its channel. */
type DraftChoices = Pick<Draft, 'topics' | 'kinds' | 'leads' | 'role' | 'base'>;

/**
 * Begins a run of `/datewatch setup` with the subscription of the channel it is typed in; where there is none, with that channel
 * alone.
 */
export function openDraft(run: number, here: CalledChannel, row: SubscriptionRow | null): Draft {
  const place = takesPosts(here) ? placeFrom(here) : null;
  return { run, rev: 0, page: 1, place, offered: [], ...choicesFrom(place === null ? null : row, null) };
}

/**
 * Returns the draft for another channel. If that channel has a subscription, the draft takes it over, so that nothing
 * is overwritten unseen; otherwise the choices so far stay.
 */
export function moveDraft(draft: Draft, place: DraftPlace, row: SubscriptionRow | null): Draft {
  if (draft.place?.id === place.id) return { ...draft, place };
  return { ...draft, place, ...choicesFrom(row, draft) };
}

function choicesFrom(row: SubscriptionRow | null, chosen: Draft | null): DraftChoices {
  if (row === null) {
    const { topics, kinds, leads, role } = chosen ?? { topics: null, kinds: null, leads: null, role: null };
    return { topics, kinds, leads, role, base: null };
  }
  return {
    topics: row.filter.topics,
    kinds: row.filter.kinds,
    leads: row.leads,
    role: row.role === null ? null : { id: row.role, mentionable: null },
    base: row.version,
  };
}

/** The owner and the run of an open draft. */
export type Ticket = { readonly owner: DraftOwner; readonly run: number };

/** A draft after a press, with a note on it for people. */
export type Changed = { readonly draft: Draft; readonly note: string | null };

/** Applies one change to the open draft and keeps it. Refuses where it is gone. */
export function changeDraft(
  { owner, run }: Ticket,
  context: CommandContext,
  change: (draft: Draft) => Changed | Promise<Changed>,
): Promise<Changed> {
  return context.inTurn(owner.user, async () => {
    const before = requireDraft(context, owner, run);
    return keepChanged(owner, before, await change(before), context);
  });
}

/** Stores a changed draft as the next state of the one before. Call it in the owner's turn. */
export function keepChanged(
  owner: DraftOwner,
  before: Draft,
  { draft, note }: Changed,
  { drafts }: CommandContext,
): Changed {
  const kept = { ...draft, rev: before.rev + 1 };
  drafts.keep(owner, kept);
  return { draft: kept, note };
}

/** Whether Discord has to be asked before a draft's channel and role can be judged. */
export function needsLook({ place, role }: Draft): boolean {
  return place !== null && (place.may === null || (role !== null && role.mentionable === null));
}

/** Asks Discord about the channel and role of the open draft and stores the answer; `note` is for people. */
export async function lookAgain(ticket: Ticket, { draft, note }: Changed, context: CommandContext): Promise<Changed> {
  const { place } = draft;
  if (place === null) return { draft, note };
  const server = await context.findServer(ticket.owner.guild, [place.id]);
  return changeDraft(ticket, context, (current) => {
    if (server === null || current.place?.id !== place.id)
      return { draft: current, note: note ?? setupText('notChecked') };
    const seen = seenByServer(current, server);
    return { draft: seen.draft, note: note ?? (seen.roleGone ? setupText('roleGone') : null) };
  });
}

/** The answer that shows a draft; it replaces the message that was pressed. */
export async function showDraft(
  { owner }: Pick<Ticket, 'owner'>,
  { draft, note }: Changed,
  context: CommandContext,
): Promise<Reply> {
  const view = await viewDraft(draft, owner, note, context);
  return { message: setupPage(view), private: true, update: true };
}
