import type { Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { seenByServer } from './check-place.ts';
import { keepDraft, type Owner, requireDraft } from './keep-draft.ts';
import type { Draft } from './read-draft.ts';
import { setupPage } from './setup-page.ts';
import { viewDraft } from './view-draft.ts';
import { setupText } from './words.ts';

/** Which open draft is meant. */
export type Ticket = { readonly owner: Owner; readonly run: number };

/** A draft after a press, with a word on it for people. */
export type Changed = { readonly draft: Draft; readonly note: string | null };

/** Applies one change to the open draft and keeps it. Refuses where it is gone. */
export function changeDraft(
  { owner, run }: Ticket,
  context: CommandContext,
  change: (draft: Draft) => Changed | Promise<Changed>,
): Promise<Changed> {
  return context.inTurn(owner.user, async () => {
    const before = await requireDraft(context.registry, owner, run);
    return keepChanged(owner, before, await change(before), context);
  });
}

/** Keeps a changed draft as the next state of what it was. To be called in the owner's turn. */
export async function keepChanged(
  owner: Owner,
  before: Draft,
  { draft, note }: Changed,
  context: CommandContext,
): Promise<Changed> {
  const kept = { ...draft, rev: before.rev + 1 };
  await keepDraft(context.registry, owner, { run: kept.run, draft: kept });
  return { draft: kept, note };
}

/** Whether Discord has to be asked before a draft's channel and role can be judged. */
export function needsLook({ place, role }: Draft): boolean {
  return place !== null && (place.may === null || (role !== null && role.mentionable === null));
}

/** Asks Discord about the channel and role of the open draft and keeps what it says; `note` is for people. */
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
