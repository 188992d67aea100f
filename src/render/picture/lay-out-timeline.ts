import type { Instant, LocalDay, Zone } from '../../model/date.ts';
import { addDays, daysBetween, formatDay, formatMonth, localDay, localTime } from '../../time/local.ts';
import { dateWords } from './describe-timeline.ts';
import { fitText, measureText } from './measure-text.ts';
import type { Days, PictureDate, PictureView } from './timeline-view.ts';
import { pictureText } from './timeline-words.ts';

/** Pixels of a phone's screen, on which a picture is as wide as a message; it is drawn at three times this size. */
export const WIDTH = 420;
/** Space at either side. */
export const MARGIN = 14;
/** Sizes of the writing. */
export const SIZES = { title: 15, label: 12, small: 10.5 } as const;

const AXIS = 62;
const LANE = 22;
const ROW = 33;
const FOOT = 44;
const GAP = 5;
const LEAST_BAR = 7;

/** A stretch of the axis, in pixels from the left. */
export type Stretch = { readonly x: number; readonly width: number };

/** One date with its place. */
export type LaidDate = {
  readonly date: PictureDate;
  /** The middle of its bar, from the top. */
  readonly y: number;
  readonly bar: Stretch;
  readonly was: Stretch | null;
  /** It begins before, or ends after, what is shown. */
  readonly cut: { readonly left: boolean; readonly right: boolean };
  readonly past: boolean;
  /** `status` only where it is not confirmed. */
  readonly label: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly day: string;
    readonly title: string;
    readonly status: string | null;
  };
};

/** A picture whose parts have their places. */
export type LaidPicture = {
  readonly height: number;
  readonly axis: { readonly top: number; readonly bottom: number };
  readonly marks: readonly { readonly x: number; readonly label: string | null; readonly strong: boolean }[];
  readonly lanes: readonly { readonly name: string; readonly y: number }[];
  readonly dates: readonly LaidDate[];
  readonly now: number;
};

/** Gives each date of a picture its place: lanes below each other, a row for each date, its words above its bar. */
export function layOutTimeline(view: PictureView): LaidPicture {
  const scale = scaleOf(view);
  const today = localDay(view.now, view.zone);
  const lanes: { name: string; y: number }[] = [];
  const dates: LaidDate[] = [];
  let y = AXIS + GAP;
  for (const lane of view.lanes) {
    y += LANE;
    lanes.push({ name: fitText(lane.name, SIZES.small, WIDTH - 2 * MARGIN, 'bold'), y: y - 7 });
    for (const date of lane.dates) {
      dates.push(layOutDate(date, view, scale, y, today));
      y += ROW;
    }
  }
  const bottom = Math.max(y, AXIS + ROW) + GAP;
  return {
    height: bottom + FOOT,
    axis: { top: AXIS, bottom },
    marks: marksOf(view, scale),
    lanes,
    dates,
    now: scale(today) + fractionOf(view.now, view.zone) * (scale(addDays(today, 1)) - scale(today)),
  };
}

type Scale = (day: LocalDay) => number;

/** Where a day begins. */
function scaleOf({ from, through }: Days): Scale {
  const count = daysBetween(from, through) + 1;
  const room = WIDTH - 2 * MARGIN;
  return (day) => MARGIN + (daysBetween(from, day) / count) * room;
}

function fractionOf(now: Instant, zone: Zone): number {
  const [hours = 0, minutes = 0] = localTime(now, zone).split(':').map(Number);
  return (hours * 60 + minutes) / 1_440;
}

function layOutDate(date: PictureDate, view: PictureView, scale: Scale, top: number, today: LocalDay): LaidDate {
  const bar = stretchOf(date, scale);
  const day = date.when ?? dateWords(date, view.now, view.zone);
  const room = WIDTH - 2 * MARGIN;
  const dayWidth = measureText(day, SIZES.label, 'bold') + GAP;
  const status = date.certainty === 'confirmed' ? null : pictureText(date.certainty);
  const statusWidth = status === null ? 0 : GAP + measureText(status, SIZES.small);
  const title = fitText(date.title, SIZES.label, room - dayWidth - statusWidth);
  const width = dayWidth + measureText(title, SIZES.label) + statusWidth;
  return {
    date,
    y: top + 22,
    bar,
    was: date.was === null ? null : stretchOf(date.was, scale),
    cut: { left: date.from < view.from, right: date.through > view.through },
    past: date.through < today,
    // Above its bar's beginning, and further left only as far as it must to end within the picture.
    label: { x: Math.max(MARGIN, Math.min(bar.x, WIDTH - MARGIN - width)), y: top + 11, width, day, title, status },
  };
}

function stretchOf(days: Days, scale: Scale): Stretch {
  const left = Math.max(scale(days.from), MARGIN);
  const right = Math.min(scale(addDays(days.through, 1)), WIDTH - MARGIN);
  const width = Math.max(right - left, LEAST_BAR);
  return { x: Math.max(MARGIN, Math.min(left, WIDTH - MARGIN - width)), width };
}

/** The days, weeks or months below the title: as many as can be read. */
function marksOf(view: Days, scale: Scale): LaidPicture['marks'] {
  const count = daysBetween(view.from, view.through) + 1;
  const days = Array.from({ length: count }, (_, index) => addDays(view.from, index));
  if (count <= 10)
    return days.map((day) => ({ x: scale(day), label: formatDay(day, 'weekday-short').slice(0, 6), strong: false }));
  if (count <= 40) {
    return days
      .filter((day) => isMonday(day))
      .map((day) => ({ x: scale(day), label: dayOfMonth(day), strong: day.endsWith('-01') }));
  }
  const firsts = days.filter((day) => day.endsWith('-01'));
  const every = count > 200;
  const months = firsts.map((day) => ({
    x: scale(day),
    label: every ? formatMonth(day.slice(0, 7)).slice(0, 1) : formatMonth(day.slice(0, 7)).slice(0, 3),
    strong: true,
  }));
  const weeks = every ? [] : days.filter(isMonday).map((day) => ({ x: scale(day), label: null, strong: false }));
  return [...weeks, ...months];
}

function isMonday(day: LocalDay): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
}

function dayOfMonth(day: LocalDay): string {
  return formatDay(day, 'weekday-short').replace(/^\w+ /, '');
}
