import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Texts } from '../../src/render/text/text.ts';

/** A function that says texts: its name in the code, where it is written, and the texts themselves. */
export type FoundTexts = {
  readonly say: string;
  readonly file: string;
  readonly english: Readonly<Record<string, string>>;
};

const SOURCES = join(import.meta.dirname, '../../src');

/** Every `.ts` file of src, by its path below it. */
export const SOURCE_FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(join(SOURCES, file), 'utf8')]),
);

/** Loads every file that calls `makeTexts` and gives back what it exports. */
export async function findEveryText(): Promise<readonly FoundTexts[]> {
  const found: FoundTexts[] = [];
  for (const [file, code] of SOURCE_FILES) {
    if (!/= makeTexts\('/.test(code)) continue;
    const exported: Record<string, unknown> = await import(join(SOURCES, file));
    for (const [say, value] of Object.entries(exported)) {
      if (isTexts(value)) found.push({ say, file, english: value.english });
    }
  }
  return found;
}

function isTexts(value: unknown): value is Texts<Readonly<Record<string, string>>> {
  return typeof value === 'function' && 'english' in value;
}
