import type { Catalogue } from '../../engine/catalogue.ts';
import type { Instant } from '../../model/date.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import { formatDay } from '../../time/format.ts';
import { localDay } from '../../time/local.ts';

/** The first sentence of a run about its list: how much is ahead, or that nothing is and what to do (product rule 23). */
export function tellAhead(catalogue: Catalogue, now: Instant): string {
  const edges = catalogue.dated.flatMap(({ event, edges: own }) => own.map((edge) => ({ event, edge })));
  const ahead = edges.filter(({ edge }) => edge.anchor > now).sort((a, b) => a.edge.anchor - b.edge.anchor);
  const nearest = ahead[0];
  if (nearest) {
    const day = formatDay(nearest.edge.day, 'weekday-year');
    return alarmText('datesAhead', { count: ahead.length, title: nearest.event.title, day });
  }
  const last = edges.sort((a, b) => b.edge.anchor - a.edge.anchor)[0];
  if (last === undefined) return alarmText('nothingAhead');
  // The last minute of a day that ends at midnight belongs to that day.
  const lastDay = localDay(last.edge.anchor - 1, last.edge.zone);
  return alarmText('nothingMore', { day: formatDay(lastDay, 'day-year') });
}
