import type { Instant, LocalTime, Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId, EventFilter } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import { dueInWords, pausedSection } from '../../render/card/describe-reminder.ts';
import { channelMention, filterWords } from '../../render/card/describe-subscription.ts';
import { boardText, digestText } from '../../render/recurring/recurring-words.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { callText } from '../call/words.ts';

/** A digest as answers show it. */
export type ShownDigest = {
  readonly channel: ChannelId;
  readonly kind: 'daily' | 'weekly';
  readonly time: LocalTime;
  /** False where it follows the server's posting time. */
  readonly ownTime: boolean;
  /** 1 is Monday; `null` for a daily one. */
  readonly weekday: number | null;
  readonly paused: string | null;
  /** When the next one comes; `null` while it is paused. */
  readonly next: Instant | null;
};

/** The part of a server's clock that these answers show. */
type ClockSeen = { readonly zone: Zone; readonly pausedUntil: Instant | null };

/** The answer to `/datewatch digest` that set one. */
export function digestAnswer(view: {
  readonly shown: ShownDigest;
  /** The digest before the command; `null` for a new one, and where nothing was to change. */
  readonly was: ShownDigest | null;
  readonly same: boolean;
  readonly filter: EventFilter | null;
  readonly clock: ClockSeen;
  readonly now: Instant;
}): Message {
  const { shown, was, same, filter, clock } = view;
  const card = buildCard({
    title: digestText('answerTitle'),
    sections: [
      { name: callText('channelField'), rows: [channelMention(shown.channel)], inline: true },
      {
        name: callText('eventsField'),
        rows: [filter === null ? cardText('allEvents') : filterWords(filter)],
        inline: true,
      },
      { name: digestText('whatField'), rows: [withDefault(shown)] },
      {
        name: digestText('saysField'),
        rows: [digestText(shown.kind === 'daily' ? 'saysDaily' : 'saysWeekly')],
      },
      { name: callText('wasField'), rows: was === null ? [] : [beforeWords(was)] },
      pausedSection(clock, view.now),
    ],
    footer: digestText('changeHow'),
  });
  const words = { what: whatWords(shown), when: shown.next === null ? '' : dueInWords(shown.next, clock.zone) };
  return buildAnswer(digestText(same ? 'same' : 'saved', words), card);
}

/** The answer to `/datewatch digest` that lists those of a server, or those that were just switched off. */
export function digestsAnswer(view: {
  readonly digests: readonly ShownDigest[];
  readonly clock: ClockSeen;
  readonly now: Instant;
  readonly off?: boolean;
}): Message {
  const { digests, clock } = view;
  const count = digests.length;
  if (count === 0) {
    const rows = [digestText('listNoneHow')];
    return buildAnswer(digestText('listNone'), buildCard({ title: digestText('listTitle'), rows }));
  }
  if (view.off === true) {
    const rows = [
      ...digests.map((one) => digestText('offRow', { channel: channelMention(one.channel), what: withDefault(one) })),
      digestText('offBack'),
    ];
    return buildAnswer(digestText('offLine', { count }), buildCard({ title: digestText('offTitle'), rows }));
  }
  const card = buildCard({
    title: digestText('listTitle'),
    rows: digests.map((one) => listRow(one, clock.zone)),
    sections: [pausedSection(clock, view.now)],
    footer: digestText('changeHow'),
  });
  return buildAnswer(digestText('listLine', { count }), card);
}

function listRow(one: ShownDigest, zone: Zone): string {
  const words = { channel: channelMention(one.channel), what: withDefault(one) };
  if (one.next === null) return digestText('listPaused', { ...words, reason: reasonWords(one.paused) ?? '' });
  return digestText('listRow', { ...words, when: dueInWords(one.next, zone) });
}

function beforeWords(was: ShownDigest): string {
  const what = withDefault(was);
  return was.paused === null ? what : `${what}. ${boardText('wasPaused', { reason: reasonWords(was.paused) ?? '' })}`;
}

/** `a digest every Monday at 09:00`. */
function whatWords({ kind, time, weekday }: ShownDigest): string {
  if (kind === 'daily') return digestText('whatDaily', { time });
  return digestText('whatWeekly', { time, weekday: digestText(`weekday${readWeekday(weekday)}`) });
}

function readWeekday(weekday: number | null): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const days = [1, 2, 3, 4, 5, 6, 7] as const;
  return days.find((day) => day === weekday) ?? 1;
}

function withDefault(one: ShownDigest): string {
  const what = whatWords(one);
  return one.ownTime ? what : digestText('defaultTime', { what });
}
