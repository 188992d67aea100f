/** How long a person waits for an application, and what they then see. */
import type { Core } from '../core.ts';
import { messagesIn } from '../core.ts';
import { textOf } from '../rest/json.ts';
import type { StoredMessage } from '../world/world.ts';
import type { Doing, InteractionOutcome } from './interact.ts';
import type { PendingInteraction } from './track-interactions.ts';

const DEADLINE_MS = 3000;
const DEFERRED_WAIT_MS = 10_000;
const DEFERRED_UPDATE = 6;

/** Resolves when the interaction is answered as far as `doing.until` asks; rejects with what the client would show. */
export async function waitForOutcome(core: Core, pending: PendingInteraction, doing: Doing): Promise<void> {
  const deadline = core.options.interactionDeadlineMs ?? DEADLINE_MS;
  const acknowledged = await happens(core, () => pending.acknowledgedMs !== undefined, deadline);
  if (!acknowledged) {
    const refusals = pending.errors.map(({ status, code, message }) => `${status} ${code} ${message}`).join('; ');
    throw new Error(
      `emulator: The application did not respond within ${deadline} ms${refusals === '' ? '' : `; it was refused: ${refusals}`}`,
    );
  }
  if (doing.until === 'acknowledged') return;
  const wait = doing.deferredWaitMs ?? DEFERRED_WAIT_MS;
  const filled = await happens(core, () => !pending.loading, wait);
  // A deferred update may be all there is: the message simply stays as it was.
  if (!filled && pending.callbackType !== DEFERRED_UPDATE)
    throw new Error(`emulator: the deferred answer was not filled in within ${wait} ms`);
}

async function happens(core: Core, check: () => boolean, timeoutMs: number): Promise<boolean> {
  try {
    return await core.signals.until('an interaction', check, timeoutMs);
  } catch {
    return false;
  }
}

/** The outcome, read from the state each time it is looked at. */
export function showOutcome(core: Core, pending: PendingInteraction): InteractionOutcome {
  const find = (id: string | undefined): StoredMessage | undefined =>
    messagesIn(core.world, pending.channelId).get(id ?? '');
  return {
    interactionId: pending.id,
    interactionToken: pending.token,
    callbackType: pending.callbackType ?? 0,
    get message() {
      return find(pending.originalId);
    },
    ephemeral: pending.ephemeral,
    get content() {
      return find(pending.originalId)?.content ?? '';
    },
    choices: pending.choices.map((choice) => ({ name: textOf(choice['name']) ?? '', value: choice['value'] ?? null })),
    modal: pending.modal,
    get followUps() {
      return pending.followUpIds.flatMap((id) => find(id) ?? []);
    },
    get edits() {
      return pending.edits;
    },
    acknowledgedAfterMs: (pending.acknowledgedMs ?? pending.sentMs) - pending.sentMs,
    errors: pending.errors,
  };
}
