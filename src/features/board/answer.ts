import type { Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId, EventFilter } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { channelMention, filterWords } from '../../render/card/describe-wish.ts';
import { reasonWords } from '../../render/text/reason-words.ts';
import { text } from '../../render/text/text.ts';
import { zoneCity } from '../../time/zones.ts';

/** What `/board` did, and what holds now. */
export type BoardAnswerView = {
  readonly done: 'made' | 'resumed' | 'there already' | 'off';
  readonly channel: ChannelId;
  /** What the channel's subscription wants; `null` where it has none. */
  readonly filter: EventFilter | null;
  /** The server's; `null` where nothing is kept up any more. */
  readonly zone: Zone | null;
  /** Whether the bot may pin there; `null` when it is not known. */
  readonly mayPin: boolean | null;
  /** The address of its message, where it has one. */
  readonly link: string | null;
  /** Why it rested before; `null` where it did not. */
  readonly was: string | null;
};

const LINES = {
  made: 'board.made',
  resumed: 'board.resumed',
  'there already': 'board.thereAlready',
  off: 'board.switchedOff',
} as const;

/** The answer to `/board`. */
export function boardAnswer(view: BoardAnswerView): Message {
  const { done, channel, filter, zone, link, was } = view;
  const isOn = zone !== null;
  const card = buildCard({
    title: text('board.answerTitle'),
    sections: [
      { name: text('answers.channelField'), rows: [channelMention(channel)] },
      { name: text('board.linkField'), rows: link === null ? [] : [text('board.link', { link })] },
      {
        name: text('board.showsField'),
        rows: isOn ? [filter === null ? text('answers.allEvents') : filterWords(filter)] : [],
      },
      { name: text('board.whenField'), rows: isOn ? [text('board.when', { city: zoneCity(zone) })] : [] },
      { name: text('board.pinField'), rows: done === 'made' ? [pinWords(view)] : [] },
      {
        name: text('answers.wasField'),
        rows: was === null ? [] : [text('board.wasPaused', { reason: reasonWords(was) ?? '' })],
      },
    ],
    footer: null,
    rows: [isOn ? text('board.deletedHow') : text('board.back')],
  });
  return buildAnswer(text(LINES[done]), card);
}

function pinWords({ mayPin, channel }: BoardAnswerView): string {
  if (mayPin === null) return text('board.pinUnknown');
  return mayPin ? text('board.pinned') : text('board.notPinned', { channel: channelMention(channel) });
}
