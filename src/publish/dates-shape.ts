import { CHANGE_KINDS } from '../model/change.ts';
import { EDGE_KINDS } from '../model/date.ts';
import { CERTAINTIES, IMPORTANCES, REMINDED_DAYS, VERBS } from '../model/event.ts';
import { jsonSchema } from '../yaml/json-schema.ts';
import { z } from '../yaml/load-zod.ts';

/** Raised where a reader of the version before would misread a file. */
export const DATA_VERSION = 1;

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .meta({ description: 'A day as its source names it, in its zone.' });
const instant = z.iso.datetime().meta({ description: 'An instant in UTC.' });
const zone = z.string().meta({ description: 'An IANA zone, an offset such as UTC-8, or AoE.' });
const certainty = z.enum(CERTAINTIES);
const words = z.string().nullable();
const ids = z.array(z.string());
const edgeName = z.union([z.enum(EDGE_KINDS), z.templateLiteral([z.enum(EDGE_KINDS), ' of ', z.string()])]);

const base = {
  role: z.enum([...EDGE_KINDS, 'announced', 'ended']).meta({ description: 'What happens on it.' }),
  approximate: z.boolean(),
  countedFrom: z
    .object({
      event: z.string(),
      count: z.int(),
      unit: z.enum(['days', 'business days']),
      holidays: z.array(day).exactOptional(),
    })
    .exactOptional(),
};

const dateShape = z
  .discriminatedUnion('precision', [
    z.object({
      ...base,
      precision: z.literal('minute'),
      minute: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/),
      occurrence: z.enum(['first', 'second']).exactOptional(),
    }),
    z.object({ ...base, precision: z.literal('day'), day }),
    z.object({ ...base, precision: z.literal('range'), from: day, through: day }),
    z.object({ ...base, precision: z.literal('span'), span: z.string() }),
    z.object({ ...base, precision: z.literal('month'), month: z.string() }),
    z.object({ ...base, precision: z.literal('year'), year: z.int() }),
    z.object({ ...base, precision: z.literal('during'), event: z.string() }),
    z.object({ ...base, precision: z.literal('none') }),
  ])
  .meta({ description: 'A date as one source gives it, never turned into another zone.' });

const sourceShape = z.object({
  id: z.string(),
  name: z.string(),
  fullName: words,
  url: words,
  official: z.literal(true).exactOptional(),
  own: z.literal(true).exactOptional(),
});

const claimShape = z.object({
  source: sourceShape,
  published: day.nullable(),
  dates: words.meta({ description: 'The part of the event that it dates.' }),
  date: dateShape.nullable(),
  certainty: certainty.nullable(),
  says: words,
  url: words,
  credible: z.boolean(),
  doubt: words,
});

const eventShape = z.object({
  id: z.string().meta({ description: 'Stays the same for good.' }),
  title: z.string(),
  phrase: z.string().meta({ description: 'The title as it stands inside a sentence.' }),
  plural: z.literal(true).exactOptional(),
  kind: z.string(),
  verb: z.enum(VERBS).exactOptional(),
  importance: z.enum(IMPORTANCES).exclude(['normal']).exactOptional(),
  certainty,
  certaintyNote: words,
  dateCertainty: certainty.nullable(),
  zone,
  assumed: z.array(z.enum(['zone', 'hour'])),
  place: words,
  opensAt: words,
  remind: z.array(z.enum(REMINDED_DAYS)).exactOptional(),
  topics: ids,
  regions: ids,
  summary: words,
  stakes: words,
  claims: z.array(claimShape),
  follow: z.object({ source: z.string(), reason: z.string() }).nullable(),
  dependsOn: ids,
  unless: ids,
  partOf: words,
  supersedes: ids,
  lastVerified: day.nullable(),
  outcome: z.object({ what: z.string(), day: day.nullable(), source: sourceShape.nullable() }).nullable(),
  history: z.array(z.object({ label: words, day: day.nullable(), source: sourceShape.nullable() })),
  series: z.string().exactOptional(),
  archive: z.boolean(),
  knownUntil: day.nullable(),
});

const edgeShape = z.object({
  name: edgeName,
  kind: z.enum(EDGE_KINDS),
  part: words,
  day,
  anchor: instant,
  exact: z
    .boolean()
    .meta({ description: 'Whether the anchor is a moment that is really known, and not a convention.' }),
  source: z.string().meta({ description: 'The id of the source whose date it is.' }),
});

const sideShape = z.object({
  date: dateShape,
  part: z.string().exactOptional(),
  sourceDate: words,
  anchor: z.number().nullable(),
  hourOpen: z.literal(true).exactOptional(),
  zone,
  source: z.string(),
  published: day.nullable(),
});

const changeShape = z.object({
  event: z.string(),
  kind: z.enum(CHANGE_KINDS),
  edge: edgeName.nullable(),
  title: z.string(),
  phrase: z.string(),
  plural: z.literal(true).exactOptional(),
  before: sideShape.nullable(),
  after: sideShape.nullable(),
  certaintyBefore: certainty.nullable(),
  certaintyAfter: certainty.nullable(),
  outcome: words,
});

/** The file `dates.json`: a list for programs, and what the next publication compares itself with. */
export const datesShape = z
  .object({
    $schema: z.string(),
    version: z.literal(DATA_VERSION).meta({ description: 'Raised where an older reader would misread it.' }),
    title: z.string(),
    modified: instant.nullable(),
    events: z.array(
      z.object({
        modified: instant,
        dates: z
          .array(edgeShape)
          .meta({ description: 'The exact dates, soonest first, by the claims that are followed.' }),
        event: eventShape,
      }),
    ),
    changes: z.array(z.object({ id: z.string(), at: instant, change: changeShape })).meta({
      description: 'Newest first; the older ones are left out.',
    }),
  })
  .meta({ title: 'Dates published by Datewatch' });

/** The JSON Schema of `dates.json`. */
export function datesSchemaJson(): string {
  return jsonSchema(datesShape);
}
