import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listSchemaJson } from './list-schema.ts';

/** The schema's name beside the lists; their first line names it. */
const SCHEMA_NAME = 'datewatch.schema.json';

/** Writes the JSON Schema into the folder of the lists (`npm run schema`) and answers its path. Throws as `writeFile` does. */
export async function writeSchema(folder: string): Promise<string> {
  const path = join(folder, SCHEMA_NAME);
  await writeFile(path, listSchemaJson());
  return path;
}
