import type { Spoken } from '../dates/spoken-date.ts';
import { type EvidenceNote, evidenceNote } from '../event/evidence-note.ts';
import { beginLarge } from '../text/capitalize.ts';
import { briefSentence, reminderSentence } from './reminder-sentence.ts';

/** The most a lock screen shows (product rule 22), in UTF-16 units. */
export const LINE = 130;

/** Room below which a cut name no longer tells events apart, so that the shorter sentence is better. */
const NAME_AT_LEAST = 30;

const WHOLE = Number.POSITIVE_INFINITY;

/** Puts words before a sentence, such as "Late." or "2 dates. First:". */
export type Frame = (sentence: string) => string;

/**
 * The line for one edge within 130 characters, inside each of `frames` in turn, the fullest first. Shorter forms come in
 * a fixed order: with a shorter note on sources or none, without the weekday, with the name cut, in the next frame,
 * brief. Date, certainty and distance are never cut.
 */
export function lockScreenLine(spoken: Spoken, frames: readonly Frame[]): string {
  const note = evidenceNote(spoken);
  let least: Frame = beginLarge;
  for (const frame of frames) {
    least = frame;
    const line = fullestLine(spoken, frame, note);
    if (line !== null) return line;
  }
  return least(fitName(least, 1, (name) => briefSentence(spoken, name)));
}

function fullestLine(spoken: Spoken, frame: Frame, note: EvidenceNote): string | null {
  const end = note.needed ? ` ${note.forms.at(-1) ?? ''}` : '';
  const say = (name: number, weekday: boolean) => `${reminderSentence(spoken, { name, weekday })}${end}`;
  const whole = reminderSentence(spoken, { name: WHOLE, weekday: true });
  const forms = [
    ...note.forms.map((words) => () => `${whole} ${words}`),
    () => say(WHOLE, true),
    () => say(WHOLE, false),
    () => fitName(frame, NAME_AT_LEAST, (name) => say(name, true)),
    () => fitName(frame, NAME_AT_LEAST, (name) => say(name, false)),
  ];
  for (const form of forms) {
    const line = frame(form());
    if (line.length <= LINE) return line;
  }
  return null;
}

/** A sentence with its event's name cut to what room is left, and to no less than `least`. */
export function fitName(frame: Frame, least: number, say: (name: number) => string): string {
  const whole = frame(say(WHOLE)).length;
  const name = whole - frame(say(1)).length + 1;
  return say(Math.max(least, name - (whole - LINE)));
}
