import type { Message } from '../../model/message.ts';
import { cutText } from '../text/clean-text.ts';
import { cardText } from './card-words.ts';

/** An answer in a replay: its line says so first (product rule 12). */
export function markReplay(message: Message): Message {
  return { ...message, content: cutText(`${cardText('replayMark')} ${message.content}`, 130) };
}
