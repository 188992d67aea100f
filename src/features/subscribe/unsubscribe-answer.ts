import type { Message } from '../../model/message.ts';
import type { LeadDefaults, Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { channelMention, wishWords } from '../../render/card/describe-wish.ts';
import { callText } from '../call/words.ts';
import { subscribeText } from './words.ts';

/** What `/unsubscribe` ended, and how to have it back. */
export function unsubscribeAnswer(removed: Subscription, defaults: LeadDefaults): Message {
  const stopped = removed.madeBy === 'settings';
  const card = buildCard({
    title: subscribeText(stopped ? 'unsubscribeStoppedTitle' : 'unsubscribeTitle'),
    rows: [subscribeText(stopped ? 'unsubscribeSettings' : 'unsubscribeBack')],
    sections: [
      { name: callText('channelField'), rows: [channelMention(removed.channel)], inline: true },
      { name: callText('wasField'), rows: [wishWords(removed, defaults)] },
    ],
  });
  return buildAnswer(subscribeText(stopped ? 'unsubscribeStopped' : 'unsubscribed'), card);
}
