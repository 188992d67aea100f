import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { type SubscribeView, subscribeAnswer } from '../call/subscribe-answer.ts';
import { callText } from '../call/words.ts';
import { setupText } from './words.ts';

/** What Finish did: the subscription as `/subscribe` tells it, and the server's clock before and after. */
export type SetupDone = {
  readonly subscription: SubscribeView;
  readonly clock: ShownClock;
  readonly clockBefore: ShownClock;
  /** Nothing had to be written. */
  readonly same: boolean;
};

/** The answer to Finish: what was and what is now, what comes next, and the single commands that do the same. */
export function setupDone({ subscription, clock, clockBefore, same }: SetupDone): Message {
  const answer = subscribeAnswer(subscription);
  const card = buildCard({
    title: callText('settingsTitle'),
    sections: [
      { name: callText('zoneField'), rows: [changed(clock.zone, clockBefore.zone)], inline: true },
      {
        name: callText('postingTimeField'),
        rows: [changed(clock.postingTime, clockBefore.postingTime)],
        inline: true,
      },
      { name: setupText('commandsTitle'), rows: setupText('commandsRows').split('\n') },
    ],
  });
  return { ...answer, content: same ? setupText('doneSame') : answer.content, cards: [...answer.cards, card] };
}

/** The answer to Cancel. */
export function setupCancelled(): Message {
  const card = buildCard({ title: setupText('cancelledTitle'), rows: [setupText('cancelledHow')] });
  return buildAnswer(setupText('cancelled'), card);
}

function changed(now: string, before: string): string {
  return now === before ? now : setupText('clockChanged', { now, before });
}
