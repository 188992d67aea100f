import { readControlId } from '../../model/control-id.ts';
import type { EventId } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import { guildOf } from '../../model/subscription.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { type Call, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { callText } from './words.ts';

/** A post and the moments that it brought. */
export type FoundPost = NonNullable<Awaited<ReturnType<Outbox['postOfMessage']>>>;

/**
 * The post behind the message that a message command was used on. Refuses a message that is no post of ours in this
 * server or conversation, and the reminder of another person, which says nothing to anybody else.
 */
export async function requirePost(call: Call, { outbox }: CommandContext): Promise<FoundPost> {
  const message = call.target;
  const found = message === undefined ? null : await outbox.postOfMessage({ channel: call.channel.id, message });
  if (found === null) throw new CommandRefusal(callText('noPost'));
  const { owner, kind, body } = found.post;
  const user = owner.kind === 'person' ? owner.user : kind === 'personal' ? body.user : call.user;
  if (user !== call.user) throw new CommandRefusal(callText('postOfAnother'));
  if (owner.kind === 'guild' && guildOf(owner) !== call.guild) throw new CommandRefusal(callText('noPost'));
  if (owner.kind === 'maintainers') throw new CommandRefusal(callText('noPost'));
  return found;
}

/** The events that a post is about, each once, in its order; none for a board or a digest, which list many. */
export function eventsOfPost({ post, moments }: FoundPost): readonly EventId[] {
  const changed = post.kind === 'notice' ? post.body.changes.map(({ event }) => event) : [];
  const shown = post.kind === 'personal' ? eventsBelow(post.body.message) : [];
  return [...new Set([...changed, ...moments.map(({ event }) => event), ...shown])];
}

/** The events that the buttons of a message are about. */
function eventsBelow({ controls }: Message): readonly EventId[] {
  return controls.flat().flatMap((control) => {
    const { action, args } = readControlId('id' in control ? control.id : '');
    return action === 'details' && args[0] !== undefined ? [args[0]] : [];
  });
}
