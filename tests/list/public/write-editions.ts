import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One edition of a conference as the public list has it: `ccf-deadlines.jsonl`, MIT, with the fields that name dates. */
export type Edition = {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly zone: string;
  readonly rounds: readonly (readonly [deadline: string, abstract?: string | null, comment?: string])[];
};

/** One deadline of an edition, with the name by which the list tells it from the others; `null` where it is the only one. */
export type Deadline = { readonly edition: Edition; readonly part: string | null; readonly written: string };

/** The editions of the public list, in its order. */
export function readEditions(): Edition[] {
  const text = readFileSync(join(import.meta.dirname, 'ccf-deadlines.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [id, title, year, zone, rounds] = JSON.parse(line) as [string, string, number, string, Edition['rounds']];
      return { id, title, year, zone, rounds };
    });
}

/** The deadlines of an edition, each named as a person would: the abstract, the paper, and of which round. */
export function deadlinesOf(edition: Edition): Deadline[] {
  const named = edition.rounds.flatMap(([deadline, abstract, comment], round) => {
    const which = comment?.trim() ?? (edition.rounds.length > 1 ? `round ${round + 1}` : '');
    const part = (what: string) => (which === '' ? what : `${what}, ${which}`).slice(0, 90);
    return [
      ...(abstract == null ? [] : [{ part: part('abstract'), written: abstract }]),
      { part: part('paper'), written: deadline },
    ];
  });
  const dated = named.filter(({ written }) => written !== 'TBD');
  const seen = new Map<string, number>();
  return dated.map(({ part, written }) => {
    const key = part.toLowerCase();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const own = count === 1 ? part : `${part} (${count})`;
    return { edition, part: dated.length === 1 ? null : own, written };
  });
}

/** The editions in the list's format, one a line, with their zones as the source gives them. */
export function writeEditions(editions: readonly Edition[]): string {
  const ids = new Map<string, number>();
  const lines = editions.map((edition) => {
    const slug = edition.id.replaceAll(/[^a-z0-9]+/g, '-');
    const count = (ids.get(slug) ?? 0) + 1;
    ids.set(slug, count);
    const id = count === 1 ? slug : `${slug}-${count}`;
    const fields = [`id: ${id}`, `title: ${JSON.stringify(`${edition.title} ${edition.year}`)}`, dateOf(edition)];
    return `  - { ${fields.join(', ')}, zone: ${listZone(edition.zone)} }`;
  });
  return `covers: Deadlines of conferences in computer science\nevents:\n${lines.join('\n')}\n`;
}

function dateOf(edition: Edition): string {
  const deadlines = deadlinesOf(edition);
  if (deadlines.length === 0) return 'none: true';
  const [only] = deadlines;
  if (only?.part === null) return `due: ${only.written}`;
  return `due: { ${deadlines.map(({ part, written }) => `${JSON.stringify(part)}: ${written}`).join(', ')} }`;
}

/** As `check` asks for it: `PT` means two things, and these deadlines are those of a place. */
export function listZone(zone: string): string {
  return zone === 'PT' ? 'America/Los_Angeles' : zone;
}
