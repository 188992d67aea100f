import type { Outbox } from '../../outbox/outbox.ts';

/**
 * The outbox with every time of the machine as the server's clock shows it: several machines agree on no other. `aheadMs`
 * is how far the server's clock is ahead of the machine's at present; callers keep to their own.
 */
export function useServerClock(outbox: Outbox, aheadMs: () => number): Outbox {
  const atServer = (at: number): number => Math.max(0, Math.round(at + aheadMs()));
  const here = (at: number): number => at - Math.round(aheadMs());
  const hereOrNull = (at: number | null): number | null => (at === null ? null : here(at));
  return {
    ...outbox,
    async claim(request) {
      const posts = await outbox.claim({ ...request, now: atServer(request.now) });
      return posts.map((post) => ({
        ...post,
        leaseUntil: here(post.leaseUntil),
        firstUnanswered: hereOrNull(post.firstUnanswered),
      }));
    },
    recordAttempt: (attempt) => outbox.recordAttempt({ ...attempt, now: atServer(attempt.now) }),
    settle: (settlement) =>
      outbox.settle(
        settlement.to === 'waiting' ? { ...settlement, readyAt: atServer(settlement.readyAt) } : settlement,
      ),
    nextReady: async (world) => hereOrNull(await outbox.nextReady(world)),
  };
}
