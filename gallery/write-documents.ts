/** `npm run docs`: writes what the documents take from the code. Tests fail until it has been run. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildGallery } from './build-gallery.ts';
import { documentBlocks } from './document-blocks.ts';
import { drawPictures } from './draw-pictures.ts';
import { fillBlock } from './fill-block.ts';

const root = join(import.meta.dirname, '..');
await writeFile(join(root, 'docs/gallery.md'), await buildGallery());
for (const { path, name, content } of await documentBlocks()) {
  const file = join(root, path);
  await writeFile(file, fillBlock(await readFile(file, 'utf8'), name, content));
}
await mkdir(join(root, 'docs/pictures'), { recursive: true });
for (const { file, png } of await drawPictures()) await writeFile(join(root, 'docs/pictures', file), png);
