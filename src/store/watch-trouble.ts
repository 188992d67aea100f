import type { Log } from '../model/log.ts';
import type { Machine } from '../time/machine.ts';
import { isLasting, type StoreError } from './store-error.ts';

/** Knows whether the state can be written at present, from how its reads and writes end. */
export type TroubleWatch = {
  /** A read or write failed. */
  failed(error: StoreError): void;
  /** A write is on the disk. */
  worked(): void;
  /** The trouble that keeps the state from being written; `null` while none is known. */
  current(): StoreError | null;
};

/** On a disk that is full small writes may still work while others fail: it is over when none has failed for so long. */
const CALM_MS = 10_000;

/** Reports a trouble that lasts to the log once when it begins and once when it is over, however many writes it fails. */
export function watchTrouble(
  log: Pick<Log, 'info' | 'error'> | undefined,
  machine: Pick<Machine, 'monotonic'>,
): TroubleWatch {
  let current: StoreError | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  return {
    failed(error) {
      if (!isLasting(error)) return;
      if (current?.trouble !== error.trouble) log?.error({ trouble: error.trouble }, error.message);
      current = error;
      failedAt = machine.monotonic();
    },
    worked() {
      // A damaged page is not mended by a write to another one.
      if (current === null || current.trouble === 'corrupt') return;
      if (current.trouble === 'full' && machine.monotonic() - failedAt < CALM_MS) return;
      log?.info({ trouble: current.trouble }, 'The state can be written again.');
      current = null;
    },
    current: () => current,
  };
}
