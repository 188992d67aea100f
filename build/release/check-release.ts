/**
 * `node build/release/check-release.ts TAG`: prints the notes of a release, for the page that announces it. Where the tag,
 * package.json, the changelog and the files that name the image disagree, it says so and exits with 1.
 */
import { readFile } from 'node:fs/promises';
import { IMAGE_FILES } from './image-files.ts';
import { findObstacles, imagesNamed, notesOf } from './release-notes.ts';

const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
const changelog = await readFile('CHANGELOG.md', 'utf8');
const obstacles = findObstacles({ tag, version, changelog, images: await imagesNamed(IMAGE_FILES) });
if (obstacles.length > 0) {
  process.stderr.write(`This is no release yet:\n${obstacles.map((line) => `  ${line}\n`).join('')}`);
  process.exitCode = 1;
} else process.stdout.write(`${notesOf(changelog, version)}\n`);
