import type { Correction } from '../../model/change.ts';
import { type Claim, type ListEvent, publicationOf } from '../../model/event.ts';
import { sameValue } from './same-value.ts';

/** Most that is kept of one change: a row names the first and counts the others. */
const MOST = 5;
/** A text longer than this is named by its field alone. */
const SHORT = 60;

/** The fields of an event that a correction names, in the order of what readers care about. */
const PARTS = [
  ['title', 'title'],
  ['place', 'place'],
  ['zone', 'zone'],
  ['opensAt', 'hour'],
  ['importance', 'importance'],
  ['kind', 'kind'],
  ['phrase', 'wording'],
  ['verb', 'wording'],
  ['summary', 'summary'],
  ['stakes', 'stakes'],
  ['certaintyNote', 'note'],
  ['topics', 'topics'],
  ['regions', 'topics'],
  ['history', 'history'],
  ['outcome', 'outcome'],
  ['dependsOn', 'links'],
  ['unless', 'links'],
  ['partOf', 'links'],
  ['supersedes', 'links'],
] as const satisfies readonly (readonly [keyof ListEvent, Correction['part']])[];

/** The differences between two states of an event whose dates and certainty are the same: sources first, then its fields. */
export function nameCorrections(before: ListEvent, after: ListEvent): Correction[] {
  const fields = PARTS.flatMap(([field, part]): Correction[] => {
    const [old, is] = [before[field], after[field]];
    return sameValue(old, is) ? [] : [correction(part, null, shortText(old), shortText(is))];
  });
  const found = [...sourceCorrections(before.claims, after.claims), ...fields];
  const once = found.filter(({ part, source }, at) =>
    found.slice(0, at).every((other) => other.part !== part || other.source !== source),
  );
  return once.slice(0, MOST);
}

function sourceCorrections(before: readonly Claim[], after: readonly Claim[]): Correction[] {
  const pairs = new Map<Claim, Claim>();
  const lost = () => before.filter((claim) => ![...pairs.values()].includes(claim));
  const ways: ((was: Claim, is: Claim) => boolean)[] = [
    (was, is) => sameValue(was, is),
    (was, is) => was.source.id === is.source.id && was.dates === is.dates,
    (was, is) => was.source.id === is.source.id,
  ];
  for (const isOne of ways) {
    for (const claim of after) {
      const was = pairs.has(claim) ? undefined : lost().find((candidate) => isOne(candidate, claim));
      if (was !== undefined) pairs.set(claim, was);
    }
  }
  return [
    ...after.flatMap((claim) => claimCorrections(pairs.get(claim) ?? null, claim)),
    ...lost().map(({ source }) => correction('source removed', source.name)),
  ];
}

function claimCorrections(was: Claim | null, is: Claim): Correction[] {
  const name = is.source.name;
  if (was === null) return [correction('source added', name)];
  if (publicationOf(was) !== publicationOf(is)) return [correction('source day', name, was.published, is.published)];
  if (was.source.name !== name) return [correction('source name', name, was.source.name, name)];
  if (!sameValue(was.date, is.date)) return [correction('source date', name)];
  if ((was.url ?? was.source.url) !== (is.url ?? is.source.url)) return [correction('source link', name)];
  return sameValue(was, is) ? [] : [correction('source words', name)];
}

function correction(
  part: Correction['part'],
  source: string | null,
  before: string | null = null,
  after: string | null = null,
): Correction {
  return { part, source, before, after };
}

function shortText(value: unknown): string | null {
  return typeof value === 'string' && value.length <= SHORT ? value : null;
}
