import type { ClaimDate, LocalDay, Zone } from '../../model/date.ts';
import type { Claim, ListEvent, Origin, Source } from '../../model/event.ts';
import type { EventInput, WholeClaim } from './event-shape.ts';

/** The fields that the head of a file gives to its events. */
export type FileContext = {
  readonly sources: ReadonlyMap<string, Source>;
  /** The file itself as a source, for entries that name none. */
  readonly own: Source;
  readonly knownUntil: LocalDay | null;
  /** Days on which nothing is open, for business days. */
  readonly holidays: readonly LocalDay[];
  readonly archive: boolean;
};

/**
 * Builds the model's event from one that was checked and has no faults: with its sources looked up, its phrase filled
 * in, and everything that was left out made `null` or empty. `dates` are those of its claims, `zone` is its own.
 */
export function buildEvent(
  input: EventInput,
  { dates, zone }: { readonly dates: readonly (ClaimDate | null)[]; readonly zone: Zone },
  context: FileContext,
  origin: Origin,
): ListEvent {
  const source = (id: string): Source =>
    context.sources.get(id) ?? (id === context.own.id ? context.own : { id, name: id, fullName: null, url: null });
  return {
    id: input.id,
    title: input.title,
    phrase: input.phrase ?? input.title,
    ...(input.plural ? { plural: true } : {}),
    kind: input.kind,
    ...(input.verb === undefined ? {} : { verb: input.verb }),
    ...(input.importance === undefined || input.importance === 'normal' ? {} : { importance: input.importance }),
    ...(input.leads === undefined ? {} : { leads: input.leads }),
    certainty: input.certainty,
    certaintyNote: input.certaintyNote ?? null,
    dateCertainty: input.dateCertainty ?? null,
    zone,
    assumed: [...new Set(input.assumed ?? [])],
    place: input.place ?? null,
    opensAt: input.opensAt ?? null,
    ...(input.remind?.includes('last') ? { remind: [...new Set(input.remind)].sort() } : {}),
    topics: [...new Set(input.topics ?? [])],
    regions: [...new Set(input.regions ?? [])],
    summary: input.summary ?? null,
    stakes: input.stakes ?? null,
    claims: input.claims.map((claim, at) => buildClaim(claim, dates[at] ?? null, source(claim.source))),
    follow: input.follow ?? null,
    dependsOn: [...new Set(input.dependsOn ?? [])],
    unless: [...new Set(input.unless ?? [])],
    partOf: input.partOf ?? null,
    supersedes: [...new Set(input.supersedes ?? [])],
    lastVerified: input.lastVerified ?? null,
    outcome: input.outcome
      ? {
          what: input.outcome.what,
          day: input.outcome.day ?? null,
          source: input.outcome.source === undefined ? null : source(input.outcome.source),
        }
      : null,
    history: (input.history ?? []).map((step) => ({
      label: step.label ?? null,
      day: step.day ?? null,
      source: step.source === undefined ? null : source(step.source),
    })),
    ...(input.certaintyFrom === undefined ? {} : { certaintyFrom: input.certaintyFrom }),
    ...(input.textsFrom === undefined ? {} : { textsFrom: input.textsFrom }),
    origin,
    archive: context.archive,
    knownUntil: context.knownUntil,
  };
}

function buildClaim(input: WholeClaim, date: ClaimDate | null, source: Source): Claim {
  return {
    source,
    published: input.published ?? null,
    dates: input.dates ?? null,
    date,
    certainty: input.certainty ?? null,
    says: input.says ?? null,
    url: input.url ?? null,
    credible: input.credible ?? true,
    doubt: input.doubt ?? null,
  };
}
