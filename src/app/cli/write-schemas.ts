import { dirname } from 'node:path';
import { writeSettingsSchema } from '../../config/settings-schema.ts';
import { writeSchema } from '../../list/parse/write-schema.ts';
import { type Io, requireConfig } from '../start/require-config.ts';

/** `datewatch schema`: writes the JSON Schemas that editors use beside the list and the settings file. */
export async function writeSchemas(io: Io): Promise<number> {
  const config = await requireConfig(io);
  const paths = [await writeSchema(config.dataFolder), await writeSettingsSchema(dirname(config.settingsFile))];
  io.out(paths.map((path) => `Wrote ${path}\n`).join(''));
  return 0;
}
