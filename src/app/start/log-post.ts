import type { SendResult } from '../../deliver/sender.ts';
import type { Log } from '../../model/log.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import type { Settlement } from '../../outbox/settlement.ts';

/** One sentence for each way in which a step of a post can end. */
const SENTENCES = {
  sent: 'A post was sent.',
  waiting: 'A post waits and is tried again.',
  skipped: 'A post was left out.',
  dead: 'A post could not be sent for good.',
  uncertain: 'A post was perhaps sent, and is not tried again.',
} as const satisfies Record<Settlement['to'], string>;

/** Only ends that somebody may wonder about are worth a line by default: fifty a second may be sent. */
const LEVELS = { sent: 'debug', waiting: 'debug', skipped: 'info', dead: 'warn', uncertain: 'warn' } as const;

/** Logs how a step of a post ended and why, under the post's id, by which all its steps are found. */
export function logPost(log: Log, post: ClaimedPost, settlement: Settlement, result: SendResult | null): void {
  const { id, kind, channel, due, attempts } = post;
  const { to, reason } = settlement;
  const answer = result === null ? {} : { answer: result.kind };
  const message = settlement.to === 'sent' && settlement.message !== null ? { message: settlement.message } : {};
  const at = new Date(due).toISOString();
  log[LEVELS[to]]({ post: id, kind, channel, due: at, attempts, reason, ...answer, ...message }, SENTENCES[to]);
}
