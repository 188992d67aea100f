import type { Message } from '../../model/message.ts';
import type { LeadDefaults, Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { channelMention, wishWords } from '../../render/card/describe-wish.ts';
import { text } from '../../render/text/text.ts';

/** What `/unsubscribe` ended, and how to have it back. */
export function unsubscribeAnswer(removed: Subscription, defaults: LeadDefaults): Message {
  const stopped = removed.madeBy === 'settings';
  const card = buildCard({
    title: text(stopped ? 'answers.unsubscribeStoppedTitle' : 'answers.unsubscribeTitle'),
    rows: [text(stopped ? 'answers.unsubscribeSettings' : 'answers.unsubscribeBack')],
    sections: [
      { name: text('answers.channelField'), rows: [channelMention(removed.channel)], inline: true },
      { name: text('answers.wasField'), rows: [wishWords(removed, defaults)] },
    ],
  });
  return buildAnswer(text(stopped ? 'answers.unsubscribeStopped' : 'answers.unsubscribed'), card);
}

/** Why a subscription rests that the settings file declares and `/unsubscribe` stopped. */
export function stoppedReason(): string {
  return text('answers.stoppedReason');
}
