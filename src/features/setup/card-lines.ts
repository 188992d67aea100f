import { CHANGE_KINDS } from '../../model/change.ts';
import type { LocalTime } from '../../model/date.ts';
import type { RecurringRow } from '../../outbox/registry.ts';
import {
  channelMention,
  filterWords,
  leadsWords,
  pingWords,
  quietWords,
} from '../../render/card/describe-subscription.ts';
import { digestText } from '../../render/recurring/recurring-words.ts';
import { zoneCity } from '../../time/local.ts';
import { formatTime } from '../../time/reader.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { nameText } from '../call/words.ts';
import type { CardState } from './card-state.ts';
import { setupText } from './words.ts';

/** The lines of the card, by what they are about. */
const LINES = ['channel', 'what', 'when', 'pings', 'changes'] as const;

/** The words of a line: each part has its place, and is left out where it is false. */
type Parts = readonly (string | false)[];

/** The five lines that say what a channel gets. Parts that differ from `before` are bold, beside the old ones struck through. */
export function cardLines(state: CardState, before: CardState | null): string[] {
  return LINES.map((line) => {
    const now = PARTS[line](state);
    const old = before === null ? now : PARTS[line](before);
    const places = Array.from({ length: Math.max(now.length, old.length) }, (_, at) => at);
    const parts = places.map((at) => changedPart(now[at] ?? false, old[at] ?? false));
    return setupText('line', {
      label: setupText(`${line}Line`),
      parts: parts.filter((part) => part !== '').join(' · '),
    });
  });
}

function changedPart(now: string | false, old: string | false): string {
  if (now === old) return now === false ? '' : now;
  if (now === false) return setupText('partGone', { old: String(old) });
  return old === false ? setupText('partNew', { now }) : setupText('partChanged', { old, now });
}

const PARTS: Readonly<Record<(typeof LINES)[number], (state: CardState) => Parts>> = {
  channel: ({
    channel,
    subscription: { paused, publish = true, calendar },
    followed,
    board,
    boardLink,
    digests,
    clock,
  }) => [
    channelMention(channel),
    paused !== null && setupText('paused'),
    board !== null && boardWords(board, boardLink),
    ...(['daily', 'weekly'] as const).map((kind) => {
      const digest = digests.find((one) => one.kind === kind);
      return digest !== undefined && digestWords(digest, clock);
    }),
    publish ? followed === true && setupText('published') : setupText('notPublished'),
    calendar !== undefined && setupText('calendar'),
  ],
  what: ({ subscription: { filter }, ahead }) => {
    const count = filter.muted?.length ?? 0;
    return [filterWords(filter), setupText('ahead', { count: ahead }), count > 0 && setupText('muted', { count })];
  },
  when: ({ subscription: { leads, leadsByKind, quiet }, defaults, clock }) => {
    const count = Object.keys(leadsByKind ?? {}).length;
    return [
      leadsWords(leads, defaults.leads),
      count > 0 && setupText('byKind', { count }),
      setupText('clock', { time: timeIn(clock.postingTime, clock), city: zoneCity(clock.zone) }),
      quiet != null && quietWords(quiet, clock.reader),
    ];
  },
  pings: ({ subscription: { role, pingFor, pingless } }) => [pingWords(role, pingFor, pingless)],
  changes: ({ subscription: { notices } }) => {
    const chosen = CHANGE_KINDS.filter((kind) => notices?.[kind] !== undefined);
    if (chosen.length === 0) return [setupText('changesDefault')];
    const [way, ...others] = new Set(chosen.map((kind) => notices?.[kind]));
    if (way !== undefined && others.length === 0 && chosen.length === CHANGE_KINDS.length)
      return [setupText(`way-${way}`)];
    const rows = chosen.map((kind) => {
      const way = notices?.[kind] ?? 'nothing';
      return setupText('changeWay', { change: nameText(`${kind}`), way: setupText(`way-${way}`) });
    });
    return [setupText('changesChosen', { changes: rows.join(', ') })];
  },
};

function boardWords({ paused }: Pick<RecurringRow, 'paused'>, link: string | null): string {
  if (paused !== null) return setupText('boardResting');
  return link === null ? setupText('board') : setupText('boardAt', { link });
}

function digestWords({ kind, time: own, weekday }: CardState['digests'][number], clock: ShownClock): string {
  const time = timeIn(own ?? clock.postingTime, clock);
  if (kind === 'daily') return digestText('whatDaily', { time });
  const day = WEEKDAYS.find((one) => one === weekday) ?? 1;
  return digestText('whatWeekly', { time, weekday: digestText(`weekday${day}`) });
}

/** A time of day as people there write it. */
export function timeIn(time: LocalTime, { reader }: Pick<ShownClock, 'reader'>): string {
  return formatTime(time, reader);
}

/** 1 is Monday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
