import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readStatements } from '../../src/intake/read-statements.ts';

type Answer = { readonly edge: string; readonly date: Readonly<Record<string, string>>; readonly quote: string };
type Text = {
  readonly id: string;
  readonly published: string;
  readonly text: string;
  readonly dates: readonly Answer[];
};

/** How much of the answers was found, of what was proposed was right, and of the dates found had the right edge; 0 to 1. */
export type Score = {
  readonly recall: number;
  readonly precision: number;
  readonly edges: number;
  readonly misses: string[];
};

/** Scores the reader on one half of the texts. A date counts as found where its days and time are those of the answer. */
export function scoreTexts(part: 'seen' | 'held'): Score {
  const folder = join(import.meta.dirname, part);
  const texts: Text[] = readdirSync(folder).flatMap((file) =>
    parse(readFileSync(join(folder, file), 'utf8'), { schema: 'failsafe' }),
  );
  const misses: string[] = [];
  const count = { answers: 0, proposed: 0, found: 0, edges: 0 };
  for (const { id, published, text, dates } of texts) {
    const open = [...readStatements(text, published).statements];
    count.answers += dates.length;
    count.proposed += open.length;
    for (const { edge, date, quote } of dates) {
      const at = open.findIndex((one) => daysOf(one.date) === daysOf(date));
      const [same] = at < 0 ? [] : open.splice(at, 1);
      if (same === undefined) misses.push(`${id}: not found: ${daysOf(date)} (${quote})`);
      else count.found += 1;
      if (same?.edge === edge) count.edges += 1;
      else if (same !== undefined) misses.push(`${id}: ${same.edge}, not ${edge} (${quote})`);
    }
    misses.push(...open.map((one) => `${id}: no such date: ${daysOf(one.date)} (${one.sentence})`));
  }
  const { answers, proposed, found, edges } = count;
  return { recall: found / answers, precision: found / proposed, edges: edges / found, misses };
}

function daysOf(date: Readonly<Record<string, string>>): string {
  return Object.values(date).join(' to ');
}
