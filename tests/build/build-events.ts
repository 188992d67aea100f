import type { ClaimDate, Instant, LocalDay } from '../../src/model/date.ts';
import type { Claim, ListEvent } from '../../src/model/event.ts';

/** An instant written out. */
export function at(iso: string): Instant {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new Error(`No instant: ${iso}`);
  return instant;
}

export const takesEffect = (day: LocalDay): ClaimDate => ({
  role: 'takes-effect',
  approximate: false,
  precision: 'day',
  day,
});
export const expires = (day: LocalDay): ClaimDate => ({ role: 'expires', approximate: false, precision: 'day', day });
export const opens = (day: LocalDay): ClaimDate => ({ role: 'opens', approximate: false, precision: 'day', day });

/** A claim of one source; what is not said is unsaid. */
export function buildClaim(source: string, date: ClaimDate | null, more: Partial<Claim> = {}): Claim {
  return {
    source: { id: source, name: source.toUpperCase(), fullName: null, url: null },
    published: '2025-10-19',
    dates: null,
    date,
    certainty: null,
    says: null,
    url: null,
    credible: true,
    doubt: null,
    ...more,
  };
}

/** A confirmed event in New York with these claims. */
export function buildEvent(id: string, claims: readonly Claim[], more: Partial<ListEvent> = {}): ListEvent {
  return {
    id,
    title: id,
    phrase: id,
    kind: 'tariff',
    certainty: 'confirmed',
    certaintyNote: null,
    dateCertainty: null,
    zone: 'America/New_York',
    assumed: [],
    place: null,
    opensAt: null,
    topics: [],
    regions: [],
    summary: null,
    stakes: null,
    claims,
    follow: null,
    dependsOn: [],
    partOf: null,
    supersedes: [],
    lastVerified: null,
    outcome: null,
    history: [],
    unless: [],
    origin: { file: 'test.yaml', line: 1 },
    archive: false,
    knownUntil: null,
    ...more,
  };
}
