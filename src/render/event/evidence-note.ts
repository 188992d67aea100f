import type { ClaimDate } from '../../model/date.ts';
import { currentClaims, type DatedClaim } from '../../plan/claims/choose-claim.ts';
import { formatDay, formatMonth, formatRangeShort } from '../../time/format.ts';
import { isPast } from '../dates/is-past.ts';
import type { Spoken } from '../dates/spoken-date.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { dateText } from '../text/date-words.ts';
import { plainText } from '../text/escape-text.ts';
import { agree, weighClaims } from './compare-claims.ts';
import { spokenCertainty } from './spoken-certainty.ts';

/** What may stand after a sentence, the fullest first, and whether the shortest of it must. */
export type EvidenceNote = { readonly forms: readonly string[]; readonly needed: boolean };

/**
 * What stands after a sentence that sounds sure: what another source says, or that they differ, which must be said; that
 * the date comes from one source, or that no extension is known, where there is room.
 */
export function evidenceNote(spoken: Spoken): EvidenceNote {
  const { event, edge, now } = spoken;
  const certainty = spokenCertainty(event, edge);
  const silent = certainty.rests || certainty.voice === 'Tentative' || certainty.voice === 'Threatened';
  if (silent || isPast(edge, now)) return { forms: [], needed: false };
  const evidence = weighClaims(event, edge);
  if (evidence === 'differ') return { forms: [otherClaim(spoken), reminderText('sourcesDiffer')], needed: true };
  if (edge.kind === 'expires' || edge.kind === 'closes') return { forms: [reminderText('noExtension')], needed: false };
  if (evidence === 'agree') return { forms: [], needed: false };
  const key = edge.date.precision === 'range' ? 'oneSourceRange' : 'oneSourceDay';
  return { forms: [reminderText(key)], needed: false };
}

/** `ILKHA: the talks around 26 October.` Where more than one source says otherwise, only that they differ. */
function otherClaim({ event, edge }: Spoken): string {
  const others = currentClaims(event).filter(
    (claim) => claim.credible && claim.date.role === edge.kind && !agree(claim.date, edge.date),
  );
  const [other] = others;
  const date = other === undefined ? null : shortDate(other);
  if (other === undefined || date === null || others.length > 1) return reminderText('sourcesDiffer');
  const source = plainText(other.source.name, 40);
  if (other.dates === null) return reminderText('otherSays', { source, date });
  return reminderText('otherSaysOf', { source, date, dates: plainText(other.dates, 40) });
}

/** Without the year, which the sentence before gives where it matters. */
function shortDate({ date }: DatedClaim): string | null {
  const words = bareDate(date);
  return words !== null && date.approximate ? dateText('around', { date: words }) : words;
}

function bareDate(date: ClaimDate): string | null {
  if (date.precision === 'day') return formatDay(date.day, 'day');
  if (date.precision === 'range') return formatRangeShort(date.from, date.through);
  if (date.precision === 'month') return formatMonth(date.month);
  return date.precision === 'none' ? dateText('noneSet') : null;
}
