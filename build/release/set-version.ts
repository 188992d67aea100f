/**
 * `npm run version-to -- 0.2.0`: writes a new version into every file that names one, and gives what stands under
 * "Unreleased" in the changelog its heading. Commit, tag the commit `v0.2.0` and push both: the workflow does the rest.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { IMAGE_FILES } from './image-files.ts';

/** https://semver.org, without build metadata, which a tag of an image cannot hold. */
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const UNRELEASED = '## [Unreleased]\n';

const [version = ''] = process.argv.slice(2);
if (!VERSION.test(version)) {
  process.stderr.write(`"${version}" is no version. Expected: three numbers, such as 0.2.0 or 0.2.0-rc.1.\n`);
  process.exit(1);
}
const rewrite = async (file: string, edit: (text: string) => string): Promise<void> => {
  const before = await readFile(file, 'utf8');
  const after = edit(before);
  if (after === before) return;
  await writeFile(file, after);
  process.stdout.write(`${file}\n`);
};
const { version: old } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
await rewrite('package.json', (text) => text.replace(`"version": "${old}"`, `"version": "${version}"`));
await rewrite('package-lock.json', (text) => {
  const lock = JSON.parse(text) as { version: string; packages: Record<string, { version?: string }> };
  lock.version = version;
  lock.packages[''] = { ...lock.packages[''], version };
  return `${JSON.stringify(lock, null, 2)}\n`;
});
await rewrite('src/config/version.ts', (text) => text.replace(`'${old}'`, `'${version}'`));
await rewrite('deploy/umbrel/umbrel-app.yml', (text) => text.replace(/^version: .*$/m, `version: "${version}"`));
for (const file of IMAGE_FILES)
  await rewrite(file, (text) => text.replaceAll(/(datewatch\/datewatch:)\d[\w.-]*/g, `$1${version}`));
await rewrite('CHANGELOG.md', (text) => {
  const day = new Date().toISOString().slice(0, 10);
  return text.includes(`## [${version}]`)
    ? text
    : text.replace(UNRELEASED, `${UNRELEASED}\n## [${version}] - ${day}\n`);
});
