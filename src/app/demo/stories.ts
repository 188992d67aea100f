import { type Catalogue, makeCatalogue } from '../../engine/catalogue.ts';
import { DAY_MS, type Instant, type LocalDay, type Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { type EventList, isCalledOff } from '../../model/event.ts';
import { addDays, atLocal, canonicalZone } from '../../time/local.ts';
import type { ListFiles } from './list-folder.ts';

/** A span of time in which lists are played, as they became known. */
export type Story = {
  readonly title: string;
  /** The zone of the server in which it is shown. */
  readonly zone: Zone;
  readonly from: Instant;
  readonly to: Instant;
  readonly files: ListFiles;
  /** How it ended, in two or three sentences, by the list as it is known then. */
  ending(known: Catalogue | null): string;
};

/** The first report has just become known; the second follows on 23 October, as it did. */
const AUTUMN = { from: Date.UTC(2025, 9, 19, 12), to: Date.UTC(2025, 10, 12, 17) };
/** The event by which the shipped list is known. */
const AUTUMN_EVENT = 'malaysia-talks-2025';
const AUTUMN_ZONE = 'America/New_York';
/** The end of that autumn, by the outcomes in `data/us-china-trade-2025.yaml`. */
const AUTUMN_ENDING =
  'Trump and Xi met in Busan on 30 October and agreed on a one-year truce. The 100% tariff threatened for 1 November never came. The tariff truce, which was to end on 10 November, was extended by a year on the 4th.';

/** Days before the first date at which another list begins to play, and an hour before its posting time. */
const LEAD_IN_DAYS = 7;
const BEGINS_AT = '08:00';
const ENDS_AT = '20:00';
/** Most days that are played: a timeline of more would show nothing. */
const MOST_DAYS = 92;

/**
 * Makes the story of a list: the shipped one from 19 October 2025 on, any other one from a week before its first date
 * that is ahead of `now`, or its first one, up to its last. Throws one sentence where it has no day to play, or none
 * after `from`.
 */
export function storyOf(
  list: EventList,
  {
    files,
    title,
    now,
    from,
  }: { readonly files: ListFiles; readonly title: string; readonly now: Instant; readonly from?: Instant | undefined },
): Story {
  const isAutumn = list.events.some(({ id }) => id === AUTUMN_EVENT) && (from ?? AUTUMN.from) < AUTUMN.to;
  if (isAutumn) {
    const span = { ...AUTUMN, ...(from === undefined ? {} : { from }) };
    return { title: 'U.S.–China trade, autumn 2025', zone: AUTUMN_ZONE, ...span, files, ending: () => AUTUMN_ENDING };
  }
  const edges = makeCatalogue(list)
    .dated.flatMap((dated) => dated.edges)
    .sort((a, b) => a.anchor - b.anchor);
  const ahead =
    from === undefined ? edges.filter(({ anchor }) => anchor > now) : edges.filter(({ anchor }) => anchor > from);
  const first = from === undefined ? (ahead[0] ?? edges[0]) : ahead[0];
  if (first === undefined) {
    throw new Error(
      edges.length === 0
        ? `${title} has no date with a day, so there is nothing to remind of. Expected: at least one, such as \`due: 2027-04-15\`.`
        : `${title} has no date after ${new Date(from ?? now).toISOString().slice(0, 10)}. Its last one is ${edges.at(-1)?.day}.`,
    );
  }
  const zone = canonicalZone(first.zone) ?? AUTUMN_ZONE;
  const begin = from ?? atLocal(addDays(first.day, -LEAD_IN_DAYS), BEGINS_AT, zone);
  const played = edges.filter(({ anchor }) => anchor <= Math.max(first.anchor, begin + MOST_DAYS * DAY_MS));
  const last = played.map(lastDay).sort().at(-1) ?? first.day;
  const to = atLocal(addDays(last, 1), ENDS_AT, zone);
  return { title, zone, from: begin, to, files, ending: (known) => endingOf(known, { from: begin, to }) };
}

function lastDay({ day, date }: Edge): LocalDay {
  return date.precision === 'range' ? date.through : day;
}

/** The fate of the dates of a span, in words. */
function endingOf(known: Catalogue | null, { from, to }: { readonly from: Instant; readonly to: Instant }): string {
  const dated = known?.dated ?? [];
  const within = dated.filter(({ edges }) => edges.some(({ anchor }) => anchor >= from && anchor <= to));
  const off = within.filter(({ event }) => isCalledOff(event.certainty)).length;
  const next = dated
    .flatMap(({ event, edges }) => edges.map((edge) => ({ event, edge })))
    .filter(({ edge }) => edge.anchor > to)
    .sort((a, b) => a.edge.anchor - b.edge.anchor)[0];
  const came = `${within.length} ${within.length === 1 ? 'date' : 'dates'} came up, ${off === 0 ? 'and none was' : `${off} of them`} called off.`;
  return next === undefined
    ? `${came} The list has no later one.`
    : `${came} The next one after that is ${next.event.title}, on ${next.edge.day}.`;
}
