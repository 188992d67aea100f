import type { SendBudget } from '../../src/deliver/send-budget.ts';
import type { EngineParts } from '../../src/engine/engine.ts';
import { makeRoster } from '../../src/engine/roster.ts';
import { DEFAULT_GRACE } from '../../src/plan/reminders/decide-send.ts';
import type { Store } from '../../src/store/make-store.ts';
import { DEFAULTS } from './build-subscriptions.ts';

/** Leave for every request, as soon as `slot` resolves; false while `isHeld` says so. */
export function freeBudget(slot: () => Promise<void> = async () => undefined, isHeld = () => false): SendBudget {
  return {
    requestsPerSecond: 50,
    async take(signal) {
      await slot();
      return !signal.aborted && !isHeld();
    },
    closedFor: () => 0,
    pause: () => undefined,
    slowDown: () => undefined,
  };
}

type Own = 'world' | 'machine' | 'sender' | 'catalogue';
type Wanted = Pick<EngineParts, Own> &
  Partial<Omit<EngineParts, 'events'>> & { readonly events?: Partial<EngineParts['events']> };

/** What an engine is built from over a store, where all goes well; `failed` gets what does not. */
export function engineParts(
  { outbox, registry }: Pick<Store, 'outbox' | 'registry'>,
  parts: Wanted,
  failed: (error: unknown) => void,
): EngineParts {
  return {
    config: { defaults: DEFAULTS, grace: DEFAULT_GRACE },
    outbox,
    registry,
    roster: makeRoster(registry, parts.config?.defaults ?? DEFAULTS),
    budget: freeBudget(),
    askDate: async () => 'no date',
    random: () => 0,
    replay: false,
    ...parts,
    events: {
      closed: async () => undefined,
      credentialsGone: () => undefined,
      ban: () => undefined,
      failed,
      settled: () => undefined,
      ...parts.events,
    },
  };
}
