import type { ListEvent } from '../model/event.ts';
import { beginLarge } from './begin-large.ts';
import { weighClaims } from './compare-claims.ts';
import { plainText } from './escape-text.ts';
import { isPast } from './is-past.ts';
import { briefSentence, reminderSentence, type Spoken } from './reminder-sentence.ts';
import { spokenCertainty } from './spoken-certainty.ts';
import { text } from './text.ts';

/** The most a lock screen shows (product rule 22), in UTF-16 units. */
export const LINE = 130;

/** Room below which a cut name no longer tells events apart, so that the shorter sentence is better. */
const NAME_AT_LEAST = 30;

const WHOLE = Number.POSITIVE_INFINITY;

/** Puts words before a sentence, such as "Late." or "2 dates. First:". */
export type Frame = (sentence: string) => string;

/**
 * The line for one edge within 130 characters, inside each of `frames` in turn, the fullest first. Shorter forms come in
 * a fixed order: without the note on sources, without the weekday, with the name cut, in the next frame, brief. Date,
 * certainty and distance are never cut.
 */
export function lockScreenLine(spoken: Spoken, frames: readonly Frame[]): string {
  const note = evidenceNote(spoken);
  let least: Frame = beginLarge;
  for (const frame of frames) {
    least = frame;
    const line = fullestLine(spoken, frame, note);
    if (line !== null) return line;
  }
  return least(fitName(least, spoken.event, 1, (name) => briefSentence(spoken, name)));
}

function fullestLine(spoken: Spoken, frame: Frame, note: string | null): string | null {
  const say = (name: number, weekday: boolean) => reminderSentence(spoken, { name, weekday });
  const whole = say(WHOLE, true);
  const forms = [
    () => (note === null ? whole : `${whole} ${note}`),
    () => whole,
    () => say(WHOLE, false),
    () => fitName(frame, spoken.event, NAME_AT_LEAST, (name) => say(name, true)),
    () => fitName(frame, spoken.event, NAME_AT_LEAST, (name) => say(name, false)),
  ];
  for (const form of forms) {
    const line = frame(form());
    if (line.length <= LINE) return line;
  }
  return null;
}

/** A sentence with its event's name cut to what room is left, and to no less than `least`. */
function fitName(frame: Frame, event: ListEvent, least: number, say: (name: number) => string): string {
  const whole = plainText(event.phrase).length;
  const excess = frame(say(WHOLE)).length - LINE;
  return say(Math.max(least, whole - excess));
}

/** What stands after a sentence that sounds sure: where its date comes from, or that no extension is known. */
function evidenceNote({ event, edge, now }: Spoken): string | null {
  const certainty = spokenCertainty(event, edge);
  if (certainty.rests || certainty.voice === 'Tentative' || certainty.voice === 'Threatened' || isPast(edge, now))
    return null;
  const evidence = weighClaims(event, edge);
  if (evidence === 'differ') return text('reminders.sourcesDiffer');
  if (edge.kind === 'expires' || edge.kind === 'closes') return text('reminders.noExtension');
  if (evidence === 'agree') return null;
  return text(edge.date.precision === 'range' ? 'reminders.oneSourceRange' : 'reminders.oneSourceDay');
}
