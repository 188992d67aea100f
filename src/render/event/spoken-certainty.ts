import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { weighClaims } from './compare-claims.ts';

/** The four ways a reminder may speak of a date; `rests` where nothing is to come of it any more. */
export type Voice = 'Confirmed' | 'Expected' | 'Tentative' | 'Threatened';

/** How a reminder speaks, and what it opens with where that is not plain from the verb. */
export type SpokenCertainty =
  | { readonly rests: false; readonly voice: Voice; readonly opening: 'tentative' | 'threatened' | 'date' | null }
  | { readonly rests: true };

/**
 * How sure a reminder may sound: as sure as the event, and less where its date is tentative or where credible sources
 * differ on it. One source for the date is said beside it and does not weaken the verb.
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
