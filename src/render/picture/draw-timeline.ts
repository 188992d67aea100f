import { formatRange } from '../../time/local.ts';
import {
  type LaidDate,
  type LaidPicture,
  layOutTimeline,
  MARGIN,
  SIZES,
  type Stretch,
  WIDTH,
} from './lay-out-timeline.ts';
import { fitText, measureText, type Weight } from './measure-text.ts';
import type { PictureDate, PictureView } from './timeline-view.ts';
import { pictureText } from './timeline-words.ts';

type Certainty = PictureDate['certainty'];
type Colours = Readonly<Record<'ground' | 'text' | 'quiet' | 'grid' | 'now' | Certainty, string>>;

const THEMES: Readonly<Record<PictureView['theme'], Colours>> = {
  dark: {
    ...{ ground: '#1e1f22', text: '#f2f3f5', quiet: '#a5a9b3', grid: '#383a40', now: '#f55b5f' },
    ...{ confirmed: '#6d8bff', expected: '#7f92c4', tentative: '#a3b0cc', threatened: '#f0b232', off: '#8a8e97' },
  },
  light: {
    ...{ ground: '#ffffff', text: '#1b1c20', quiet: '#5a5d66', grid: '#dfe1e6', now: '#d22d39' },
    ...{ confirmed: '#3457d5', expected: '#6f86c9', tentative: '#5f6f96', threatened: '#b36b00', off: '#777b85' },
  },
};

const BAR = 9;
const FAMILY = 'Noto Sans, Noto Sans KR, Noto Sans SC';

/**
 * Draws a picture of dates as SVG, 420 pixels wide, for a phone held upright. Whatever texts the list holds, nothing in it
 * loads or runs anything: they are written as text alone.
 */
