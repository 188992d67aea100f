import type { Path } from '../../yaml/open-yaml.ts';
import { DATE_FORMS, type DateInput } from './date-shape.ts';
import type { ClaimInput, EntryInput } from './event-shape.ts';
import { PARTED_KEYS } from './short-fields.ts';

/** A claim with only its well-formed fields. */
export type SoundClaim = Partial<ClaimInput>;

/** A claim and where it stands: under `claims`, or in the entry itself. */
export type PlacedClaim = {
  readonly input: SoundClaim;
  /** The path of its fields. */
  readonly path: Path;
  /** The path of its date as a whole, and of one key of it. */
  readonly datePath: Path;
  keyPath(key: string): Path;
};

/** An entry with only its well-formed fields. */
export type SoundEntry = Partial<Omit<EntryInput, 'claims'>> & { readonly claims?: readonly SoundClaim[] };

/** The claims of an entry, each at its place; in the short form one for each of its dates, by the source `said`. */
export function placeClaims(entry: SoundEntry, said: string): PlacedClaim[] {
  if (entry.claims === undefined) return shortClaims(entry, said);
  return entry.claims.map((input, index) => {
    const path = ['claims', index];
    return { input, path, datePath: [...path, 'date'], keyPath: (key) => [...path, 'date', key] };
  });
}

/** The forms of a date that an entry in the short form holds. `through` belongs to `from` where that stands. */
export function formsOf(entry: SoundEntry): readonly (typeof DATE_FORMS)[number][] {
  const has = (key: keyof DateInput) => entry[key] !== undefined;
  return DATE_FORMS.filter(({ required }) => {
    if (required.length > 1) return has('from');
    return required.every(has) && !(required[0] === 'through' && has('from'));
  });
}

function shortClaims(entry: SoundEntry, said: string): PlacedClaim[] {
  const { source = said, published, says, url, approximate, edge } = entry;
  const more = { ...(published && { published }), ...(says && { says }), ...(url && { url }) };
  return formsOf(entry).flatMap(({ required }): PlacedClaim[] => {
    const extra = { ...(approximate === undefined ? {} : { approximate }), ...(edge === undefined ? {} : { edge }) };
    const place = (date: DateInput, part: string | null): PlacedClaim => ({
      input: { source, ...more, date, ...(part === null ? {} : { dates: part }) },
      path: [],
      datePath: part === null ? [] : [required[0], part],
      keyPath: (key) => (part === null ? [key] : [key, part]),
    });
    const [key] = required;
    const given = entry[key];
    if (PARTED_KEYS.some((one) => one === key) && typeof given === 'object') {
      return Object.entries(given).map(([part, text]) => place({ [key]: text, ...extra }, part));
    }
    return [place({ ...Object.fromEntries(required.map((one) => [one, entry[one]])), ...extra }, null)];
  });
}
