import type { Message } from '../../model/message.ts';
import { todoKey } from '../../model/todo.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import { listTodos } from '../../plan/changes/list-todos.ts';
import { markRepeated, markReplay } from '../../render/card/adjust-message.ts';
import { renderTrouble } from '../../render/trouble/render-trouble.ts';
import type { ComposeContext } from './compose-context.ts';

/** The message of a word to managers or maintainers; `null` for a to-do that somebody has done meanwhile. */
export function composeTrouble(
  post: Pick<ClaimedPost<'trouble'>, 'body' | 'nonce'>,
  context: Pick<ComposeContext, 'list' | 'now' | 'clock' | 'replay' | 'possiblyRepeated'>,
): Message | null {
  const { body } = post;
  if (body.what === 'todo') {
    const found = context.list.find(body.todo.event);
    const open = found === null ? [] : listTodos([found], context.now);
    if (!open.some((one) => todoKey(one) === todoKey(body.todo))) return null;
  }
  const told = renderTrouble(body, { mark: post.nonce, zone: context.clock.zone });
  const message = context.possiblyRepeated ? markRepeated(told) : told;
  return context.replay ? markReplay(message) : message;
}
