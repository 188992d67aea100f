import { rename, writeFile } from 'node:fs/promises';

/** Writes a file beside its place and moves it there: whoever reads it meets the old one or the new one, whole. */
export async function replaceFile(path: string, data: string | Uint8Array, mode?: number): Promise<void> {
  await writeFile(`${path}.new`, data, mode === undefined ? {} : { mode });
  await rename(`${path}.new`, path);
}
