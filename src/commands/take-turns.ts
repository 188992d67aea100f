import type { UserId } from '../model/subscription.ts';

const LAST = new Map<UserId, Promise<unknown>>();

/**
 * Runs work that reads what a person has and writes it anew, one piece after the other for each person: two presses at
 * once would otherwise lose one of their choices. Only one process owns the state.
 */
export async function inTurn<T>(user: UserId, work: () => Promise<T>): Promise<T> {
  const before = LAST.get(user) ?? Promise.resolve();
  const mine = before.then(work, work);
  LAST.set(user, mine);
  try {
    return await mine;
  } finally {
    if (LAST.get(user) === mine) LAST.delete(user);
  }
}
