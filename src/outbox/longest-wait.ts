/**
 * The longest that a post may have to wait for its next attempt, in milliseconds of the machine: three times the longest
 * backoff. What is to be ready later than this counts as ready, because only a clock that was ahead can have said so;
 * whoever hands a post back asks for no more (a longer wait of Discord's is asked about again).
 */
export const LONGEST_WAIT_MS = 15 * 60_000;
