/** Things to undo, by name, last in first out. */
export type Cleanups = {
  add(name: string, undo: () => Promise<unknown>): void;
  /** Undoes all, once; a part that fails does not keep the others. Later calls wait for the first. */
  run(): Promise<void>;
};

/** An empty stack; `failed` is told of a part that did not stop cleanly. */
export function makeCleanups(failed: (name: string, error: unknown) => void): Cleanups {
  const stack: { name: string; undo: () => Promise<unknown> }[] = [];
  let running: Promise<void> | null = null;
  return {
    add(name, undo) {
      stack.push({ name, undo });
    },
    run() {
      running ??= (async () => {
        for (const { name, undo } of stack.reverse()) {
          await undo().catch((error: unknown) => failed(name, error));
        }
      })();
      return running;
    },
  };
}
