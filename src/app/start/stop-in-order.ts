/** Registers a step of the stop, by the name under which a failure is logged. */
export type AtStop = (part: string, stop: () => Promise<unknown>) => void;

/** The steps that a program that has started must undo: last in, first out. */
export type StopOrder = {
  readonly atStop: AtStop;
  /** Undoes all steps, once; a part that fails does not stop the others. Later calls wait for the first. */
  stop(): Promise<void>;
};

/** Makes an empty stop order; `failed` is called for a part that did not stop cleanly. */
export function stopInOrder(failed: (part: string, error: unknown) => void): StopOrder {
  const parts = new AsyncDisposableStack();
  let stopping: Promise<void> | null = null;
  return {
    atStop: (part, stop) => parts.defer(() => stop().then(undefined, (error: unknown) => failed(part, error))),
    stop() {
      stopping ??= parts.disposeAsync();
      return stopping;
    },
  };
}
