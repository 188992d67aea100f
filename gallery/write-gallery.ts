import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildGallery } from './build-gallery.ts';

await writeFile(join(import.meta.dirname, '../docs/gallery.md'), await buildGallery());
