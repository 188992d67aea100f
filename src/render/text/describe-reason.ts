import {
  DEAD_REASONS,
  type DeadReason,
  PUBLISH_REASONS,
  type PublishReason,
  SENT_REASONS,
  type SentReason,
  SKIP_REASONS,
  type SkipReason,
} from '../../model/post.ts';
import { DELETED_TWICE } from '../../model/recurring.ts';
import { asSentence, escapeText } from './escape-text.ts';
import { reasonText } from './words.ts';

type KnownReason = SkipReason | DeadReason | SentReason | PublishReason | typeof DELETED_TWICE;

const KNOWN: readonly string[] = [...SKIP_REASONS, ...DEAD_REASONS, ...SENT_REASONS, ...PUBLISH_REASONS, DELETED_TWICE];
const MOST = 120;

/**
 * A reason from the outbox as a sentence for a card, escaped. The note of an attempt (a retry, a doubt) is no reason of
 * ours and stays as it is; `null` where there is none.
 */
export function reasonWords(reason: string | null): string | null {
  if (reason === null || reason === '') return null;
  return isKnown(reason) ? reasonText(`${reason}`) : asSentence(escapeText(reason, MOST));
}

function isKnown(reason: string): reason is KnownReason {
  return KNOWN.includes(reason);
}
