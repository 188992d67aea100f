import type { Log } from '../model/log.ts';

/** Hears of a row that cannot be read: which one, and why, in words that hold nothing of its text. */
export type Unreadable = (row: string, error: unknown) => void;

/**
 * Takes a column's JSON for what `isSound` finds it to be: the only place where text becomes a typed value. Throws where
 * it is no JSON, or something else.
 */
export function decodeJson<T>(text: string, isSound: (value: unknown) => value is T): T {
  const value = parseJson(text);
  if (!isSound(value)) throw new Error('A column does not hold what it is for.');
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text.
    throw new Error('A column that should hold JSON does not.');
  }
}

/** Reads each row; one that cannot be read goes to `broken` and is left out, so that it never breaks the rest. */
export function readEach<Row, Read>(
  rows: readonly Row[],
  read: (row: Row) => Read,
  broken: (row: Row, error: unknown) => void,
): Read[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      broken(row, error);
      return [];
    }
  });
}

/** Reports each unreadable row to the log, once: some are read at every tick. */
export function reportUnreadable(log: Pick<Log, 'error'> | undefined): Unreadable {
  const reported = new Set<string>();
  return (row, error) => {
    if (reported.has(row)) return;
    reported.add(row);
    log?.error({ row, err: error }, 'A row of the state cannot be read; it is left out.');
  };
}

/** Any JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
