import type { Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { PinRefusal } from '../../model/recurring.ts';
import type { ChannelId, EventFilter } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import { channelMention, filterWords } from '../../render/card/describe-subscription.ts';
import { boardText } from '../../render/recurring/recurring-words.ts';
import { pinRefusalWords } from '../../render/recurring/render-board.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { zoneCity } from '../../time/local.ts';
import { callText } from '../call/words.ts';

/** The outcome of `/datewatch board`, and the state that holds now. */
export type BoardAnswerView = {
  readonly done: 'made' | 'resumed' | 'there already' | 'off';
  readonly channel: ChannelId;
  /** The filter of the channel's subscription; `null` where it has none. */
  readonly filter: EventFilter | null;
  /** The server's; `null` where the board is switched off. */
  readonly zone: Zone | null;
  /** Whether the bot may pin there; `null` when it is not known. */
  readonly mayPin: boolean | null;
  /** The refusal of its pin; `null` where it did, or where that is not known yet. */
  readonly unpinned: PinRefusal | null;
  /** The address of its message; `null` where it has none. */
  readonly link: string | null;
  /** Why it was paused before; `null` where it was not. */
  readonly was: string | null;
};

const LINES = {
  made: 'made',
  resumed: 'resumed',
  'there already': 'thereAlready',
  off: 'switchedOff',
} as const;

/** The answer to `/datewatch board`. */
export function boardAnswer(view: BoardAnswerView): Message {
  const { done, channel, filter, zone, link, was } = view;
  const isOn = zone !== null;
  const card = buildCard({
    title: boardText('answerTitle'),
    sections: [
      { name: callText('channelField'), rows: [channelMention(channel)] },
      { name: boardText('linkField'), rows: link === null ? [] : [boardText('link', { link })] },
      {
        name: boardText('showsField'),
        rows: isOn ? [filter === null ? cardText('allEvents') : filterWords(filter)] : [],
      },
      { name: boardText('whenField'), rows: isOn ? [boardText('when', { city: zoneCity(zone) })] : [] },
      { name: boardText('pinField'), rows: isOn ? pinRows(view) : [] },
      {
        name: callText('wasField'),
        rows: was === null ? [] : [boardText('wasPaused', { reason: reasonWords(was) ?? '' })],
      },
    ],
    footer: null,
    rows: [isOn ? boardText('deletedHow') : boardText('back')],
  });
  return buildAnswer(boardText(LINES[done]), card);
}

function pinRows({ done, unpinned, mayPin, channel }: BoardAnswerView): string[] {
  if (unpinned !== null) return [pinRefusalWords(unpinned, channel)];
  if (done !== 'made') return [];
  if (mayPin === null) return [boardText('pinUnknown')];
  return [mayPin ? boardText('pinned') : boardText('notPinned', { channel: channelMention(channel) })];
}
