import type { Instant, Zone } from '../../model/date.ts';
import { FILE_DESCRIPTION_MAX } from '../../model/discord-limits.ts';
import type { Attachment } from '../../model/message.ts';
import { formatRange, formatRangeIn, localDay } from '../../time/local.ts';
import type { Days, PictureDate, PictureView } from './timeline-view.ts';
import { pictureText } from './timeline-words.ts';

/** A date's days in few words, with the year only where it is not the present one: `24–27 Oct`, `10 Jan 2027`. */
export function dateWords({ from, through }: Days, now: Instant, zone: Zone): string {
  return formatRangeIn(localDay(now, zone).slice(0, 4), from, through);
}

/** The drawn picture as a file of a message, with its description. */
export function pictureFile(view: PictureView, data: Uint8Array): Attachment {
  return { name: 'timeline.png', contentType: 'image/png', data, description: describeTimeline(view) };
}

/** The picture in words, for those who do not see it: the same dates in the same lanes. Plain text. */
export function describeTimeline(view: PictureView): string {
  const span = { from: formatRange(view.from, view.from), through: formatRange(view.through, view.through) };
  if (view.lanes.length === 0) return pictureText('none', span);
  const lanes = view.lanes.map(({ name, dates }) =>
    pictureText('lane', { name, items: dates.map((date) => itemWords(date, view)).join('; ') }),
  );
  const all = [pictureText('described', span), ...lanes].join(' ');
  const whole =
    view.more === 0 ? all : pictureText('and', { words: all, more: pictureText('more', { count: view.more }) });
  return whole.length <= FILE_DESCRIPTION_MAX ? whole : `${whole.slice(0, FILE_DESCRIPTION_MAX - 1).trimEnd()}…`;
}

function itemWords(date: PictureDate, { now, zone }: PictureView): string {
  const words = { date: date.when ?? dateWords(date, now, zone), title: date.title };
  const status = date.certainty === 'confirmed' ? null : pictureText(date.certainty);
  const was = date.was === null ? null : dateWords(date.was, now, zone);
  if (status === null && was === null) return pictureText('item', words);
  const both =
    was === null
      ? `${status}`
      : status === null
        ? pictureText('wasOnly', { date: was })
        : pictureText('was', { status, date: was });
  return pictureText('itemStatus', { ...words, status: both });
}
