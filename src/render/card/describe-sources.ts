import type { LocalDay } from '../../model/date.ts';
import type { ListEvent, ListFile } from '../../model/event.ts';
import { formatRange } from '../../time/format.ts';
import { escapeText } from '../text/escape-text.ts';
import { cardText } from './card-words.ts';

/** Until when the makers of the list knew, for the files of which that day is behind; one line for each. */
export function carefulRows(files: readonly ListFile[], events: readonly ListEvent[], today: LocalDay): string[] {
  return files.flatMap((file) => {
    if (file.knownUntil === null || file.knownUntil >= today) return [];
    const day = shortDay(file.knownUntil);
    const checked = lastChecked(file, events);
    const line =
      checked !== null && checked > file.knownUntil
        ? cardText('sourcesEndChecked', { day, checked: shortDay(checked) })
        : cardText('sourcesEnd', { day });
    return files.length === 1 ? line : cardText('fileSays', { file: shownFile(file.file), text: line });
  });
}

/** `23 Oct 2025`. */
function shortDay(day: LocalDay): string {
  return formatRange(day, day);
}

/** A file by its name alone: where it lies on the host is nobody's business in a channel. */
export function shownFile(path: string): string {
  return escapeText(path.split(/[\\/]/).at(-1) ?? path, 80);
}

function lastChecked(file: ListFile, events: readonly ListEvent[]): LocalDay | null {
  let last: LocalDay | null = null;
  for (const { origin, lastVerified } of events) {
    if (origin.file !== file.file || lastVerified === null) continue;
    if (last === null || lastVerified > last) last = lastVerified;
  }
  return last;
}
