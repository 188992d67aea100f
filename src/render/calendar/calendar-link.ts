import { toIso } from '../../time/instants.ts';
import { cutText } from '../text/clean-text.ts';
import { type CalendarEntry, dayAfter } from './calendar-entry.ts';

/** Discord's limit for a link button: https://docs.discord.com/developers/components/reference#button */
const MAX_URL = 512;

/**
 * A link that opens Google Calendar with the entry filled in. It has no id there, so it is a copy for good. Of the
 * description as much as a button's address has room for.
 */
export function googleLink({ summary, description, location, time }: CalendarEntry): string {
  const dates = time.whole
    ? `${compact(time.first)}/${compact(dayAfter(time))}`
    : `${compactInstant(time.at)}/${compactInstant(time.at)}`;
  for (const room of [300, 200, 120, 60, 0]) {
    const wanted: [string, string][] = [
      ['action', 'TEMPLATE'],
      ['text', cutText(summary, Math.max(30, room))],
      ['dates', dates],
      ...(location === null || room < 60 ? [] : [['location', cutText(location, 60)] as [string, string]]),
      ...(room === 0 ? [] : [['details', cutText(description.replace(/\n+/g, '\n'), room)] as [string, string]]),
    ];
    const address = `https://calendar.google.com/calendar/render?${new URLSearchParams(wanted)}`;
    if (address.length <= MAX_URL) return address;
  }
  const bare = new URLSearchParams({ action: 'TEMPLATE', text: cutText(summary, 20), dates });
  return `https://calendar.google.com/calendar/render?${bare}`;
}

/** `20251101`. */
function compact(day: string): string {
  return day.replaceAll('-', '');
}

/** `20251101T143000Z`. */
function compactInstant(instant: number): string {
  return `${toIso(instant).slice(0, 19).replace(/[-:]/g, '')}Z`;
}
