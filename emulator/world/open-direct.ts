import type { Core } from '../core.ts';
import type { Channel, User } from './world.ts';

/** The channel of direct messages between a person and the bot: the same one whoever opens it, and however often. */
export function openDirect({ world, newId, signals }: Core, recipient: User): Channel {
  const known = [...world.channels.values()].find((channel) => channel.recipientId === recipient.id);
  if (known !== undefined) return known;
  const channel: Channel = {
    id: newId(),
    type: 1,
    name: '',
    guildId: undefined,
    parentId: undefined,
    overwrites: [],
    archived: false,
    locked: false,
    recipientId: recipient.id,
    lastMessageId: undefined,
  };
  world.channels.set(channel.id, channel);
  signals.emit('world', undefined);
  return channel;
}
