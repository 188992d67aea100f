import { type EventChange, isMove } from '../../model/change.ts';
import type { ClaimDate, Instant, LocalDay, Zone } from '../../model/date.ts';
import type { Edge, EdgeName } from '../../model/edge.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { wholeSpan } from '../../plan/claims/date-span.ts';
import { addDays, formatRangeShort, localDay } from '../../time/local.ts';
import { isVague } from '../../time/vague-span.ts';
import { vagueWords } from '../dates/date-phrases.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { plainTitleOf, topicName } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { pictureText } from './timeline-words.ts';

/** How a date is drawn: days, the end of something, its beginning, or a stretch within which its day is not known. */
export type DateShape = 'days' | 'end' | 'start' | 'vague';

/** The days of a date, by the calendar of its own place. */
export type Days = { readonly from: LocalDay; readonly through: LocalDay };

/** One date of the picture. Texts are as the list has them: whoever draws them escapes them. */
export type PictureDate = Days & {
  readonly title: string;
  /** Where it is no day or days: "March 2027", "around 26 Oct". */
  readonly when: string | null;
  readonly shape: DateShape;
  readonly certainty: 'confirmed' | 'expected' | 'tentative' | 'threatened' | 'off';
  /** Its days before it moved; `null` where it has not. */
  readonly was: Days | null;
};

/** The dates of one topic, soonest first. */
export type PictureLane = { readonly name: string; readonly dates: readonly PictureDate[] };

/** A picture of dates: what it shows, and by which clock. */
export type PictureView = Days & {
  readonly title: string;
  readonly now: Instant;
  /** The reader's: it decides where "now" lies. */
  readonly zone: Zone;
  readonly lanes: readonly PictureLane[];
  /** Dates within the days for which there was no room. */
  readonly more: number;
  readonly theme: 'light' | 'dark';
};

/** An event with its edges as they are now. */
export type PictureEvent = { readonly event: ListEvent; readonly edges: readonly Edge[] };

/** More than fit on a phone's screen are counted. */
const MOST_DATES = 16;
const MOST_LANES = 6;

/** Chooses the dates of a span, in lanes by their first topic. */
function pictureLanes(
  events: readonly PictureEvent[],
  changes: readonly EventChange[],
  span: Days,
): Pick<PictureView, 'lanes' | 'more'> {
  const found = events.flatMap((each) => datesOf(each, changes).map((date) => ({ date, event: each.event })));
  const inside = found.filter(({ date }) => isTold(date, span)).toSorted((a, b) => compareDays(a.date, b.date));
  // What matters less goes first, and of equals what is furthest away.
  const rank = ({ event }: { event: ListEvent }) =>
    event.importance === 'high' ? 0 : event.importance === 'low' ? 2 : 1;
  const kept = new Set(inside.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_DATES));
  const byTopic = Map.groupBy(
    inside.filter((each) => kept.has(each)),
    ({ event }) => event.topics[0] ?? event.kind,
  );
  const names = [...byTopic.keys()];
  const own = names.length > MOST_LANES ? names.slice(0, MOST_LANES - 1) : names;
  const rest = names.slice(own.length).flatMap((name) => byTopic.get(name) ?? []);
  const lanes = own.map((name) => ({
    name: topicName(name),
    dates: (byTopic.get(name) ?? []).map(({ date }) => date),
  }));
  const last = { name: pictureText('other'), dates: rest.map(({ date }) => date).toSorted(compareDays) };
  return { lanes: rest.length === 0 ? lanes : [...lanes, last], more: inside.length - kept.size };
}

function compareDays(a: Days, b: Days): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : a.through < b.through ? -1 : a.through > b.through ? 1 : 0;
}

function meets(days: Days, span: Days): boolean {
  return days.from <= span.through && days.through >= span.from;
}