export function drawTimeline(view: PictureView): string {
  const laid = layOutTimeline(view);
  const colours = THEMES[view.theme];
  const { height } = laid;
  const parts = [
    `<rect width="${WIDTH}" height="${height}" fill="${colours.ground}"/>`,
    stripes(colours),
    ...head(view, colours),
    ...axis(laid, colours),
    ...laid.dates.map((date) => drawDate(date, colours)),
    ...nowLine(laid, colours),
    ...laid.lanes.flatMap((lane) => drawLane(lane, colours)),
    ...laid.dates.map((date) => drawLabel(date, colours)),
    ...foot(view, laid, colours),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">${parts.join('')}</svg>`;
}

function head(view: PictureView, { text: dark, quiet }: Colours): string[] {
  const room = WIDTH - 2 * MARGIN;
  return [
    text(fitText(view.title, SIZES.title, room, 'bold'), MARGIN, 25, { size: SIZES.title, weight: 'bold', fill: dark }),
    text(formatRange(view.from, view.through), MARGIN, 42, { size: SIZES.small, fill: quiet }),
  ];
}

/** The name of a lane, with nothing behind it: no line crosses a word. */
function drawLane({ name, y }: LaidPicture['lanes'][number], { ground, quiet }: Colours): string[] {
  const writing = { size: SIZES.small, weight: 'bold', fill: quiet } as const;
  const width = measureText(name, SIZES.small, 'bold');
  return [plate(MARGIN, y, width, SIZES.small, ground), text(name, MARGIN, y, writing)];
}

function plate(x: number, y: number, width: number, size: number, ground: string): string {
  return `<rect x="${px(x - 2)}" y="${px(y - size)}" width="${px(width + 4)}" height="${px(size + 4)}" fill="${ground}"/>`;
}

function axis({ marks, now, axis: { top, bottom } }: LaidPicture, { grid, quiet }: Colours): string[] {
  const isFree = (x: number, label: string) => {
    const right = x + 2 + measureText(label, SIZES.small);
    return right < WIDTH - 2 && (right < now - 17 || x > now + 17);
  };
  return marks.flatMap(({ x, label, strong }) => [
    `<path d="M${px(x)} ${top}V${bottom}" stroke="${grid}" stroke-width="${strong ? 1 : 0.5}"/>`,
    ...(label === null || !isFree(x, label) ? [] : [text(label, x + 2, top - 3, { size: SIZES.small, fill: quiet })]),
  ]);
}

function nowLine({ now, axis: { top, bottom } }: LaidPicture, { now: red, ground }: Colours): string[] {
  const word = pictureText('now');
  const width = measureText(word, SIZES.small, 'bold') + 8;
  const x = Math.max(MARGIN, Math.min(now - width / 2, WIDTH - MARGIN - width));
  return [
    `<path d="M${px(now)} ${top - 4}V${bottom}" stroke="${red}" stroke-width="1.5"/>`,
    `<rect x="${px(x)}" y="${top - 17}" width="${px(width)}" height="14" rx="7" fill="${red}"/>`,
    text(word, x + 4, top - 6.5, { size: SIZES.small, weight: 'bold', fill: ground }),
  ];
}

/** The bar of a date, with its old place and the way from there. */
function drawDate({ date, y, bar, was, past }: LaidDate, colours: Colours): string {
  const ghost =
    was === null
      ? ''
      : `${frame(was, y, colours.text)}<path d="${wayBetween(was, bar, y)}" stroke="${colours.text}" fill="none"/>`;
  // The old place may lie within the new one.
  return `<g opacity="${past ? 0.5 : 1}">${shapeOf(date, bar, y, colours)}${ghost}</g>`;
}

function shapeOf({ shape, certainty }: PictureDate, bar: Stretch, y: number, colours: Colours): string {
  const colour = colours[certainty];
  const look = lookOf(certainty, colour);
  if (shape === 'vague') return vagueBar(bar, y, colour);
  if (shape === 'days')
    return `<rect x="${px(bar.x)}" y="${px(y - BAR / 2)}" width="${px(bar.width)}" height="${BAR}" rx="4" ${look}/>`;
  const middle = bar.x + Math.min(bar.width, 12) / 2;
  if (shape === 'start')
    return `<path d="M${px(middle - 4)} ${px(y - 6)}L${px(middle + 6)} ${px(y)}L${px(middle - 4)} ${px(y + 6)}Z" ${look}/>`;
  return `<path d="M${px(middle)} ${px(y - 6.5)}L${px(middle + 6.5)} ${px(y)}L${px(middle)} ${px(y + 6.5)}L${px(middle - 6.5)} ${px(y)}Z" ${look}/>`;
}

function lookOf(certainty: Certainty, colour: string): string {
  switch (certainty) {
    case 'confirmed':
      return `fill="${colour}"`;
    case 'expected':
      return `fill="${colour}" fill-opacity="0.55" stroke="${colour}"`;
    case 'threatened':
      return `fill="url(#stripes)" stroke="${colour}"`;
    case 'tentative':
    case 'off':
      return `fill="none" stroke="${colour}" stroke-width="1.2" stroke-dasharray="3 2"`;
  }
}

function stripes({ threatened }: Colours): string {
  return `<defs><pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="${threatened}" fill-opacity="0.2"/><rect width="2.5" height="5" fill="${threatened}"/></pattern></defs>`;
}

function frame({ x, width }: Stretch, y: number, colour: string): string {
  return `<rect x="${px(x + 0.5)}" y="${px(y - BAR / 2)}" width="${px(width - 1)}" height="${BAR}" rx="4" fill="none" stroke="${colour}" stroke-dasharray="2 2"/>`;
}

function vagueBar({ x, width }: Stretch, y: number, colour: string): string {
  return `<rect x="${px(x + 0.5)}" y="${px(y - BAR / 2)}" width="${px(width - 1)}" height="${BAR}" rx="${BAR / 2}" fill="${colour}" fill-opacity="0.13" stroke="${colour}" stroke-dasharray="2 3"/>`;
}

/** From the old place to the new one, with a point; nothing where they touch. */
function wayBetween(was: Stretch, bar: Stretch, y: number): string {
  const [from, to] = was.x < bar.x ? [was.x + was.width, bar.x] : [was.x, bar.x + bar.width];
  if (Math.abs(to - from) < 8 || to > from !== was.x < bar.x) return '';
  const end = to > from ? to - 2 : to + 2;
  const back = to > from ? -4 : 4;
  return `M${px(from)} ${px(y)}H${px(end)}M${px(end + back)} ${px(y - 3)}L${px(end)} ${px(y)}L${px(end + back)} ${px(y + 3)}`;
}

function drawLabel({ date, past, label }: LaidDate, colours: Colours): string {
  const { x, y, width, day, title, status } = label;
  const size = SIZES.label;
  const fill = past || date.certainty === 'off' ? colours.quiet : colours.text;
  const struck = date.certainty === 'off' ? ' text-decoration="line-through"' : '';
  const rest = `<tspan font-weight="600">${escapeXml(day)}</tspan><tspan dx="5"${struck}>${escapeXml(title)}</tspan>`;
  const word =
    status === null
      ? ''
      : `<tspan dx="5" font-size="${SIZES.small}" fill="${colours[date.certainty]}">${escapeXml(status)}</tspan>`;
  return `${plate(x, y, width, size, colours.ground)}<text x="${px(x)}" y="${px(y)}" font-family="${FAMILY}" font-size="${size}" fill="${fill}">${rest}${word}</text>`;
}

/** The meaning of each look that occurs, and how many dates are not shown. */
function foot(view: PictureView, { height }: LaidPicture, colours: Colours): string[] {
  const dates = view.lanes.flatMap(({ dates: some }) => some);
  const seen = (['confirmed', 'expected', 'tentative', 'threatened', 'off'] as const).filter((certainty) =>
    dates.some((date) => date.certainty === certainty && date.shape !== 'vague'),
  );
  const y = height - 25;
  const swatch = (x: number) => ({ x, width: 14 });
  const entries = [
    ...seen.map((certainty) => ({
      word: pictureText(certainty),
      draw: (x: number) =>
        `<rect x="${px(x)}" y="${px(y - 7)}" width="14" height="7" rx="3" ${lookOf(certainty, colours[certainty])}/>`,
    })),
    ...(dates.some(({ was }) => was !== null)
      ? [{ word: pictureText('moved'), draw: (x: number) => frame(swatch(x), y - 3.5, colours.text) }]
      : []),
    ...(dates.some(({ shape }) => shape === 'vague')
      ? [{ word: pictureText('vague'), draw: (x: number) => vagueBar(swatch(x), y - 3.5, colours.quiet) }]
      : []),
  ];
  let x = MARGIN;
  const legend = entries.flatMap(({ word, draw }) => {
    const width = 18 + measureText(word, SIZES.small) + 10;
    if (x + width > WIDTH - MARGIN + 10) return [];
    const drawn = [draw(x), text(word, x + 18, y, { size: SIZES.small, fill: colours.quiet })];
    x += width;
    return drawn;
  });
  const more = view.more === 0 ? [] : [pictureText('more', { count: view.more })];
  const words = [...more, pictureText('days')].join(' · ');
  return [...legend, text(words, MARGIN, height - 9, { size: SIZES.small, fill: colours.quiet })];
}

type Writing = { readonly size: number; readonly fill: string; readonly weight?: Weight };

function text(words: string, x: number, y: number, { size, fill, weight = 'regular' }: Writing): string {
  const bold = weight === 'bold' ? ' font-weight="600"' : '';
  return `<text x="${px(x)}" y="${px(y)}" font-family="${FAMILY}" font-size="${size}"${bold} fill="${fill}">${escapeXml(words)}</text>`;
}

/** As text of XML: without its signs, and without characters that it may not hold. */
function escapeXml(words: string): string {
  return words
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}
