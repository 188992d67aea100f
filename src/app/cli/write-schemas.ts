import { dirname } from 'node:path';
import { writeSettingsSchema } from '../../config/settings-schema.ts';
import { writeSchema } from '../../list/parse/write-schema.ts';
import type { Rim } from '../start/io.ts';
import { requireConfig } from '../start/require-config.ts';

/** `datewatch schema`: writes the JSON Schemas that editors use beside the list and the settings file. */
export async function writeSchemas(rim: Rim): Promise<number> {
  const config = await requireConfig(rim);
  const paths = [await writeSchema(config.dataFolder), await writeSettingsSchema(dirname(config.settingsFile))];
  rim.out(paths.map((path) => `Wrote ${path}\n`).join(''));
  return 0;
}
