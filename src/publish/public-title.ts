import type { EventList } from '../model/event.ts';
import { cleanText, joinNames, shorten } from '../render/text/escape-text.ts';

/** The title of what is published: as it is set, else what the files of the list cover that are still kept up. */
export function publicTitle(set: string | null, { files }: Pick<EventList, 'files'>): string {
  if (set !== null) return cleanText(set);
  const kept = files.filter(({ archive }) => !archive);
  const covers = new Set((kept.length > 0 ? kept : files).map((file) => cleanText(file.covers)));
  return (
    shorten(
      joinNames(
        [...covers].filter((words) => words !== ''),
        'and',
      ),
      120,
    ) || 'Dates'
  );
}
