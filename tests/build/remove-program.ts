import { rm } from 'node:fs/promises';
import { programFolder } from './built-program.ts';

/** Vitest's global set-up: when a run has ended, the bundle that its tests may have made goes. */
export default function setUp(): () => Promise<void> {
  return () => rm(programFolder(process.pid), { recursive: true, force: true });
}
