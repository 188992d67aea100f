import type { Edge } from '../../model/edge.ts';
import type { Certainty, ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { field } from '../card/build-card.ts';
import { asSentence, escapeText } from '../text/escape-text.ts';
import { certaintyText } from '../text/words.ts';
import { weighClaims } from './compare-claims.ts';

/** The four ways in which a reminder may state a date. */
export type Voice = 'Confirmed' | 'Expected' | 'Tentative' | 'Threatened';

/** The voice of a reminder, and its opening where the verb does not make it plain; `rests` where nothing more will come. */
export type SpokenCertainty =
  | { readonly rests: false; readonly voice: Voice; readonly opening: 'tentative' | 'threatened' | 'date' | null }
  | { readonly rests: true };

/**
 * The certainty that a reminder may express: that of the event, and less where its date is tentative or where credible
 * sources differ on it. A single source is noted beside the date and does not weaken the verb.
 */
export function spokenCertainty(event: ListEvent, edge: Edge): SpokenCertainty {
  switch (event.certainty) {
    case 'cancelled':
    case 'postponed':
    case 'done':
      return { rests: true };
    case 'threatened':
      return { rests: false, voice: 'Threatened', opening: 'threatened' };
    case 'tentative':
      return { rests: false, voice: 'Tentative', opening: 'tentative' };
    default:
      return { rests: false, ...ofItsDate(event, edge) };
  }
}

function ofItsDate(event: ListEvent, edge: Edge): { voice: Voice; opening: 'date' | null } {
  const { dateCertainty } = event;
  if (dateCertainty !== null && dateCertainty !== 'confirmed' && dateCertainty !== 'expected') {
    return { voice: 'Tentative', opening: 'date' };
  }
  const sure = event.certainty === 'confirmed' && weighClaims(event, edge) !== 'differ';
  return { voice: sure ? 'Confirmed' : 'Expected', opening: null };
}

/**
 * The certainty of an event, and why: its word before the note, unless the note contains it; the certainty of its date,
 * where that differs and the note does not mention the date.
 */
export function certaintyField(event: ListEvent, noteMax = 400): Field | null {
  const { certaintyNote: note, dateCertainty } = event;
  const word = certaintyText(`${event.certainty}`);
  const certainty = `${word.charAt(0).toLocaleUpperCase('en')}${word.slice(1)}`;
  // "Summit confirmed; …" contains it at the start; "Bessent confirmed the round" is a reason.
  const isInNote = (note ?? '')
    .toLowerCase()
    .split(/[^\p{L}]+/u, 2)
    .includes(word);
  const main =
    note === null ? certainty : isInNote ? asSentence(escapeText(note, noteMax)) : withNote(certainty, note, noteMax);
  const apart = dateCertainty !== null && dateCertainty !== event.certainty && !/\b(?:dates?|day)\b/i.test(note ?? '');
  const ofDate = apart ? certaintyText('ofDate', { certainty: certaintyText(`${dateCertainty}`) }) : null;
  return field(certaintyText('howSure'), ofDate === null ? asSentence(main) : `${asSentence(main)} ${ofDate}`);
}

function withNote(certainty: string, note: string, max: number): string {
  return certaintyText('withNote', { certainty, note: asSentence(escapeText(note, max)) });
}

/**
 * Blue for sure, amber for a threat, grey for doubt: distinguishable without red and green, and always beside the word.
 */
const COLOURS: Readonly<Record<Certainty, number>> = {
  confirmed: 0x1f6feb,
  expected: 0x58a6ff,
  tentative: 0x9e9e9e,
  threatened: 0xf0a30a,
  cancelled: 0xb3261e,
  postponed: 0x8e44ad,
  done: 0x4f5660,
};

/** A card's colour by the certainty of its event. */
export function certaintyColour(certainty: Certainty): number {
  return COLOURS[certainty];
}
