import type { Instant, LocalDay } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent, ListFile } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { claimsOfEdge } from '../../plan/claims/choose-claim.ts';
import { buildAnswer, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import { lastWords, listNames } from '../../render/card/describe-reminder.ts';
import { filterWords } from '../../render/card/describe-subscription.ts';
import { listRow, openRow } from '../../render/card/list-row.ts';
import { dateSentence } from '../../render/reminder/reminder-sentence.ts';
import { escapeText, plainText } from '../../render/text/escape-text.ts';
import { carefulRows } from '../../render/trouble/describe-list.ts';
import { localDay } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { nextText } from './words.ts';

/** The dates that `/dates next` found, soonest first. */
export type NextView = {
  readonly now: Instant;
  /** The server's. */
  readonly zone: Reader;
  /** Whether the caller may look after what the server gets, and so is told how a date is added. */
  readonly isManager: boolean;
  readonly filter: EventFilter;
  readonly ahead: readonly { readonly event: ListEvent; readonly edge: Edge }[];
  /** Begun and not over. */
  readonly running: readonly { readonly event: ListEvent; readonly edge: Edge | null }[];
  /** Still to come, without an exact date. */
  readonly open: readonly ListEvent[];
  /** The day of the last anchor in the past; `null` where there never was one. */
  readonly lastDay: LocalDay | null;
  readonly files: readonly ListFile[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
};

const MAX_OPEN = 10;

/**
 * Shows the nearest dates, each with what is still open about it; where none is ahead, what there is instead (product
 * rule 23).
 */
export function nextAnswer(view: NextView): Message {
  const { ahead, running, open, now, zone, events } = view;
  const rows = ahead.flatMap(({ event, edge }) => {
    const points = openPoints(event, edge, events);
    const row = `• ${listRow({ event, edge, events, now, zone })}`;
    return points.length === 0 ? row : `${row}\n${nextText('nextOpenPoints', { points: points.join('; ') })}`;
  });
  const card = buildCard({
    title: nextText('nextTitle'),
    rows: ahead.length === 0 && view.lastDay !== null ? [nextText('pastHow')] : rows,
    sections: [
      {
        name: nextText('nextOnNow'),
        rows: running.map(({ event, edge }) => `• ${listRow({ event, edge, events, now, zone })}`),
      },
      { name: nextText('stillOpen'), rows: open.slice(0, MAX_OPEN).map((event) => `• ${openRow(event, events)}`) },
      {
        name: cardText('careful'),
        rows: carefulRows(view.files, [...events.values()], localDay(now, zoneOf(zone))),
      },
      { name: nextText('addDates'), rows: ahead.length === 0 && view.isManager ? [nextText('addDatesHow')] : [] },
    ],
  });
  return buildAnswer(contentLine(view), card);
}

function contentLine({ ahead, filter, lastDay, now, zone }: NextView): string {
  const [nearest] = ahead;
  if (nearest) {
    const line = (name: number) => nextText('nextIs', { sentence: dateSentence({ ...nearest, now, zone }, name) });
    return firstThatFits(line(200), line(40));
  }
  const all = filter.topics === null && filter.kinds === null;
  const none = all ? nextText('nextNone') : nextText('nextNoneFor', { filter: plainText(filterWords(filter), 60) });
  return lastDay === null ? none : `${none} ${lastWords(lastDay)}`;
}

/** Lists what is still open about an edge, each point in a few words; empty when nothing is. */
export function openPoints(event: ListEvent, edge: Edge, events: ReadonlyMap<EventId, ListEvent>): string[] {
  const points: string[] = [];
  const { certainty, dateCertainty } = event;
  if (certainty === 'threatened' || certainty === 'tentative' || certainty === 'cancelled') {
    points.push(nextText('pointCertainty'));
  }
  const isOpen = dateCertainty !== null && dateCertainty !== 'confirmed' && dateCertainty !== certainty;
  if (isOpen) points.push(nextText('pointDate'));
  points.push(...reportPoints(event, edge, isOpen));
  // Nobody waits for the hour of something that takes several days.
  const oneDay = edge.kind === 'opens' && edge.date.precision === 'day';
  if (event.assumed.includes('hour') || (oneDay && !edge.exact && event.opensAt === null))
    points.push(nextText('pointHour'));
  if (event.assumed.includes('zone')) points.push(nextText('pointZone'));
  const hangsOn = event.dependsOn.flatMap((id) => events.get(id) ?? []).filter((other) => other.outcome === null);
  if (hangsOn.length > 0)
    points.push(nextText('pointHangsOn', { names: listNames(hangsOn.map(({ phrase }) => escapeText(phrase, 90))) }));
  return points;
}

/**
 * Says whether reports differ, or whether only one of several gives a date that nobody calls open. A report that is the
 * only one adds nothing.
 */
function reportPoints(event: ListEvent, edge: Edge, isOpen: boolean): string[] {
  const dated = claimsOfEdge(event, edge);
  const dates = new Set(dated.filter((claim) => claim.credible).map((claim) => JSON.stringify(claim.date)));
  const sources = new Set(event.claims.map((claim) => claim.source.id));
  const points: string[] = [];
  if (dates.size > 1) points.push(nextText('pointDisputed'));
  else if (!isOpen && sources.size > dated.length && !edge.claim.source.official)
    points.push(nextText('pointOneReport'));
  if (dated.some((claim) => !claim.credible)) points.push(nextText('pointDoubt'));
  return points;
}
