import { isCalledOff } from '../model/event.ts';
import { measureText } from '../render/picture/measure-text.ts';
import { cleanText, shorten } from '../render/text/escape-text.ts';
import { html } from '../render/text/write-html.ts';
import { formatDay, localDay } from '../time/local.ts';
import { publicText } from './public-words.ts';
import { eventsById, lastModified, type Publication } from './publication.ts';
import { sortEntries } from './sort-entries.ts';

/** The next date of a publication as a badge for a web page. */
export function nextBadge(publication: Publication): string {
  const { ahead } = sortEntries(publication, eventsById(publication));
  const next = ahead.find(({ entry, phase }) => phase === 'ahead' && !isCalledOff(entry.event.certainty));
  if (next?.edge == null) return drawBadge(publicText('badgeNext'), publicText('badgeNone'), '#6a6d76');
  const title = shorten(cleanText(next.entry.event.title), 48);
  return drawBadge(publicText('badgeNext'), `${formatDay(next.edge.day, 'day-year')} · ${title}`, '#3457d5');
}

/** The day of the last change as a badge. */
export function updatedBadge(publication: Publication): string {
  const modified = lastModified(publication);
  const day = modified === null ? publicText('badgeNever') : formatDay(localDay(modified, 'UTC'), 'day-year');
  return drawBadge(publicText('badgeUpdated'), day, '#1f7a3d');
}

const SIZE = 11;
const PAD = 7;
const HEIGHT = 20;

/** Two words side by side, as wide as drawn here in whatever font a reader has. */
function drawBadge(name: string, value: string, colour: string): string {
  const [left, right] = [measureText(name, SIZE), measureText(value, SIZE)].map((width) => Math.round(width) + 2 * PAD);
  const [first, second] = [left ?? 0, right ?? 0];
  const word = (text: string, x: number, width: number) =>
    html`<text x="${x + PAD}" y="14" textLength="${width - 2 * PAD}" lengthAdjust="spacingAndGlyphs">${text}</text>`;
  const all = first + second;
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" width="${all}" height="${HEIGHT}" viewBox="0 0 ${all} ${HEIGHT}" role="img" aria-label="${name}: ${value}"><title>${name}: ${value}</title><clipPath id="c"><rect width="${all}" height="${HEIGHT}" rx="4"/></clipPath><g clip-path="url(#c)"><rect width="${first}" height="${HEIGHT}" fill="#3a3c42"/><rect x="${first}" width="${second}" height="${HEIGHT}" fill="${colour}"/></g><g fill="#fff" font-family="Verdana,Noto Sans,DejaVu Sans,sans-serif" font-size="${SIZE}">${word(name, 0, first)}${word(value, first, second)}</g></svg>`;
  return `${svg.html}\n`;
}
