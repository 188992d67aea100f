import type { Certainty } from '../../model/event.ts';

/** Blue for sure, amber for a threat, grey for doubt: told apart without red and green, and always beside the word. */
const COLOURS: Readonly<Record<Certainty, number>> = {
  confirmed: 0x1f6feb,
  expected: 0x58a6ff,
  tentative: 0x9e9e9e,
  threatened: 0xf0a30a,
  cancelled: 0xb3261e,
  postponed: 0x8e44ad,
  done: 0x4f5660,
};

/** A card's colour by how sure its event is. */
export function certaintyColour(certainty: Certainty): number {
  return COLOURS[certainty];
}
