import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { settingsSchemaJson } from '../../config/settings-shape.ts';
import { listSchemaJson } from '../../list/parse/list-shape.ts';
import { SCHEMA_NAME } from '../../yaml/json-schema.ts';
import { type Io, requireConfig } from '../start/start-error.ts';

/** `datewatch schema`: writes the JSON Schemas that editors use beside the list and the settings file. */
export async function writeSchemas(io: Io): Promise<number> {
  const config = await requireConfig(io);
  const schemas = [
    [join(config.dataFolder, SCHEMA_NAME), listSchemaJson()],
    [join(dirname(config.settingsFile), SCHEMA_NAME), settingsSchemaJson()],
  ] as const;
  for (const [path, schema] of schemas) {
    await writeFile(path, schema);
    io.out(`Wrote ${path}\n`);
  }
  return 0;
}
