import { randomBytes } from 'node:crypto';
import type { Sender, SendResult } from '../../deliver/sender.ts';
import type { CommandContext, SendTry } from '../../features/call/context.ts';
import type { Log } from '../../model/log.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { tryText } from '../../render/trouble/trouble-words.ts';
import type { Machine } from '../../time/machine.ts';

/** Longer than Discord mostly takes, shorter than the time after which an answer is deferred. */
const PATIENCE_MS = 1_200;

/**
 * Makes the function that writes a message into a channel at once, past the outbox: it notifies nobody, is sent once
 * and never again, and returns its result as a sentence. After 1.2 s without an answer it is in doubt.
 */
export function makeChannelTry(parts: {
  readonly sender: Sender;
  readonly machine: Machine;
  readonly log: Log;
  /** Waits for a slot for one request; false when there is none. */
  mayAsk(signal: AbortSignal): Promise<boolean>;
}): CommandContext['tryChannel'] {
  const { sender, machine, log } = parts;
  return async (channel, message) => {
    const order = {
      channel,
      message: { ...message, ping: null, mention: null },
      nonce: randomBytes(12).toString('hex'),
    };
    const answered = new AbortController();
    const over = new AbortController();
    const late = machine.sleep(PATIENCE_MS, answered.signal).then(() => {
      over.abort();
      return LATE;
    });
    const sent = parts.mayAsk(over.signal).then((may) => (may ? sender.send(order) : BUSY));
    const result = await Promise.race([sent, late]);
    answered.abort();
    if (result.kind === 'sent') return { kind: 'sent', message: result.message };
    log.warn({ channel, end: result.kind, ...('why' in result ? { why: result.why } : {}) }, 'A test was not sent.');
    return { kind: 'failed', why: reasonText(result) } satisfies SendTry;
  };
}

const LATE: SendResult = { kind: 'perhaps', why: 'no answer in time' };
const BUSY: SendResult = { kind: 'failed', why: 'no slot for another request' };

function reasonText(result: Exclude<SendResult, { kind: 'sent' }>): string {
  switch (result.kind) {
    case 'closed':
      return tryText('closed', { reason: reasonWords(result.reason) ?? result.reason });
    case 'wait':
    case 'banned':
      return tryText('wait', { count: Math.ceil(result.ms / 1_000) });
    case 'refused':
      return tryText('refused');
    case 'perhaps':
    case 'removed':
      return tryText('doubt');
    default:
      return tryText('failed');
  }
}
