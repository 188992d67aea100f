import type { Zone } from '../model/date.ts';
import { dateText } from '../render/text/words.ts';
import { type Html, html } from '../render/text/write-html.ts';
import { formatDay, localDay, localTime } from '../time/local.ts';
import { toIso } from '../time/world.ts';

/** The marks that texts of cards may hold: an escaped sign, bold, struck, a link, a moment, the end of a line. */
const MARKS = /\\([^\w\s])|(\*\*)|(~~)|\[([^\]]*)\]\((https:\/\/[^\s)]+)\)|<t:(-?\d+):\w>|(\n)/g;
const YOUR_TIME = dateText('yourTime', { place: '', full: '' });

/**
 * Turns a text that was written for a card of Discord into HTML: what it escapes is text again, and of its marks only those
 * that we write ourselves mean anything. A moment, which Discord shows by each reader's clock, is given in UTC.
 */
export function cardHtml(text: string, zone: Zone): Html {
  const own = zone === 'UTC' ? text.replaceAll(new RegExp(`${YOUR_TIME}<t:-?\\d+:F>`, 'g'), '') : text;
  const parts: Html[] = [];
  let [bold, struck, at] = [false, false, 0];
  const say = (words: string) => {
    if (words === '') return;
    const shown = bold ? html`<b>${words}</b>` : html`${words}`;
    parts.push(struck ? html`<s>${shown}</s>` : shown);
  };
  const readable = own.replaceAll(`${YOUR_TIME}<t:`, ' · <t:');
  for (const mark of readable.matchAll(MARKS)) {
    say(readable.slice(at, mark.index));
    at = mark.index + mark[0].length;
    const [, sign, isBold, isStruck, name = '', address, second, line] = mark;
    if (sign !== undefined) say(sign);
    else if (isBold !== undefined) bold = !bold;
    else if (isStruck !== undefined) struck = !struck;
    else if (address !== undefined) parts.push(html`<a href="${address}" rel="noreferrer nofollow">${name}</a>`);
    else if (line !== undefined) parts.push(html`<br>`);
    else parts.push(moment(Number(second) * 1_000));
  }
  say(readable.slice(at));
  return html`${parts}`;
}

function moment(at: number): Html {
  return html`<time datetime="${toIso(at)}">${formatDay(localDay(at, 'UTC'), 'weekday-short')}, ${localTime(at, 'UTC')} UTC</time>`;
}

/** The same text without any mark, on one line. */
export function cardWords(text: string): string {
  return text
    .replaceAll(new RegExp(`${YOUR_TIME}<t:-?\\d+:\\w>`, 'g'), '')
    .replaceAll(
      MARKS,
      (_all, sign: string | undefined, _bold, _struck, name: string | undefined, _url, second, line) =>
        second !== undefined ? toIso(Number(second) * 1_000) : line !== undefined ? ' ' : (sign ?? name ?? ''),
    );
}
