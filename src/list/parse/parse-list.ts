import { createHash } from 'node:crypto';
import type { Zone } from '../../model/date.ts';
import type { EventList, ListEvent, ListFile } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import { wholeFile } from '../../yaml/problem-text.ts';
import { checkLinks } from './check-links.ts';
import { type Finding, firstProblems, type Report } from './findings.ts';
import { type ListText, openFile } from './open-file.ts';
import { type ReadEvent, readEvent } from './read-event.ts';

/** The result of reading a list. `list` is `null` exactly when there are problems. */
export type ReadList = {
  readonly list: EventList | null;
  /** By file, line and column; at most 200. */
  readonly problems: readonly Problem[];
  /** How many more there are than `problems` holds. */
  readonly moreProblems: number;
  /** For those who wrote it: the things that were taken for granted. Nothing is wrong. */
  readonly notes: readonly string[];
};

/** The choices that are made where a list makes none. */
export type ListDefaults = { readonly zone: Zone };

const UTC: ListDefaults = { zone: 'UTC' };

/** Most events over all files together: nobody reviews more. */
export const MAX_EVENTS = 5_000;
/** Most problems that are reported in full; the rest are counted. */
export const MAX_PROBLEMS = 200;

/**
 * Makes the list from its files, or reports everything that is wrong with them, all at once. Pure; never throws,
 * whatever the texts hold. 5,000 events take a second or two: a running program has it done in a thread
 * (`readListInThread`).
 */
export function parseList(files: readonly ListText[], defaults: ListDefaults = UTC): ReadList {
  const findings: Finding[] = [];
  const report: Report = (finding) => findings.push(finding);
  const opened = files.flatMap((file) => openFile(file, report) ?? []);
  const heads = opened.map(({ about, entries }): ListFile => ({ ...about, events: entries.length }));
  const written = heads.reduce((sum, { events }) => sum + events, 0);
  if (written > MAX_EVENTS) return tooMany(written);
  const read: ReadEvent[] = [];
  for (const file of opened) {
    for (const entry of file.entries) {
      read.push(...readEvent(entry, file, defaults, report));
      // With each date of those that repeat.
      if (read.length > MAX_EVENTS) return tooMany(read.length);
    }
  }
  checkLinks(read, report);
  if (findings.length > 0) {
    const names = files.map(({ name }) => name);
    return { list: null, ...firstProblems(findings, names, MAX_PROBLEMS), notes: [] };
  }
  const events = read.flatMap(({ event }) => event ?? []);
  const version = hashList(heads, events);
  return { list: { version, files: heads, events }, problems: [], moreProblems: 0, notes: notesOn(read, defaults) };
}

/** Says for each file which zone was taken for granted, which ids were made from titles, and what repeats how often. */
function notesOn(read: readonly ReadEvent[], { zone }: ListDefaults): string[] {
  return [...Map.groupBy(read, ({ file }) => file)].flatMap(([file, events]) => {
    const left = events.filter(({ zoneLeftOut }) => zoneLeftOut).length;
    const derived = [...new Set(events.flatMap(({ id, series }) => (id?.derived ? [series ?? id.text] : [])))];
    const repeating = Map.groupBy(events, ({ series }) => series ?? null);
    repeating.delete(null);
    const named = derived.length > 3 ? [...derived.slice(0, 3), '…'] : derived;
    return [
      ...(left === 0
        ? []
        : [
            `${file}: ${left === 1 ? '1 entry names no zone and is' : `${left} entries name no zone and are`} taken in ${zone}. \`zone:\` at the head of the file changes that.`,
          ]),
      ...(derived.length === 0
        ? []
        : [`${file}: ids made from titles: ${named.join(', ')}. Before you reword a title, write the id beside it.`]),
      ...[...repeating].map(([series, dates]) => {
        const [first, last] = [dates[0]?.id?.text, dates.at(-1)?.id?.text];
        return `${file}: ${series} repeats ${dates.length} times, from ${first} to ${last}.`;
      }),
    ];
  });
}

function tooMany(count: number): ReadList {
  const most = `at most ${MAX_EVENTS.toLocaleString('en')} in all files together`;
  return refused([wholeFile(null, 'There are too many events', count.toLocaleString('en'), most)]);
}

/** The result for a list that could not be read at all. */
export function refused(problems: readonly Problem[]): ReadList {
  return { list: null, problems, moreProblems: 0, notes: [] };
}

/**
 * A short fingerprint of the list's content: 16 hex digits of a SHA-256. Comments, YAML style, file names, and the
 * order of files and events do not change it; any word or date does.
 */
function hashList(files: readonly ListFile[], events: readonly ListEvent[]): string {
  const hash = createHash('sha256');
  const heads = files.map(({ covers, knownUntil, archive }) => JSON.stringify([covers, knownUntil, archive]));
  hash.update(JSON.stringify(heads.sort()));
  for (const { origin: _, ...meaning } of events.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    hash.update(`${JSON.stringify(meaning)}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
