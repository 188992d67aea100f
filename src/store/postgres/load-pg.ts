import { createRequire } from 'node:module';

/** The driver by its CommonJS build, which is what its types describe. Loaded with the first address of PostgreSQL. */
export const { Client, Pool, types } = createRequire(import.meta.url)('pg') as typeof import('pg');
