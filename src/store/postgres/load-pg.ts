import { createRequire } from 'node:module';

/** The driver, loaded where it is first needed. It is CommonJS, and so are its types. */
export function loadPg(): typeof import('pg') {
  return createRequire(import.meta.url)('pg') as typeof import('pg');
}
