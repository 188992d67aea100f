/** What each person has read of each channel: up to which message. */
import { messagesFor } from './world.js';

/** Ids are numbers that grow with time, too long for a number. */
const isAfter = (id, other) => (id.length === other.length ? id > other : id.length > other.length);

export function createReading() {
  const last = new Map();
  const keyOf = (userId, channelId) => `${userId}/${channelId}`;
  return {
    /** At the start everything counts as read; after a step back in time, what is to come counts as unread again. */
    takeWorld(world) {
      for (const { id: channelId } of world.channels) {
        for (const { id: userId } of world.users) {
          const newest = messagesFor(world, channelId, userId).at(-1)?.id ?? '0';
          const key = keyOf(userId, channelId);
          if (!last.has(key) || isAfter(last.get(key), newest)) last.set(key, newest);
        }
      }
    },
    mark(world, channelId, userId) {
      const newest = messagesFor(world, channelId, userId).at(-1)?.id;
      if (newest !== undefined) last.set(keyOf(userId, channelId), newest);
    },
    /** The messages that a person has not seen, oldest first; their own are none of them. */
    unread(world, channelId, userId) {
      const read = last.get(keyOf(userId, channelId)) ?? '0';
      const unread = [];
      const all = world.byChannel.get(channelId) ?? [];
      for (let index = all.length - 1; index >= 0 && isAfter(all[index].id, read); index -= 1) {
        const { visibleTo, author } = all[index];
        if ((visibleTo === null || visibleTo === userId) && author.id !== userId) unread.unshift(all[index]);
      }
      return unread;
    },
  };
}
