import { dirname, resolve } from 'node:path';
import { type Plugin, RolldownMagicString } from 'rolldown';

/** A package by its CommonJS build, which is how the source loads large ones sooner. */
const REQUIRED =
  /export const (\w+|\{[^}]+\}) = createRequire\(\s*import\.meta\.url,?\s*\)\(\s*'([^']+)',?\s*\)[^;]*;/g;
/** A file found from where the code stands. */
const BESIDE = /new URL\(\s*(['`])([^'`]+)\1,\s*import\.meta\.url,?\s*\)/g;

/** A folder whose files are read, and the way to it from the file that reads them. */
type ReadFolder = { readonly folder: string; readonly way: string };

/**
 * What the source does that a bundler does not see by itself: a package that is required becomes an import; a module
 * that is found by `new URL('./file.ts', import.meta.url)`, such as a worker thread's, becomes a part; and a folder
 * whose files are read by `new URL(…/${file}, import.meta.url)` is to be copied where the parts find it so.
 * `folders` names these once all is read.
 */
export function bundleOwnWays(): { readonly plugin: Plugin; folders(): readonly ReadFolder[] } {
  const folders: ReadFolder[] = [];
  const plugin: Plugin = {
    name: 'own-ways',
    transform: {
      filter: { id: { include: /\.ts$/, exclude: /[\\/]node_modules[\\/]/ }, code: /import\.meta\.url/ },
      handler(code, id) {
        const changed = new RolldownMagicString(code);
        const swap = (found: RegExpExecArray, text: string): void => {
          changed.overwrite(found.index, found.index + found[0].length, text);
        };
        for (const found of code.matchAll(REQUIRED)) {
          const names = found[1] ?? '';
          swap(found, `export ${names.startsWith('{') ? names : `* as ${names}`} from '${found[2]}';`);
        }
        for (const found of code.matchAll(BESIDE)) {
          const path = found[2] ?? '';
          const [way = '', file] = path.split('/${');
          if (path.endsWith('.ts')) {
            const part = this.emitFile({ type: 'chunk', id: resolve(dirname(id), path) });
            swap(found, `new URL(import.meta.ROLLUP_FILE_URL_${part})`);
          } else if (file !== undefined) {
            folders.push({ folder: resolve(dirname(id), way), way });
          }
        }
        return changed.hasChanged() ? { code: changed } : null;
      },
    },
  };
  return { plugin, folders: () => folders };
}
