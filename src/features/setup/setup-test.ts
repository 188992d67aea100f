import type { Card, Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { setupText } from './words.ts';

/**
 * The message of "Send a test": it says that it is one and who asked, and shows the card of the first reminder. The name
 * of who asked stands in a card, where a mention notifies nobody.
 */
export function setupTest(user: UserId, sample: { readonly card: Card; readonly example: boolean } | null): Message {
  const by = sample === null ? 'testPlain' : sample.example ? 'testExample' : 'testBy';
  const card = buildCard({ title: setupText('testTitle'), rows: [setupText(by, { user: `<@${user}>` })] });
  const message = buildAnswer(setupText('testLine'), card);
  return sample === null ? message : { ...message, cards: [card, sample.card] };
}
