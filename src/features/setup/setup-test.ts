import type { Card, Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { text } from '../../render/text/text.ts';

/**
 * The message of "Send a test": it says that it is one and who asked, and shows the card of the first reminder. The name
 * of who asked stands in a card, where a mention notifies nobody.
 */
export function setupTest(user: UserId, sample: { readonly card: Card; readonly example: boolean } | null): Message {
  const by = sample === null ? 'setup.testPlain' : sample.example ? 'setup.testExample' : 'setup.testBy';
  const card = buildCard({ title: text('setup.testTitle'), rows: [text(by, { user: `<@${user}>` })] });
  const message = buildAnswer(text('setup.testLine'), card);
  return sample === null ? message : { ...message, cards: [card, sample.card] };
}
