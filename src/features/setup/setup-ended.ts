import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { text } from '../../render/text/text.ts';
import type { ShownClock } from '../call/settings-answer.ts';
import { type SubscribeView, subscribeAnswer } from '../call/subscribe-answer.ts';

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
    title: text('answers.settingsTitle'),
    sections: [
      { name: text('answers.zoneField'), rows: [changed(clock.zone, clockBefore.zone)], inline: true },
      {
        name: text('answers.postingTimeField'),
        rows: [changed(clock.postingTime, clockBefore.postingTime)],
        inline: true,
      },
      { name: text('setup.commandsTitle'), rows: text('setup.commandsRows').split('\n') },
    ],
  });
  return { ...answer, content: same ? text('setup.doneSame') : answer.content, cards: [...answer.cards, card] };
}

/** The answer to Cancel. */
export function setupCancelled(): Message {
  const card = buildCard({ title: text('setup.cancelledTitle'), rows: [text('setup.cancelledHow')] });
  return buildAnswer(text('setup.cancelled'), card);
}

function changed(now: string, before: string): string {
  return now === before ? now : text('setup.clockChanged', { now, before });
}
