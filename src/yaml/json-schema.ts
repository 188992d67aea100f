import type * as Zod from 'zod';
import { z } from './load-zod.ts';

/** The name of a JSON Schema beside the files it is for; their first line names it. */
export const SCHEMA_NAME = 'datewatch.schema.json';

type AlterPart = (part: Zod.core.$ZodType, schema: Zod.core.JSONSchema.BaseSchema) => void;

/**
 * Makes the JSON Schema of a file for editors (draft 7, which the YAML language server knows best) from the shape that
 * the reader itself uses: https://zod.dev/json-schema. Checks that only the reader can make are not in it. `alter` may
 * change a part.
 */
export function jsonSchema(shape: Zod.ZodType, alter: AlterPart = () => undefined): string {
  const schema = z.toJSONSchema(shape, {
    // What a person writes, before defaults are filled in.
    io: 'input',
    target: 'draft-7',
    override({ zodSchema, jsonSchema: part }) {
      delete part['wanted'];
      alter(zodSchema, part);
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
