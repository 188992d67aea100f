import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import { FONTS, rendererFile, WEIGHTS } from '../src/picture/find-fonts.ts';
import { bundleOwnWays } from './bundle-own-ways.ts';
import { listLicences } from './list-licences.ts';

/** What was written. */
export type Bundle = {
  /** The program: `node ENTRY` takes the command line of `src/main.ts`. */
  readonly entry: string;
  /** Files that are loaded when they are first needed. */
  readonly parts: number;
  /** Size of all code, without source maps. */
  readonly bytes: number;
  /** How many packages are inside. */
  readonly packages: number;
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What discord.js, ws and pg use where it is there: native code and other platforms, which no bundle can hold. */
const OPTIONAL = ['zlib-sync', 'bufferutil', 'utf-8-validate', '@discordjs/voice', 'pg-native', 'cloudflare:sockets'];

/** What is bundled in place of a package's own entry, because that loads more than the program uses. */
const LEAN = {
  // The entry for platforms without undici. Node's replaces `FormData`, and touching that global loads Node's own fetch,
  // 9 MB of it; requests go through the program's transport in either case.
  '@discordjs/rest': join(ROOT, 'node_modules/@discordjs/rest/dist/web.mjs'),
  'undici/lib': join(ROOT, 'node_modules/undici/lib'),
  undici: join(ROOT, 'build/lean-undici.mjs'),
};

/**
 * Modules that are loaded together, each with everything that it imports: one file loads sooner than the many small ones
 * that a bundler makes of what is shared. Each group leaves to those before it what they have, so that a health check
 * does not load the gateway, nor does the thread that reads the list. What does something by being loaded is in none.
 */
const TOGETHER: readonly (readonly [name: string, modules: RegExp])[] = [
  // In a file of its own name: what the library leaves unawaited is told by where it stands in a trace of calls.
  ['discordjs-ws', /[\\/]node_modules[\\/]@discordjs[\\/]ws[\\/]/],
  ['settings', own('config/(?:environment|read-config|read-http|read-variables|version)|app/start/start-error')],
  ['health', own('app/start/keep-health')],
  ['list', own('list/parse/read-list')],
  ['start', own('app/start/(?:run-start|start-datewatch)')],
  ['work', own('app/start/(?:answer-commands|reach-discord|begin-work)|discord/interactions/handle-interaction')],
  [
    'features',
    own('features/(?:([a-z]+)/\\1|call/offer-feature|personal/(?!.*(?:answer|save|words)).*|why/why-message)'),
  ],
];

function own(files: string): RegExp {
  return new RegExp(`[\\\\/]src[\\\\/](?:${files.replaceAll('/', '[\\\\/]')})\\.ts$`);
}

/**
 * Bundles the program into the folder `out`: `main.js`, its parts, their source maps unless told otherwise, and the licences
 * of the packages inside. What the source loads on demand stays a part of its own. Throws an `Error` whose message says what
 * is wrong.
 */
export async function makeBundle(out: string, { sourceMaps = true } = {}): Promise<Bundle> {
  const folder = resolve(out);
  await emptyFolder(folder);
  const own = bundleOwnWays();
  const build = await rolldown({
    cwd: ROOT,
    input: { main: 'src/main.ts' },
    platform: 'node',
    resolve: { alias: LEAN },
    external: OPTIONAL,
    plugins: [own.plugin],
    // discord.js calls `eval` where several processes share the servers, which this program never does.
    checks: { eval: false },
  });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'parts/[name].js',
    sourcemap: sourceMaps,
    // Names stay, for traces of calls that a person can read.
    // Code with any other letter is kept in memory at two bytes each.
    charset: 'ascii',
    comments: { legal: false, annotation: false, jsdoc: false },
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: {
      groups: TOGETHER.map(([name, test], index) => ({ name, test, priority: TOGETHER.length - index })),
    },
  });
  await build.close();
  const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
  const { packages, text } = await listLicences(chunks.flatMap(({ moduleIds }) => moduleIds));
  await writeFile(join(folder, 'licences.txt'), text);
  for (const read of own.folders())
    await cp(read.folder, join(folder, 'parts', read.way), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  await copyPictures(join(folder, 'parts/pictures'));
  await writeFile(join(folder, 'package.json'), await describePackage());
  return {
    entry: join(folder, 'main.js'),
    parts: chunks.length - 1,
    bytes: chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0),
    packages,
  };
}

/** The renderer of pictures, and of each font the pieces in the weights that pictures use: a twentieth of the packages. */
async function copyPictures(to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await cp(rendererFile(), join(to, basename(rendererFile())));
  for (const name of FONTS) {
    const from = join(ROOT, 'node_modules/@fontsource', name);
    await mkdir(join(to, name, 'files'), { recursive: true });
    for (const file of ['unicode.json', 'LICENSE']) await cp(join(from, file), join(to, name, file));
    const used = WEIGHTS[name].map((weight) => `-${weight}-normal.woff2`);
    const files = await readdir(join(from, 'files'));
    for (const file of files.filter((each) => used.some((end) => each.endsWith(end))))
      await cp(join(from, 'files', file), join(to, name, 'files', file));
  }
}

/** Empties a folder that holds a bundle, or nothing; any other one is somebody's. */
async function emptyFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const names = await readdir(folder);
  if (names.length > 0 && !names.includes('main.js'))
    throw new Error(`${folder} holds something other than a bundle. Choose a folder that is empty or not there.`);
  await rm(folder, { recursive: true });
}

/** Node reads from it that the files are modules; what it says of the program is what the repository's own says. */
async function describePackage(): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return `${JSON.stringify({ name, version, license, private: true, type: 'module' }, null, 2)}\n`;
}