/** Whether a date tells something within the span: a year without a day, in a picture of one week, does not. */
function isTold(date: PictureDate, span: Days): boolean {
  if (date.was !== null && meets(date.was, span)) return true;
  return meets(date, span) && (date.shape !== 'vague' || date.from >= span.from || date.through <= span.through);
}

function datesOf({ event, edges }: PictureEvent, changes: readonly EventChange[]): PictureDate[] {
  const title = plainTitleOf(event, 120);
  const shown = edges.filter(({ kind }) => kind !== 'last-day');
  if (shown.length > 0) {
    return shown.flatMap((edge) => {
      const days = daysOf(edge.date);
      if (days === null) return [];
      const named = edge.part === null ? title : `${title}: ${edge.part}`;
      const certainty = certaintyOf(event, edge);
      const when = edge.date.approximate
        ? dateText('around', { date: formatRangeShort(days.from, days.through) })
        : null;
      const was = wasBefore(event, edge.name, days, changes);
      return [{ ...days, title: named, when, shape: SHAPES[edge.kind], certainty, was }];
    });
  }
  const date = shownClaim(event)?.date ?? null;
  const days = date === null ? null : daysOf(date);
  if (date === null || days === null) return [];
  const when = isVague(date) ? vagueWords(date) : null;
  return [
    { ...days, title, when, shape: when === null ? 'days' : 'vague', certainty: certaintyOf(event, null), was: null },
  ];
}

const SHAPES = {
  opens: 'days',
  'last-day': 'days',
  'takes-effect': 'start',
  due: 'end',
  closes: 'end',
  expires: 'end',
} as const satisfies Record<Edge['kind'], DateShape>;

function certaintyOf(event: ListEvent, edge: Edge | null): PictureDate['certainty'] {
  if (isCalledOff(event.certainty)) return 'off';
  if (event.certainty === 'done') return 'confirmed';
  if (edge === null) return event.certainty;
  const spoken = spokenCertainty(event, edge);
  return spoken.rests ? 'confirmed' : VOICES[spoken.voice];
}

const VOICES = {
  Confirmed: 'confirmed',
  Expected: 'expected',
  Tentative: 'tentative',
  Threatened: 'threatened',
} as const;

/** The days before the newest move of that date; `null` where it has not moved, or back again. */
function wasBefore({ id }: ListEvent, edge: EdgeName, days: Days, changes: readonly EventChange[]): Days | null {
  const moved = changes.find(({ event, kind, edge: name }) => event === id && name === edge && isMove(kind));
  const before = moved?.before == null ? null : daysOf(moved.before.date);
  return before === null || compareDays(before, days) === 0 ? null : before;
}

function daysOf(date: ClaimDate): Days | null {
  const days = wholeSpan(date);
  return days === null ? null : { from: days.first, through: days.last };
}

/** The spans that can be asked for. */
export const PICTURE_SPANS = ['week', 'month', 'quarter', 'year'] as const;
export type PictureSpan = (typeof PICTURE_SPANS)[number];

/** How many days are shown before today, and from today on. */
const LENGTHS = { week: [1, 8], month: [3, 31], quarter: [7, 92], year: [14, 366] } as const satisfies Record<
  PictureSpan,
  readonly [number, number]
>;

/** The picture that is asked for: of these events, `now`, by a reader's calendar. */
export type PictureRequest = Pick<PictureView, 'title' | 'now' | 'zone' | 'theme'> & {
  readonly span: PictureSpan;
  readonly events: Iterable<PictureEvent>;
  /** Newest first. */
  readonly changes: readonly EventChange[];
};

/** Lays down the view of a picture: a little of what was, then what comes. */
export function pictureView({ span, events, changes, ...rest }: PictureRequest): PictureView {
  const [back, ahead] = LENGTHS[span];
  const today = localDay(rest.now, rest.zone);
  const days = { from: addDays(today, -back), through: addDays(today, ahead - 1) };
  return { ...rest, ...days, ...pictureLanes([...events], changes, days) };
}
