import type * as Zod from 'zod';
import type { Wording } from '../../yaml/describe-issues.ts';
import { jsonSchema } from '../../yaml/json-schema.ts';
import { z } from '../../yaml/load-zod.ts';
import { shortly } from '../../yaml/problem-text.ts';
import { DATE_FORMS, dateShape, day } from './date-shape.ts';
import { eventShape, sourceShape } from './event-shape.ts';
import { oneLine, slug, zone } from './text-shape.ts';

const head = {
  covers: oneLine(200, 'What this file covers, in a few words; its name if left out.').optional(),
  knownUntil: day('The day after which its makers knew nothing.').optional(),
  holidays: z
    .array(day('A day on which nothing is open.'))
    .max(1_000)
    .meta({
      description: 'The days that are no business days besides Saturdays and Sundays, for `businessDays`.',
      wanted: 'a list of days such as [2031-01-01, 2031-12-25]',
    })
    .optional(),
  archive: z.boolean().meta({ description: 'True for a file that nobody keeps up any more.' }).optional(),
  zone: zone('The time zone of those events of this file that name none').optional(),
  sources: z
    .record(
      slug(
        40,
        'A short name for the source: small letters, digits and hyphens.',
        'small letters, digits and single hyphens',
      ),
      sourceShape,
    )
    .meta({
      description:
        'Who says it, each under a short name that entries refer to; nobody but the file itself, if left out.',
      wanted: 'each source under a short name: `ilkha: { name: ILKHA }`',
    })
    .optional(),
};

/** A file of the list without its events, which are checked one by one. */
export const headShape = z.strictObject({ ...head, events: z.unknown().optional() });

/** A whole file, for the JSON Schema. */
const fileShape = z
  .strictObject({ ...head, events: z.array(eventShape).min(1).meta({ description: 'The events, in any order.' }) })
  .meta({
    title: 'A list of dated events for Datewatch',
    description: 'What several sources say about dates set by others. `events.template.yaml` shows how to begin.',
  });

export type HeadInput = Omit<Zod.output<typeof headShape>, 'events'>;

/** The wording of problems with a list. */
export const LIST_WORDING: Wording = {
  unknownKey: (key) => ({ message: `There is no field \`${shortly(key)}\` here`, expected: null }),
  badKey: 'This cannot be a short name',
  group: 'a group of fields',
  fields: 'fields, each as `name: value`',
  tooBig(found) {
    if (Array.isArray(found)) return `This list is too long: ${found.length} entries`;
    if (typeof found !== 'string') return 'This number is too big';
    return `This text is too long for Discord: ${found.trim().length} characters`;
  },
  tooSmall(found, wanted) {
    const what = Array.isArray(found)
      ? 'list is empty'
      : typeof found === 'string'
        ? 'text is empty'
        : 'number is too small';
    return { message: `This ${what}`, expected: wanted };
  },
};

/** The JSON Schema of a list for editors. It does not check that days exist, nor that ids and sources are known. */
export function listSchemaJson(): string {
  return jsonSchema(fileShape, (part, schema) => {
    if (part === dateShape) offerAlternatives(schema);
  });
}

/** An editor must not offer all thirteen keys at once: each form of a date becomes an alternative of its own. */
function offerAlternatives(schema: Zod.core.JSONSchema.BaseSchema): void {
  const all = schema.properties ?? {};
  const pick = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, all[key] ?? {}]));
  schema.oneOf = DATE_FORMS.map(({ required, optional }) => ({
    title: required.join(' and '),
    type: 'object',
    properties: pick([...required, ...optional, 'approximate']),
    required: [...required],
    additionalProperties: false,
  }));
  delete schema.type;
  delete schema.properties;
  delete schema.required;
  delete schema.additionalProperties;
}
