import type { Message } from '../../model/message.ts';
import { reminderText } from './reminder-words.ts';

/** A message that may stand in its channel already, and says so in its card, or below its line where it has none. */
export function markRepeated(message: Message): Message {
  const note = reminderText('possiblyRepeated');
  const [first, ...rest] = message.cards;
  if (first === undefined) return { ...message, content: [message.content, note].join('\n') };
  return {
    ...message,
    cards: [{ ...first, description: [note, first.description].filter(Boolean).join('\n') }, ...rest],
  };
}
