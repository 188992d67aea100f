/** How the messages of a channel follow each other: new days, who goes on speaking, where the unread begin. Pure. */

const GROUP_MS = 7 * 60_000;

/**
 * The rows of a channel: `{ kind: 'day', day, key }`, `{ kind: 'new', key }` before the first unread, and `{ kind:
 * 'message', message, grouped, key }`. `dayOf(ms)` names the day in the reader's zone; `unreadFrom`: id of the first
 * unread message, if any.
 */
export function orderMessages(messages, dayOf, unreadFrom) {
  let before;
  return messages.flatMap((message) => {
    const day = dayOf(message.createdMs);
    const newDay = before === undefined || before.day !== day;
    const isNew = message.id === unreadFrom;
    const grouped = !newDay && !isNew && goesOn(before.message, message);
    before = { message, day };
    return [
      ...(newDay ? [{ kind: 'day', day, key: `day-${day}` }] : []),
      ...(isNew ? [{ kind: 'new', key: 'new' }] : []),
      { kind: 'message', message, grouped, key: message.id },
    ];
  });
}

/** An answer to a command or to a message says anew who speaks. */
function goesOn(last, message) {
  return (
    last.author.id === message.author.id &&
    message.createdMs - last.createdMs < GROUP_MS &&
    !message.interaction &&
    !message.referenced_message &&
    last.ephemeral === message.ephemeral
  );
}
