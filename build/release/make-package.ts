/**
 * `node build/release/make-package.ts FOLDER`: writes what is published as the npm package `datewatch`: the bundle, the lists
 * and settings that come with it, and the pages that a person reads first. FOLDER must be missing or empty.
 */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeBundle } from '../make-bundle.ts';

const [named = ''] = process.argv.slice(2);
if (named === '') {
  process.stderr.write('usage: node build/release/make-package.ts FOLDER\n');
  process.exit(1);
}
const folder = resolve(named);
await mkdir(folder, { recursive: true });
if ((await readdir(folder)).length > 0) {
  process.stderr.write(`${folder} is not empty. Name a folder that is empty or not there.\n`);
  process.exit(1);
}
await makeBundle(join(folder, 'dist'), { sourceMaps: false });
for (const name of ['bin', 'data', 'README.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md', 'docs'])
  await cp(name, join(folder, name), { recursive: true });
await cp('config', join(folder, 'config'), { recursive: true, filter: (path) => !path.includes('secrets') });
const own = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, unknown>;
const { name, version, description, license, repository, keywords, optionalDependencies } = own;
const described = { name, version, description, license, repository, keywords, type: 'module' };
const run = { bin: { datewatch: 'bin/datewatch.cjs' }, engines: { node: '>=18' }, optionalDependencies };
await writeFile(join(folder, 'package.json'), `${JSON.stringify({ ...described, ...run }, null, 2)}\n`);
process.stdout.write(`${folder}: ${name} ${version}\n`);
