import type { Log } from '../model/log.ts';
import type { Owner, Subscriber } from '../model/subscription.ts';

/** Takes a report of a row that cannot be read: which one, and why, in words that quote nothing of its text. */
export type Unreadable = (row: string, error: unknown) => void;

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

/** Reports each unreadable row to the log, once, since some are read at every tick; `rows` are those that were met. */
export function reportUnreadable(log: Pick<Log, 'error'> | undefined): { report: Unreadable; rows(): string[] } {
  const reported = new Set<string>();
  return {
    report(row, error) {
      if (reported.has(row)) return;
      reported.add(row);
      log?.error({ row, err: error }, 'A row of the state cannot be read; it is left out.');
    },
    rows: () => [...reported],
  };
}

/** Discord's own name for direct messages in addresses: the maintainers' channel, whatever its server is. */
const MAINTAINERS = '@me';
/** No id of Discord begins so. The indexes `posts_personal` and `moments_personal` hold the rows that do. */
const PERSON = '@';

/** An owner as the column `guild` holds it: a server's id, or a word that begins with `@`. */
export function encodeOwner(owner: Owner): string {
  if (owner.kind === 'guild') return owner.guild;
  return owner.kind === 'person' ? `${PERSON}${owner.user}` : MAINTAINERS;
}

/** Reads the owner of a row that only a server or a person can have. */
export function decodeSubscriber(text: string): Subscriber {
  if (!text.startsWith(PERSON)) return { kind: 'guild', guild: text };
  return { kind: 'person', user: text.slice(PERSON.length) };
}

/** Reads the owner that `encodeOwner` was given. */
export function decodeOwner(text: string): Owner {
  return text === MAINTAINERS ? { kind: 'maintainers' } : decodeSubscriber(text);
}
