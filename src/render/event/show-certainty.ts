import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { type Certainty, LIVING_CERTAINTIES, type ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { field } from '../card/build-card.ts';
import { asSentence, escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import type { Voice } from '../text/verbs.ts';
import { certaintyText, dateText } from '../text/words.ts';
import { weighClaims } from './compare-claims.ts';

/** The voice in which a date may be stated; `rests` where nothing more will come of it. */
export type SpokenCertainty =
  | { readonly rests: false; readonly voice: Exclude<Voice, 'Past'> }
  | { readonly rests: true };

/**
 * The certainty that a message may express: that of the event, and less where its date is tentative or where credible
 * sources differ on it. An official source is its own confirmation; a single one is noted beside the date.
 */
export function spokenCertainty(event: ListEvent, edge: Edge): SpokenCertainty {
  switch (event.certainty) {
    case 'cancelled':
    case 'postponed':
    case 'done':
      return { rests: true };
    case 'threatened':
      return { rests: false, voice: 'Threatened' };
    case 'tentative':
      return { rests: false, voice: 'Tentative' };
    default:
      return { rests: false, voice: ofItsDate(event, edge) };
  }
}

function ofItsDate(event: ListEvent, edge: Edge): Exclude<Voice, 'Past'> {
  const { dateCertainty } = event;
  if (dateCertainty !== null && dateCertainty !== 'confirmed' && dateCertainty !== 'expected') return 'Tentative';
  const sure = edge.claim.source.official || weighClaims(event, edge) !== 'differ';
  return event.certainty === 'confirmed' && dateCertainty !== 'expected' && sure ? 'Confirmed' : 'Expected';
}

/** A title with how sure the event or its date is, where that is not confirmed: "100% U.S. tariff · threatened". Escaped. */
export function titleWithStatus(event: ListEvent, edge: Pick<Edge, 'part'> | null, max: number): string {
  const part = edge?.part == null ? '' : escapeText(edge.part, 60);
  const title = titleOf(event, Math.max(40, max - part.length));
  const named = part === '' ? title : dateText('aside', { text: title, aside: part });
  if (event.certainty !== 'confirmed')
    return certaintyText('titled', { title: named, status: certaintyText(`${event.certainty}`) });
  const { dateCertainty } = event;
  if (dateCertainty === null || dateCertainty === 'confirmed') return named;
  return certaintyText('titledDate', { title: named, status: certaintyText(`${dateCertainty}`) });
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
 * Distinguishable without red and green, and always beside the word: blue for confirmed, grey-blue for expected, amber for
 * a threat, grey for what is off or over (docs/messages.md, rule 12).
 */
const COLOURS: Readonly<Record<Certainty, number>> = {
  confirmed: 0x1f6feb,
  expected: 0x7b9ac4,
  tentative: 0x7b9ac4,
  threatened: 0xf0b232,
  cancelled: 0x4e5058,
  postponed: 0x4e5058,
  done: 0x4e5058,
};
const LAST_HOUR = 0xda373c;
const HOUR_MS = 3_600_000;

/** The colour of a notice's card. */
export const CHANGED_COLOUR = 0x9b59b6;

/** A card's colour by the certainty of its event. */
export function certaintyColour(certainty: Certainty): number {
  return COLOURS[certainty];
}

/** The colour of a reminder's card: red in the last hour before an exact anchor. */
export function dateColour(event: ListEvent, edge: Pick<Edge, 'anchor' | 'exact'>, now: Instant): number {
  const left = edge.anchor - now;
  const lastHour =
    edge.exact && left > 0 && left <= HOUR_MS && LIVING_CERTAINTIES.some((one) => one === event.certainty);
  return lastHour ? LAST_HOUR : certaintyColour(event.certainty);
}
