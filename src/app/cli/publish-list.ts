import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { makeCatalogue } from '../../engine/catalogue.ts';
import { readList } from '../../list/parse/read-list.ts';
import type { EventList, ListEvent } from '../../model/event.ts';
import { makePictureDrawer } from '../../picture/draw-picture.ts';
import { compareLists } from '../../plan/changes/compare-events.ts';
import { deriveEdges } from '../../plan/claims/derive-edges.ts';
import { asPublished, type PreviousDates, readDatesJson } from '../../publish/dates-data.ts';
import { publicTopics, topicFile } from '../../publish/follow-section.ts';
import { publicTitle } from '../../publish/public-title.ts';
import { type Publication, publicEntries } from '../../publish/publication.ts';
import { publicFiles } from '../../publish/publish-list.ts';
import type { DatedChange } from '../../render/notice/change-row.ts';
import { realMachine } from '../../time/machine.ts';
import { replaceFile } from '../start/replace-file.ts';
import { type Io, requireConfig, StartError, startErrorOf } from '../start/start-error.ts';

const DATA = 'dates.json';
/** Nobody waits for a picture here, and the machine may be busy. */
const PATIENCE_MS = 300_000;

/**
 * `datewatch publish DIR`: writes the public page, the calendars, the changes and the data of the list into a folder, for
 * any web server. What it published there before is what it compares the list with. Each file is written whole or not at
 * all, the data last; other files stay. Throws `StartError` where the list or the folder cannot be used.
 */
export async function publishList(
  io: Io,
  folder: string,
  options: { json?: boolean },
  now = realMachine().now(),
): Promise<number> {
  const config = await requireConfig(io);
  const read = readList(config.dataFolder, config.defaults);
  if (read.list === null) throw startErrorOf('The list of events cannot be used.', read.problems);
  const before = await readPrevious(folder, io);
  const publication = publicationOf(read.list, before, config, config.simulated?.start ?? now);
  const written = await write(folder, publication);
  const gone = await removeOldTopics(folder, before, publication);
  const changes = publication.changes.length - (before?.changes.length ?? 0);
  if (options.json === true) io.out(`${JSON.stringify({ folder, written, removed: gone, changes })}\n`);
  else io.out(reportOf(folder, written, gone, changes));
  return 0;
}

function reportOf(folder: string, written: readonly string[], gone: readonly string[], changes: number): string {
  const removed = gone.map((name) => `Removed ${name}: the list has no such topic any more.\n`);
  const changed = changes === 0 ? 'nothing new has changed' : changes === 1 ? '1 new change' : `${changes} new changes`;
  return `${removed.join('')}Wrote ${written.length} files to ${folder}; ${changed}.\n${written.map((name) => `  ${name}\n`).join('')}`;
}

async function readPrevious(folder: string, io: Io): Promise<PreviousDates | null> {
  const path = join(folder, DATA);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StartError(`${path} cannot be read (${error.code}).`);
  });
  if (text === null) return null;
  const before = readDatesJson(text);
  if (before === null) io.err(`Note: ${path} is none that this version wrote. The changes begin anew.\n`);
  return before;
}

function publicationOf(list: EventList, before: PreviousDates | null, config: Config, now: number): Publication {
  const { all } = makeCatalogue(list);
  const changes = [...newChanges(before, all, now), ...(before?.changes ?? [])];
  const known = new Map(before?.events.map(({ event, modified }) => [event.id, modified]));
  const times = { of: (id: string) => known.get(id) ?? null, otherwise: now };
  return {
    title: publicTitle(config.public.title, list),
    address: config.public.address,
    entries: publicEntries(all, changes, now, times),
    changes,
    now,
    zone: config.defaults.zone,
  };
}

function newChanges(
  before: PreviousDates | null,
  all: readonly { readonly event: ListEvent }[],
  now: number,
): DatedChange[] {
  if (before === null) return [];
  const dated = (events: readonly ListEvent[]) => events.map((event) => ({ event, edges: deriveEdges(event) }));
  const old = dated(before.events.map(({ event }) => event));
  // A clock that was set back must not make a change older than what is known.
  const at = Math.max(now, ...before.changes.slice(0, 1).map((change) => change.at + 1_000));
  return compareLists(old, dated(all.map(({ event }) => asPublished(event)))).map((change) => ({ at, change }));
}

async function write(folder: string, publication: Publication): Promise<string[]> {
  const draw = makePictureDrawer(realMachine(), PATIENCE_MS);
  try {
    await mkdir(folder, { recursive: true });
    // The data last: who reads them finds everything else as they say.
    const files = publicFiles(publication).toSorted((a, b) => Number(a.name === DATA) - Number(b.name === DATA));
    for (const { name, make } of files) {
      const file = make();
      await replaceFile(join(folder, name), 'text' in file ? file.text : await draw(file.svg));
    }
    return files.map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new StartError(`Nothing can be written to ${folder} (${String(error.code)}): ${error.message}.`);
    throw error;
  }
}

/** The calendars of topics that were published here and that the list has no more. */
async function removeOldTopics(
  folder: string,
  before: PreviousDates | null,
  { entries }: Publication,
): Promise<string[]> {
  const present = new Set(publicTopics({ entries }));
  const old = publicTopics({ entries: (before?.events ?? []).map((one) => ({ ...one, edges: [] })) });
  const gone = old.filter((topic) => !present.has(topic)).map(topicFile);
  for (const name of gone) await rm(join(folder, name), { force: true });
  return gone;
}
