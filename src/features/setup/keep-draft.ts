import type { GuildId, UserId } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';
import { CommandRefusal } from '../call/command.ts';
import { type Draft, type Kept, readKept, writeKept } from './read-draft.ts';
import { setupText } from './words.ts';

/** Where drafts are kept. */
export type DraftShelf = Pick<Registry, 'recall' | 'remember'>;

/** Whose draft: each manager has one in each server. */
export type Owner = { readonly guild: GuildId; readonly user: UserId };

/** What is kept of this person. */
export async function recallDraft(shelf: DraftShelf, owner: Owner): Promise<Kept> {
  return readKept(await shelf.recall(nameOf(owner)));
}

/** Keeps it over whatever was there. */
export async function keepDraft(shelf: DraftShelf, owner: Owner, kept: Kept): Promise<void> {
  await shelf.remember(nameOf(owner), writeKept(kept));
}

/** The open draft of that run. Refuses where it was finished, given up or begun again. */
export async function requireDraft(shelf: DraftShelf, owner: Owner, run: number): Promise<Draft> {
  const { draft } = await recallDraft(shelf, owner);
  if (draft === null || draft.run !== run) throw new CommandRefusal(setupText('gone'));
  return draft;
}

function nameOf({ guild, user }: Owner): string {
  return `draft ${guild} ${user}`;
}
