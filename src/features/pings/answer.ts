import { type Certainty, LIVING_CERTAINTIES } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import { PING_KINDS, type PingKind, type Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { channelMention, pingKindWords, pingWords, roleMention } from '../../render/card/describe-subscription.ts';
import { certaintyText } from '../../render/text/words.ts';
import { callText } from '../call/words.ts';
import { pingsText } from './words.ts';

/** Whom a channel pings when, and the effect of the command. */
export type PingsView = {
  readonly saved: Subscription;
  readonly before: Subscription;
  /** The setting that was switched, and whether it was so already; `null` when the command only asked. */
  readonly chosen: {
    readonly message: PingKind | null;
    readonly certainty: Certainty | null;
    readonly ping: boolean;
    readonly isSame: boolean;
  } | null;
};

/** The answer to `/datewatch pings`. */
export function pingsAnswer({ saved, before, chosen }: PingsView): Message {
  const { role, pingFor, pingless, channel } = saved;
  const isChanged = chosen !== null && !chosen.isSame;
  const was = isChanged ? [pingWords(before.role, before.pingFor, before.pingless)] : [];
  const card = buildCard({
    title: pingsText('pingsTitle'),
    sections: [
      { name: callText('channelField'), rows: [channelMention(channel)], inline: true },
      {
        name: pingsText('pingsRole'),
        rows: [role === null ? pingsText('pingsNoRole') : roleMention(role)],
        inline: true,
      },
      {
        name: pingsText('pingsMessages'),
        rows: PING_KINDS.map((kind) => switchRow(pingKindWords(kind), !(pingless ?? []).includes(kind))),
      },
      {
        name: pingsText('pingsCertainties'),
        rows: LIVING_CERTAINTIES.map((certainty) =>
          switchRow(certaintyText(`${certainty}`), pingFor.includes(certainty)),
        ),
      },
      {
        name: callText('wasField'),
        rows: isChanged && before.madeBy === 'settings' ? [...was, callText('wasFromSettings')] : was,
      },
    ],
    footer: `${pingsText('pingsRule')} ${pingsText('pingsHow')}`,
  });
  return buildAnswer(contentLine(chosen), card);
}

function switchRow(what: string, isOn: boolean): string {
  return pingsText(isOn ? 'pingsYes' : 'pingsNo', { what });
}

function contentLine(chosen: PingsView['chosen']): string {
  if (chosen === null) return pingsText('pingsShown');
  if (chosen.isSame) return pingsText('pingsSame');
  const { message, certainty, ping } = chosen;
  const named = [
    ...(message === null ? [] : [pingKindWords(message)]),
    ...(certainty === null ? [] : [pingsText('pingsDates', { certainty: certaintyText(`${certainty}`) })]),
  ];
  const [first = '', second] = named;
  const what = second === undefined ? first : pingsText('pingsBoth', { first, second });
  return firstThatFits(pingsText(ping ? 'pingsOn' : 'pingsOff', { what }));
}
