/**
 * `npm run build [-- --out FOLDER]`: bundles the program into `dist/`, or into a folder of your choice, which it empties
 * first. The bundle needs Node 24 and nothing else: no node_modules, no source.
 */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBundle } from './make-bundle.ts';

const USAGE = `usage: npm run build [-- --out FOLDER]
  --out FOLDER   where the bundle goes; emptied first, and therefore refused unless it is missing, empty or an older
                 bundle. Default: dist
  --help         this text
`;

try {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: 'dist' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) process.stdout.write(USAGE);
  else {
    const { entry, parts, bytes, packages } = await makeBundle(values.out);
    const kilobytes = Math.round(bytes / 1_000).toLocaleString('en');
    process.stdout.write(
      `${relative('.', entry)} and ${parts} parts, ${kilobytes} kB of code, with ${packages} packages (licences.txt)\n`,
    );
  }
} catch (error) {
  process.stderr.write(`The bundle was not built: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
