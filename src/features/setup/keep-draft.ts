import type { GuildId, UserId } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';
import { CommandRefusal } from '../call/command.ts';
import { type Draft, type Kept, readKept, writeKept } from './read-draft.ts';
import { setupText } from './words.ts';

/** Where drafts are kept. */
export type DraftShelf = Pick<Registry, 'recall' | 'remember'>;

/** Whose draft: each manager has one in each server. */
export type Owner = { readonly guild: GuildId; readonly user: UserId };

/** The last press of each owner that is being worked on, so that two quick ones do not undo each other. */
const turns = new WeakMap<DraftShelf, Map<string, Promise<unknown>>>();

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

/** Runs `act` after everything that this owner asked for before. Nothing in it may wait for Discord. */
export async function inTurn<Result>(shelf: DraftShelf, owner: Owner, act: () => Promise<Result>): Promise<Result> {
  const queue = turns.get(shelf) ?? new Map<string, Promise<unknown>>();
  turns.set(shelf, queue);
  const name = nameOf(owner);
  const turn = (queue.get(name) ?? Promise.resolve()).then(act, act);
  queue.set(name, turn);
  try {
    return await turn;
  } finally {
    if (queue.get(name) === turn) queue.delete(name);
  }
}

function nameOf({ guild, user }: Owner): string {
  return `draft ${guild} ${user}`;
}
