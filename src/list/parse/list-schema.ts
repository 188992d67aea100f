import type * as Zod from 'zod';
import { z } from '../../yaml/load-zod.ts';
import { DATE_FORMS, dateShape } from './date-shape.ts';
import { fileShape } from './file-shape.ts';

/**
 * The JSON Schema of a list for editors (draft 7, which the YAML language server knows best), made from the zod shapes
 * that the reader itself uses: https://zod.dev/json-schema. What only the reader can check is not in it: that days
 * exist, that ids and sources are known.
 */
export function listSchemaJson(): string {
  const schema = z.toJSONSchema(fileShape, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === dateShape) asAlternatives(jsonSchema);
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** An editor must not offer all thirteen keys at once: each form of a date becomes an alternative of its own. */
function asAlternatives(schema: Zod.core.JSONSchema.BaseSchema): void {
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
