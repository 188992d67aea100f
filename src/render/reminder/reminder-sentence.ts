import { isUnsure } from '../../model/event.ts';
import { dayInWords, type SentenceRoom, type Spoken, spokenDistance } from '../dates/date-phase.ts';
import { isPast } from '../dates/date-phrases.ts';
import { whenWords } from '../dates/when-words.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { capitalize } from '../text/escape-text.ts';
import { titleOfDate } from '../text/event-name.ts';
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
  const distance = spokenDistance(spoken);
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
