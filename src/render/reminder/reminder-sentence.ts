import { LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import { isUnsure } from '../../model/event.ts';
import { dayInWords, type SentenceRoom, type Spoken, spokenDistance } from '../dates/date-phase.ts';
import { isPast } from '../dates/date-phrases.ts';
import { whenWords } from '../dates/when-words.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { capitalize, shorten } from '../text/escape-text.ts';
import { titleOfDate, WHOLE } from '../text/event-name.ts';
import { type Voice, verbOf, verbPhrase } from '../text/verbs.ts';
import { certaintyText } from '../text/words.ts';
import { reminderText } from './reminder-words.ts';

/**
 * One date as a plain sentence: the event, its verb, how far off, and the date by its place's calendar: "U.S.–China tariff
 * truce ends tomorrow: Mon 10 Nov, 12:01 a.m. New York." True at `now`; in the past tense once it is past; how sure only
 * where it is not confirmed.
 */
export function reminderSentence(spoken: Spoken, room: SentenceRoom): string {
  const { event, edge } = spoken;
  const title = titleOfDate(spoken, room.name);
  const when = whenWords(spoken, room.weekday);
  const voice = voiceOf(spoken);
  if (voice === 'Resting') {
    const key = event.certainty === 'postponed' ? 'postponed' : 'resting';
    return reminderText(key, { title, when, certainty: certaintyText(`${event.certainty}`) });
  }
  const distance = spokenDistance(spoken);
  if (voice === 'Threatened') return reminderText('threatened', { title, when, distance });
  const verb = verbPhrase(verbOf(event, edge.kind), voice, numberOf(event));
  const sentence = reminderText('sentence', { title, when, distance, verb });
  // The past tense alone does not say that it was never sure.
  return voice === 'Past' && isUnsure(event.certainty)
    ? withHead(capitalize(certaintyText(`${event.certainty}`)), sentence)
    : sentence;
}

/**
 * The same without how far off it is, so that it stays true: "ASEAN summit is expected to open 26–28 Oct, Kuala Lumpur."
 * `name` is the room for the event's title.
 */
export function dateSentence(spoken: Spoken, name: number): string {
  const title = titleOfDate(spoken, name);
  const { event } = spoken;
  const voice = voiceOf(spoken);
  const clause = dateClause(spoken);
  const unsure = voice === 'Threatened' || (voice === 'Past' && isUnsure(event.certainty));
  return reminderText(unsure ? 'datedUnsure' : 'dated', {
    title,
    clause,
    certainty: certaintyText(`${event.certainty}`),
  });
}

/** The verb of a date and the date: "ends Mon 10 Nov, end of day New York", "would take effect Sat 1 Nov". */
export function dateClause(spoken: Spoken): string {
  const { event, edge } = spoken;
  const voice = voiceOf(spoken);
  const verb = verbPhrase(verbOf(event, edge.kind), voice === 'Resting' ? 'Past' : voice, numberOf(event), 'day');
  return reminderText('clause', { verb, when: whenWords(spoken, true, true) });
}

/** Puts what a sentence is before it: "New: ASEAN summit …". One that opens with "Threatened:" takes no second colon. */
export function withHead(head: string, sentence: string): string {
  const opening = reminderText('threatened', { title: '', distance: '', when: '' }).split(' ', 1)[0] ?? '';
  return sentence.startsWith(opening) ? withNote(head, sentence) : reminderText('headed', { head, sentence });
}

/** Puts what a message is before its line, as a sentence of its own: "Replay. ASEAN summit …". */
export function withNote(head: string, line: string): string {
  return reminderText('headedPlain', { head, sentence: line });
}

/**
 * The same in few words, for one of several: `ASEAN summit opens tomorrow`, `100% U.S. tariff in 7 days (threatened)`; with
 * the day behind it where `day` is asked for.
 */
export function shortSentence(spoken: Spoken, room: { readonly name: number; readonly day: boolean }): string {
  const { event, edge } = spoken;
  const title = titleOfDate(spoken, room.name);
  const voice = voiceOf(spoken);
  if (voice === 'Resting')
    return reminderText('shortResting', { title, certainty: certaintyText(`${event.certainty}`) });
  const distance = spokenDistance(spoken, true);
  if (voice !== 'Confirmed' && voice !== 'Past') {
    const certainty = certaintyText(VOICES[voice]);
    return reminderText('shortUnsure', { title, distance, certainty });
  }
  const verb = verbPhrase(verbOf(event, edge.kind), voice, numberOf(event));
  if (voice === 'Past' && isUnsure(event.certainty)) {
    return reminderText('shortNeverSure', { title, verb, distance, certainty: certaintyText(`${event.certainty}`) });
  }
  if (!room.day) return reminderText('short', { title, verb, distance });
  return reminderText('shortDay', { title, verb, distance, day: dayInWords(spoken, edge.day, false) });
}

const VOICES = { Expected: 'expected', Tentative: 'tentative', Threatened: 'threatened' } as const;

/** The voice in which a date may be stated now: `Resting` where nothing more will come. */
function voiceOf({ event, edge, now }: Spoken): Voice | 'Resting' {
  const certainty = spokenCertainty(event, edge);
  if (certainty.rests) return 'Resting';
  return isPast(edge, now) ? 'Past' : certainty.voice;
}

function numberOf(event: { readonly plural?: true }): 1 | 2 {
  return event.plural === true ? 2 : 1;
}

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
    const clauses = items.map((item) => (name: number, words: number) => shortSentence(item, { name, day: words > 0 }));
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

/** One of several things on one line, with the room for its name and for more than the least that must be said. */
type Clause = (name: number, words: number) => string;

/** Room for more words, from much to none. */
const ROOMS = [60, 30];

/**
 * Joins clauses with " · ": with as many words as leave room for all, else in the fewest, as many as fit, and the rest counted. Where
 * even the first does not fit, its name is cut.
 */
export function joinShort(clauses: readonly Clause[], frame: Frame): string {
  const words = clauses.map((clause) => clause(WHOLE, 0));
  const cut: Frame = (first) => frame(joined([first], words.length - 1));
  return firstThatFits([
    ...ROOMS.map((room) => () => {
      const whole = clauses.map((clause) => clause(WHOLE, room));
      return frame(joined(whole, 0));
    }),
    ...words.map((_word, left) => () => frame(joined(words.slice(0, words.length - left), left))),
    () => cut(fitName(cut, 1, (name) => clauses[0]?.(name, 0) ?? '')),
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
