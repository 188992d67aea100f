/** Lets tests wait on signals instead of sleeping. */
import type { Emulator, EmulatorEvents } from '../emulator.ts';

/** Waiting for a signal measures nothing: long enough for any machine. */
const LIMIT_MS = 60_000;

type Listeners = { [K in keyof EmulatorEvents]: Set<(event: EmulatorEvents[K]) => void> };

/** Listeners and waits; `Emulator` passes both on. */
export interface Signals {
  readonly on: Emulator['on'];
  readonly until: Emulator['until'];
  emit<K extends keyof EmulatorEvents>(type: K, event: EmulatorEvents[K]): void;
}

/** Listeners are called in the order of `on`, before waits check again. A listener that throws stops the rest. */
export function createSignals(): Signals {
  const listeners: Listeners = {
    message: new Set(),
    edit: new Set(),
    delete: new Set(),
    request: new Set(),
    violation: new Set(),
    gateway: new Set(),
    ready: new Set(),
    resumed: new Set(),
    commands: new Set(),
    world: new Set(),
  };
  const waiting = new Set<() => void>();
  return {
    on: (type, listener) => {
      listeners[type].add(listener);
      return () => {
        listeners[type].delete(listener);
      };
    },
    emit: (type, event) => {
      for (const listener of [...listeners[type]]) listener(event);
      for (const check of [...waiting]) check();
    },
    until: (what, check, timeoutMs = LIMIT_MS) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          waiting.delete(attempt);
          clearTimeout(timer);
          settle();
        };
        const timer = setTimeout(
          () => finish(() => reject(new Error(`emulator: waited ${timeoutMs} ms for ${what}`))),
          timeoutMs,
        );
        const attempt = (): void => {
          try {
            const found = check();
            if (found !== undefined && found !== false) finish(() => resolve(found));
          } catch (error) {
            finish(() => reject(error));
          }
        };
        waiting.add(attempt);
        attempt();
      }),
  };
}
