import { type Certainty, LIVING_CERTAINTIES } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import { PING_KINDS, type PingKind, type Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { channelMention, pingKindWords, pingWords, roleMention } from '../../render/card/describe-wish.ts';
import { text } from '../../render/text/text.ts';

/** Who is pinged when, and what the command did. */
export type PingsView = {
  readonly saved: Subscription;
  readonly before: Subscription;
  /** What was switched, and whether it stood so already; `null` when the command only asked. */
  readonly chosen: {
    readonly message: PingKind | null;
    readonly certainty: Certainty | null;
    readonly ping: boolean;
    readonly isSame: boolean;
  } | null;
};

/** The answer to `/pings`. */
export function pingsAnswer({ saved, before, chosen }: PingsView): Message {
  const { role, pingFor, pingless, channel } = saved;
  const isChanged = chosen !== null && !chosen.isSame;
  const was = isChanged ? [pingWords(before.role, before.pingFor, before.pingless)] : [];
  const card = buildCard({
    title: text('choice.pingsTitle'),
    sections: [
      { name: text('answers.channelField'), rows: [channelMention(channel)], inline: true },
      {
        name: text('choice.pingsRole'),
        rows: [role === null ? text('choice.pingsNoRole') : roleMention(role)],
        inline: true,
      },
      {
        name: text('choice.pingsMessages'),
        rows: PING_KINDS.map((kind) => switchRow(pingKindWords(kind), !(pingless ?? []).includes(kind))),
      },
      {
        name: text('choice.pingsCertainties'),
        rows: LIVING_CERTAINTIES.map((certainty) =>
          switchRow(text(`certainty.${certainty}`), pingFor.includes(certainty)),
        ),
      },
      {
        name: text('answers.wasField'),
        rows: isChanged && before.madeBy === 'settings' ? [...was, text('answers.wasFromSettings')] : was,
      },
    ],
    footer: `${text('choice.pingsRule')} ${text('choice.pingsHow')}`,
  });
  return buildAnswer(contentLine(chosen), card);
}

function switchRow(what: string, isOn: boolean): string {
  return text(isOn ? 'choice.pingsYes' : 'choice.pingsNo', { what });
}

function contentLine(chosen: PingsView['chosen']): string {
  if (chosen === null) return text('choice.pingsShown');
  if (chosen.isSame) return text('choice.pingsSame');
  const { message, certainty, ping } = chosen;
  const named = [
    ...(message === null ? [] : [pingKindWords(message)]),
    ...(certainty === null ? [] : [text('choice.pingsDates', { certainty: text(`certainty.${certainty}`) })]),
  ];
  const [first = '', second] = named;
  const what = second === undefined ? first : text('choice.pingsBoth', { first, second });
  return firstThatFits(text(ping ? 'choice.pingsOn' : 'choice.pingsOff', { what }));
}
