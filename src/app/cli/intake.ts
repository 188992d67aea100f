import { type DatedStatement, readStatements, TEXT_MAX } from '../../intake/read-statements.ts';
import type { Zone } from '../../model/date.ts';
import { isLocalDay, localDay } from '../../time/local.ts';
import { realMachine } from '../../time/machine.ts';
import { readRegularFile } from '../../yaml/read-file.ts';
import { type Io, requireConfig, StartError } from '../start/start-error.ts';

/**
 * `datewatch intake FILE`: the dates that a text announces, each with its sentence and as an entry for the list. Nothing
 * is kept. `published` is the day of the text, in the zone of the settings today. Throws `StartError` where the file or
 * the day cannot be used.
 */
export async function intake(
  io: Io,
  file: string,
  options: { published?: string; json?: boolean },
  now = realMachine().now(),
): Promise<number> {
  if (/^https?:/i.test(file)) {
    throw new StartError(`${file} is an address. Only files are read so far: save its text, and name the file.`);
  }
  const { zone } = (await requireConfig(io)).defaults;
  const published = options.published ?? localDay(now, zone);
  if (!isLocalDay(published)) {
    throw new StartError(`--published is "${published}", which is no day. Write it as 2026-11-05.`);
  }
  const { statements, leftAlone } = readStatements(readText(file), published);
  if (options.json === true) {
    io.out(`${JSON.stringify({ file, published, zone, statements, leftAlone })}\n`);
    return 0;
  }
  if (statements.length > 0) io.out(`events:\n${statements.map((one, index) => entryOf(one, index, zone)).join('')}`);
  else io.out(`# No date after ${published} was found.\n`);
  for (const words of leftAlone) io.out(`# In another language, left to you: ${words}\n`);
  return 0;
}

function readText(file: string): string {
  try {
    const read = readRegularFile(file, { most: TEXT_MAX });
    if ('bytes' in read) return read.bytes.toString('utf8');
    throw new StartError(`${file} ${read.refused}. A text file of at most ${TEXT_MAX / 1_000} kB is read.`);
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new StartError(`${file} cannot be read (${String(error.code)}).`);
    }
    throw error;
  }
}

/** A sentence stands in a comment, from which nothing in it can lead out: it has no line break. JSON's strings are YAML's. */
function entryOf({ sentence, date, edge, certainty, zone: named }: DatedStatement, index: number, zone: Zone): string {
  const title = sentence.length > 80 ? `${sentence.slice(0, 79).trimEnd()}…` : sentence;
  const dates = Object.entries(date).map(([key, value]) => `    ${key}: ${value}\n`);
  const doubt = certainty === 'inferred' ? '; the text leaves part of it open' : '';
  return `  # ${sentence.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}\n  # ${edge}${doubt}\n  - id: intake-${index + 1}\n    title: ${JSON.stringify(title)}\n    zone: ${named ?? zone}\n${dates.join('')}`;
}
