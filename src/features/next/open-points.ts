import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { currentClaims } from '../../plan/claims/choose-claim.ts';
import { listNames } from '../../render/card/describe-reminder.ts';
import { certaintyText } from '../../render/text/certainty-words.ts';
import { dateText } from '../../render/text/date-words.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { nextText } from './words.ts';

/** What is still open about an edge, each point a few words; empty when nothing is. */
export function openPoints(event: ListEvent, edge: Edge, events: ReadonlyMap<EventId, ListEvent>): string[] {
  const points: string[] = [];
  const { certainty, dateCertainty } = event;
  if (certainty === 'threatened' || certainty === 'tentative' || certainty === 'cancelled') {
    points.push(nextText('pointCertainty', { certainty: certaintyText(`${certainty}`) }));
  }
  if (dateCertainty !== null && dateCertainty !== 'confirmed' && dateCertainty !== certainty) {
    points.push(nextText('pointDate'));
  }
  points.push(...reportPoints(event, edge));
  if (edge.kind === 'opens' && !edge.exact && event.opensAt === null) points.push(nextText('pointHour'));
  const hour = event.assumed.includes('hour');
  const zone = event.assumed.includes('zone');
  if (hour || zone) points.push(dateText(hour && zone ? 'assumedBoth' : hour ? 'assumedHour' : 'assumedZone'));
  const hangsOn = event.dependsOn.flatMap((id) => events.get(id) ?? []).filter((other) => other.outcome === null);
  if (hangsOn.length > 0)
    points.push(nextText('pointHangsOn', { names: listNames(hangsOn.map(({ phrase }) => escapeText(phrase, 90))) }));
  return points;
}

/** Whether reports differ, or only one of several gives a date. A single report that is the only one says nothing new. */
function reportPoints(event: ListEvent, edge: Edge): string[] {
  const dated = currentClaims(event).filter((claim) => claim.date.role === edge.kind);
  const dates = new Set(dated.filter((claim) => claim.credible).map((claim) => JSON.stringify(claim.date)));
  const sources = new Set(event.claims.map((claim) => claim.source.id));
  const points: string[] = [];
  if (dates.size > 1) points.push(nextText('pointDisputed'));
  else if (sources.size > dated.length) points.push(nextText('pointOneReport'));
  if (dated.some((claim) => !claim.credible)) points.push(nextText('pointDoubt'));
  return points;
}
