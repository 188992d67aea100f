import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { parseList } from '../../src/list/parse/parse-list.ts';
import type { Instant } from '../../src/model/date.ts';
import type { EventList } from '../../src/model/event.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { type Publication, publicEntries } from '../../src/publish/publication.ts';
import { publicFiles } from '../../src/publish/publish-list.ts';

/** A list from its text. */
export function listOf(text: string): EventList {
  const { list, problems } = parseList([{ name: 'made.yaml', text }]);
  if (list === null) throw new Error(JSON.stringify(problems));
  return list;
}

/** What is published at `now` of lists that were in force one after the other, each from its instant on. */
export function publicationOf(
  steps: readonly (readonly [at: Instant, list: string | EventList])[],
  now: Instant,
  over: Partial<Publication> = {},
): Publication {
  const lists = steps.map(([at, list]) => ({
    at,
    all: makeCatalogue(typeof list === 'string' ? listOf(list) : list).all,
  }));
  const changes = lists
    .flatMap(({ at, all }, index) =>
      index === 0 ? [] : compareLists(lists[index - 1]?.all ?? [], all).map((change) => ({ at, change })),
    )
    .toSorted((a, b) => b.at - a.at);
  const since = lists[0]?.at ?? now;
  const entries = publicEntries(lists.at(-1)?.all ?? [], changes, now, { of: () => null, otherwise: since });
  return { title: 'Made dates', address: null, entries, changes, now, zone: 'UTC', ...over };
}

/** The text of one of its files. */
export function textOf(publication: Publication, name: string): string {
  const file = publicFiles(publication)
    .find((one) => one.name === name)
    ?.make();
  if (file === undefined || !('text' in file)) throw new Error(`There is no text ${name}.`);
  return file.text;
}
