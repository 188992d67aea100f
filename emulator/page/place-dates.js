/** Where everything stands on the timeline: bars in lanes and rows, ghosts, the axis. Pure; places are shares of the width. */

const DAY_MS = 86_400_000;
/** Pixels: a letter of a label, the room beside it, the least width of a bar, the least room between two days of the axis. */
const LETTER = 6.4;
const ROOM = 16;
const DOT = 12;
const AXIS = 74;
/** Letters of a title that is still shown whole. */
const TITLE = 40;

/** The place of an instant, as a share of the span; kept inside of it. */
export function shareOf({ from, to }, ms) {
  return Math.min(1, Math.max(0, (ms - from) / (to - from)));
}

/**
 * The lanes with their bars: `{ name, rows, bars }`; a bar is `{ date, words, row, left, width, ghost, label, shift }`, its
 * words 'in', 'after' or 'before' it, so many pixels away. Bars that would cover each other's labels lie in rows below each other.
 */
export function placeLanes({ lanes, from, to }, pixels) {
  return lanes.map(({ name, dates }) => {
    const ends = [];
    const bars = dates
      .toSorted((a, b) => a.fromMs - b.fromMs)
      .map((date) => {
        // The whole title where that takes no row of its own.
        const whole = placeBar(date, date.title, { from, to }, pixels);
        const short = placeBar(date, date.label, { from, to }, pixels);
        const rowOf = ({ starts }) => ends.findIndex((end) => end + 4 <= starts);
        const bar = date.title.length <= TITLE && (ends.length === 0 || rowOf(whole) !== -1) ? whole : short;
        const row = rowOf(bar) === -1 ? ends.length : rowOf(bar);
        ends[row] = bar.ends;
        return { ...bar, row };
      });
    return { name, rows: Math.max(1, ends.length), bars };
  });
}

function placeBar(date, words, span, pixels) {
  const place = (fromMs, toMs) => {
    const left = shareOf(span, fromMs);
    const width = Math.max(shareOf(span, toMs ?? fromMs) - left, DOT / pixels);
    return { left: Math.min(left, 1 - DOT / pixels), width };
  };
  const { left, width } = place(date.fromMs, date.toMs);
  const ghost = date.ghost === null ? null : place(date.ghost.fromMs, date.ghost.toMs);
  const text = words.length * LETTER + ROOM;
  const [start, end] = [left * pixels, (left + width) * pixels];
  const [from, to] = ghost === null ? [end, start] : [ghost.left * pixels, (ghost.left + ghost.width) * pixels];
  // Words stand beside the ghost, not on it.
  const after = to > end && from < end + text ? to - end : 0;
  const before = from < start && to > start - text ? start - from : 0;
  const beside = end + after + text <= pixels ? 'after' : start - before - text >= 0 ? 'before' : 'in';
  const label = text <= width * pixels ? 'in' : beside;
  const starts = Math.min(label === 'before' ? start - before - text : start, ghost === null ? start : from);
  const ends = Math.max(label === 'after' ? end + after + text : end, ghost === null ? end : to);
  return { date, words, left, width, ghost, label, shift: label === 'before' ? before : after, starts, ends };
}

const STEPS = [1, 2, 3, 5, 7, 14, 30, 61, 91, 182, 365];

/** The days that are named below the lanes, as `{ left, ms }`: as many as there is room for. */
export function placeAxis({ from, to, zone }, pixels) {
  const most = Math.max(2, Math.floor(pixels / AXIS));
  const days = (to - from) / DAY_MS;
  const step = STEPS.find((each) => days / each <= most) ?? Math.ceil(days / most);
  const first = midnightAfter(from, zone);
  const count = Math.max(0, Math.floor((to - first) / (step * DAY_MS)) + 1);
  return Array.from({ length: count }, (_, index) => {
    const ms = first + index * step * DAY_MS;
    return { ms, left: shareOf({ from, to }, ms) };
  });
}

/** The first start of a day in a zone at or after an instant. */
export function midnightAfter(ms, zone) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const [hour, minute, second] = ['hour', 'minute', 'second'].map((kind) =>
    Number(parts.find(({ type }) => type === kind).value),
  );
  const since = ((hour * 60 + minute) * 60 + second) * 1000 + (ms % 1000);
  return since === 0 ? ms : ms - since + DAY_MS;
}
