import type { ListEvent } from '../../model/event.ts';
import { asSentence, type Field, field } from '../card/build-fields.ts';
import { certaintyText } from '../text/certainty-words.ts';
import { escapeText } from '../text/escape-text.ts';

/**
 * How sure an event is, and why: the certainty's word before the note, unless the note says it itself; how sure its
 * date is, where that differs and the note has no word on the date.
 */
export function certaintyField(event: ListEvent, noteMax = 400): Field | null {
  const { certaintyNote: note, dateCertainty } = event;
  const word = certaintyText(`${event.certainty}`);
  const certainty = `${word.charAt(0).toLocaleUpperCase('en')}${word.slice(1)}`;
  // "Summit confirmed; …" says it first; "Bessent confirmed the round" is a reason.
  const says = (note ?? '')
    .toLowerCase()
    .split(/[^\p{L}]+/u, 2)
    .includes(word);
  const main =
    note === null ? certainty : says ? asSentence(escapeText(note, noteMax)) : withNote(certainty, note, noteMax);
  const apart = dateCertainty !== null && dateCertainty !== event.certainty && !/\b(?:dates?|day)\b/i.test(note ?? '');
  const ofDate = apart ? certaintyText('ofDate', { certainty: certaintyText(`${dateCertainty}`) }) : null;
  return field(certaintyText('howSure'), ofDate === null ? asSentence(main) : `${asSentence(main)} ${ofDate}`);
}

function withNote(certainty: string, note: string, max: number): string {
  return certaintyText('withNote', { certainty, note: asSentence(escapeText(note, max)) });
}
