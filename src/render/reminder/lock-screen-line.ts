import { LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Spoken } from '../dates/date-phase.ts';
import { capitalize, shorten } from '../text/escape-text.ts';
import { WHOLE } from '../text/event-name.ts';
import { reminderSentence, shortSentence } from './reminder-sentence.ts';
import { reminderText } from './reminder-words.ts';

/** Below this room a cut name no longer tells events apart, so the shorter sentence is better. */
export const NAME_AT_LEAST = 24;

/** Puts words before a sentence, such as "3 hours late:". */
export type Frame = (sentence: string) => string;

/**
 * The line of one date or of several, most important first, within `LOCK_SCREEN_MAX` and inside `frame`. One date is a
 * sentence: without its weekday where room is short, then with its name cut; the date, its certainty and the distance are
 * never cut. Several are named in few words each, and those that do not fit are counted.
 */
export function lockScreenLine(items: readonly Spoken[], frame: Frame): string {
  const [first] = items;
  if (first === undefined) throw new Error('a line needs at least one date');
  if (items.length > 1) {
    const clauses = items.map((item) => (name: number, full: boolean) => shortSentence(item, { name, day: full }));
    return joinShort(clauses, frame);
  }
  const forms = [
    () => reminderSentence(first, { name: WHOLE, weekday: true }),
    () => reminderSentence(first, { name: WHOLE, weekday: false }),
    () => fitName(frame, NAME_AT_LEAST, (name) => reminderSentence(first, { name, weekday: true })),
    () => fitName(frame, 1, (name) => reminderSentence(first, { name, weekday: false })),
  ];
  return firstThatFits(forms.map((form) => () => frame(form())));
}

/** The first line that fits, else the last one, cut at the end. */
export function firstThatFits(lines: readonly (() => string)[]): string {
  let last = '';
  for (const line of lines) {
    last = line();
    if (fits(last)) return last;
  }
  return shorten(last, LOCK_SCREEN_MAX);
}

/** One of several things on one line, with the room for its name; `full` where there may be room for more than the least. */
type Clause = (name: number, full: boolean) => string;

/**
 * Joins clauses with " · ": in full where all fit so, else in the fewest words, as many as fit, and the rest counted. Where
 * even the first does not fit, its name is cut.
 */
export function joinShort(clauses: readonly Clause[], frame: Frame): string {
  const words = clauses.map((clause) => clause(WHOLE, false));
  const cut: Frame = (first) => frame(joined([first], words.length - 1));
  return firstThatFits([
    () =>
      frame(
        joined(
          clauses.map((clause) => clause(WHOLE, true)),
          0,
        ),
      ),
    ...words.map((_word, left) => () => frame(joined(words.slice(0, words.length - left), left))),
    () => cut(fitName(cut, 1, (name) => clauses[0]?.(name, false) ?? '')),
  ]);
}

function joined(words: readonly string[], others: number): string {
  return [...words.map(capitalize), ...(others > 0 ? [reminderText('others', { count: others })] : [])].join(' · ');
}

function fits(line: string): boolean {
  return line.length <= LOCK_SCREEN_MAX;
}

/** Cuts the name of the event in a sentence to the room left, but to no less than `least`. */
export function fitName(frame: Frame, least: number, render: (name: number) => string): string {
  const whole = frame(render(WHOLE)).length;
  const name = whole - frame(render(1)).length + 1;
  return render(Math.max(least, name - (whole - LOCK_SCREEN_MAX)));
}
