import type { Message } from '../../model/message.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import { ON_TIME_MS } from '../../plan/reminders/judge-lateness.ts';
import { markRepeated } from '../../render/card/adjust-message.ts';
import { renderFallback } from '../../render/reminder/render-personal.ts';
import type { ComposeContext } from './compose-context.ts';

/**
 * What a person's closed direct messages refused, for the place in which they asked. It was written when it was refused:
 * one that waited since says so, because distances in it may have become false.
 */
export function composePersonal(
  post: Pick<ClaimedPost<'personal'>, 'body' | 'due' | 'nonce'>,
  { now, clock, replay, possiblyRepeated }: Pick<ComposeContext, 'now' | 'clock' | 'replay' | 'possiblyRepeated'>,
): Message {
  const written = now - post.due > ON_TIME_MS ? post.due : null;
  const message = renderFallback({ ...post.body, written, zone: clock.zone, mark: post.nonce, replay });
  return possiblyRepeated ? markRepeated(message) : message;
}
