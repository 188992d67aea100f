/**
 * Resolves when this turn of the event loop has handled what has already arrived, so that work that comes in together
 * can be done together: https://nodejs.org/api/timers.html#setimmediatecallback-args. Never simulated.
 */
export function endOfTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
