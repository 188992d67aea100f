import type { EventList, ListFile } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import type { Finding } from '../../yaml/finding.ts';
import { EVENTS_A_SLICE, MAX_EVENTS, MAX_PROBLEMS } from '../../yaml/limits.ts';
import { wholeFile } from '../../yaml/problem-text.ts';
import { checkLinks } from './check-links.ts';
import { hashList } from './hash-list.ts';
import type { ListText } from './list-text.ts';
import { openFile } from './open-file.ts';
import { orderProblems } from './order-problems.ts';
import { type ReadEvent, readEvent } from './read-event.ts';

/** What came of reading a list. `list` is there exactly when there are no problems. */
export type ReadList = {
  readonly list: EventList | null;
  /** By file, line and column; at most 200. */
  readonly problems: readonly Problem[];
  /** How many more there are than `problems` holds. */
  readonly moreProblems: number;
  /** Things worth a look that keep nobody from using the list. */
  readonly warnings: readonly Problem[];
};

/**
 * Makes the list from its files, or says everything that is wrong with them, all at once. Pure; never throws, whatever
 * the texts hold. 10,000 events take well under two seconds, and block for all that time: a process that serves uses
 * `parseListInSlices`.
 */
export function parseList(files: readonly ListText[]): ReadList {
  const slices = parseListInSlices(files);
  for (;;) {
    const slice = slices.next();
    if (slice.done) return slice.value;
  }
}

/** The same as `parseList`, pausing (`yield`) after every few events so that others may have their turn. */
export function* parseListInSlices(files: readonly ListText[]): Generator<undefined, ReadList, undefined> {
  const problems: Problem[] = [];
  const findings: Finding[] = [];
  const read: ReadEvent[] = [];
  const heads: ListFile[] = [];
  const opened = [];
  let count = 0;
  for (const file of files) {
    const open = openFile(file, problems, findings);
    yield;
    if (open === null) continue;
    count += open.entries.length;
    opened.push(open);
    heads.push({ ...open.about, events: open.entries.length });
  }
  if (count > MAX_EVENTS) {
    const found = count.toLocaleString('en');
    const most = `at most ${MAX_EVENTS.toLocaleString('en')} in all files together`;
    return refused([wholeFile(null, 'There are too many events', found, most)]);
  }
  const tell = {
    problem: (problem: Problem) => problems.push(problem),
    finding: (found: Finding) => findings.push(found),
  };
  for (const file of opened) {
    for (const [index, entry] of file.entries.entries()) {
      read.push(readEvent(entry, file, tell));
      if (index % EVENTS_A_SLICE === 0) yield;
    }
  }
  yield* checkLinks(read);
  if (problems.length + findings.length > 0) {
    const ordered = yield* orderProblems(files, problems, findings, MAX_PROBLEMS);
    return { ...refused(ordered.problems), moreProblems: ordered.more };
  }
  const events = read.flatMap(({ event }) => (event === null ? [] : [event]));
  const version = yield* hashList(heads, events);
  return { list: { version, files: heads, events }, problems: [], moreProblems: 0, warnings: [] };
}

/** What came of a list that could not be read at all. */
export function refused(problems: readonly Problem[]): ReadList {
  return { list: null, problems, moreProblems: 0, warnings: [] };
}
