import { type Frame, fitName, LINE } from '../reminder/lock-screen-line.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { beginLarge } from '../text/capitalize.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { type ChangedEvent, countChanges } from './group-changes.ts';
import { briefNotice, noticeSentence } from './notice-sentence.ts';
import type { ListSeen } from './notice-view.ts';
import { noticeText } from './notice-words.ts';

/** Room below which a cut name no longer tells events apart. */
const NAME_AT_LEAST = 30;
const WHOLE = Number.POSITIVE_INFINITY;

/** What a notice's line opens with. */
export type LineFlags = { readonly replay: boolean; readonly possiblyRepeated: boolean };

const COUNTED = {
  dates: 'several',
  new: 'severalNew',
  outcomes: 'severalOutcomes',
  changes: 'severalMixed',
} as const;

/**
 * The lock-screen line of a notice: the most urgent change in full, how many there are, and the others by name where
 * there is room. At most 130 characters; the name is cut before the date or the certainty is left out.
 */
export function noticeLine(groups: readonly ChangedEvent[], seen: ListSeen, flags: LineFlags): string {
  const [first, ...others] = groups;
  if (first === undefined) throw new Error('a notice needs at least one change');
  const { count, of } = countChanges(groups);
  const several: Frame = (words) =>
    count === 1 ? words : noticeText(COUNTED[of], { count, first: beginSmall(words) });
  const repeated: Frame = (line) => (flags.possiblyRepeated ? reminderText('repeatedFirst', { line }) : line);
  const replay: Frame = (line) => (flags.replay ? reminderText('replayFirst', { line }) : line);
  const line = fullest(first, seen, [
    (words) => replay(repeated(several(words))),
    (words) => replay(several(words)),
    (words) => replay(words),
  ]);
  return withAlso(beginLarge(line), others);
}

function fullest({ main, changes }: ChangedEvent, seen: ListSeen, frames: readonly Frame[]): string {
  const beside = changes.filter((change) => change !== main);
  const say = (name: number, weekday: boolean, tail: boolean) =>
    noticeSentence(main, beside, seen, { name, weekday, tail });
  let least: Frame = (words) => words;
  for (const frame of frames) {
    least = frame;
    const forms = [
      () => say(WHOLE, true, true),
      () => say(WHOLE, false, true),
      () => say(WHOLE, false, false),
      () => fitName(frame, NAME_AT_LEAST, (name) => say(name, false, true)),
      () => fitName(frame, NAME_AT_LEAST, (name) => say(name, false, false)),
    ];
    for (const form of forms) {
      const line = frame(form());
      if (line.length <= LINE) return line;
    }
  }
  return least(fitName(least, 1, (name) => briefNotice(main, beside, seen, name)));
}

function withAlso(line: string, others: readonly ChangedEvent[]): string {
  if (others.length === 0) return line;
  const titles = others.map(({ id, main }) => plainTitleOf({ id, title: main.title })).join(', ');
  const longer = `${line} ${reminderText('also', { titles })}`;
  return longer.length <= LINE ? longer : line;
}

/** Heads are words of ours, so that only their first letter is to be changed. */
function beginSmall(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
