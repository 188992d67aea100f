import { type ClaimDate, firstDay, isAnchored } from '../../model/date.ts';
import type { Claim } from '../../model/event.ts';

/**
 * Whether a source gives a date that already lay behind it when it was published: then it reports, and does not
 * foretell. What was announced or has ended was so on the day of the report itself.
 */
export function wasReportedAfter(claim: Claim, date: ClaimDate): boolean {
  if (!isAnchored(date)) return false;
  const last = date.precision === 'range' ? date.through : firstDay(date);
  if (date.role === 'announced' || date.role === 'ended') return claim.published >= last;
  return claim.published > last && (claim.certainty ?? 'confirmed') === 'confirmed';
}
