import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../yaml/load-zod.ts';
import { settingsShape } from './settings-shape.ts';

/** The schema's name beside the settings file, whose first line names it. */
export const SETTINGS_SCHEMA_NAME = 'datewatch.schema.json';

/**
 * The JSON Schema of the settings file for editors (draft 7, which the YAML language server knows best), made from the
 * shape that the reader itself uses: https://zod.dev/json-schema. What only the reader can check is not in it.
 */
export function settingsSchemaJson(): string {
  // `input` is what a person writes, before defaults are filled in.
  return `${JSON.stringify(z.toJSONSchema(settingsShape, { io: 'input', target: 'draft-7' }), null, 2)}\n`;
}

/** Writes the JSON Schema into the folder of the settings file and answers its path. Throws as `writeFile` does. */
export async function writeSettingsSchema(folder: string): Promise<string> {
  const path = join(folder, SETTINGS_SCHEMA_NAME);
  await writeFile(path, settingsSchemaJson());
  return path;
}
