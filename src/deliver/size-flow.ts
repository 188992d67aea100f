/** How much of the outbox is under way at once. */
export type FlowSize = {
  /** Claimed and not yet begun: about half a second's worth, so that no slot waits for the next claim. */
  readonly claimed: number;
  /** Below so many the next are claimed. */
  readonly claimAgain: number;
  /**
   * Looked at, rendered and recorded before their slot comes, so that what follows a slot is the request alone. Few,
   * since each of them is a doubt to be cleared up if the process dies just then.
   */
  readonly prepared: number;
  /** Enough to keep the pace at answers of two seconds, and those that wait for their slot. */
  readonly inFlight: number;
};

/** Never more doubts than this, however fast it goes. */
const MOST_PREPARED = 50;

/** What a rate of requests needs: 25, 10, 6 and 106 at Discord's usual 50 a second. Pure. */
export function sizeFlow(requestsPerSecond: number): FlowSize {
  const worth = (seconds: number): number => Math.ceil(requestsPerSecond * seconds);
  const prepared = Math.min(MOST_PREPARED, Math.max(2, worth(0.12)));
  return { claimed: worth(0.5), claimAgain: worth(0.2), prepared, inFlight: worth(2) + prepared };
}
