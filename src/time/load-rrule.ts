import { createRequire } from 'node:module';

/** rrule by its CommonJS build: its other one is written for bundlers and cannot be imported as it is. */
export const { RRule } = createRequire(import.meta.url)('rrule') as typeof import('rrule');
