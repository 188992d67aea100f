import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant, MachineInstant } from '../../model/date.ts';
import { decodeJsonOr, isObject, isTexts } from '../../model/decode-json.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import type { Store } from '../../store/make-store.ts';
import { realMachine } from '../../time/machine.ts';
import { replaceFile } from './replace-file.ts';
import { type Io, requireConfig } from './start-error.ts';

/** Written by the running program, read by `datewatch health` in another process. Machine time. */
type HealthNote = {
  readonly tickedAt: MachineInstant;
  readonly gatewayUp: boolean;
  /** Alarms for those who run the program, in sentences; absent from the note of an older version. */
  readonly alarms?: readonly string[];
  /** Why it does not run, and when it tries again (ISO); absent while it runs. */
  readonly waiting?: { readonly why: string; readonly until: string };
};

const FILE = 'health.json';
/** Ticks come every second; a minute without one is trouble. */
export const FRESH_MS = 60_000;

/** Writes a note that a tick has been done. Written whole or not at all. */
export async function noteHealth(stateFolder: string, note: HealthNote): Promise<void> {
  await replaceFile(join(stateFolder, FILE), JSON.stringify(note), 0o600);
}

/** Writes a note that the program does not run but waits to try again. */
export function noteWaiting(stateFolder: string, waiting: NonNullable<HealthNote['waiting']>): Promise<void> {
  return noteHealth(stateFolder, { tickedAt: 0, gatewayUp: false, waiting });
}

/** Whether the program that owns the folder has ticked within the last minute, and one sentence about it. */
export async function readHealth(
  stateFolder: string,
  now: MachineInstant,
  freeBytes = readFreeBytes,
): Promise<{ well: boolean; says: string }> {
  const text = await readFile(join(stateFolder, FILE), 'utf8').catch(() => null);
  const note = decodeJsonOr<HealthNote | null>(text, isNote, null);
  if (note === null) return { well: false, says: noSign(stateFolder) };
  if (note.waiting !== undefined) {
    const { why, until } = note.waiting;
    return { well: false, says: `Not running: ${why} It tries again at ${until}, and as soon as a file changes.` };
  }
  const age = now - note.tickedAt;
  const alarms = note.alarms ?? [];
  if (!(age <= FRESH_MS)) {
    const stale = `The last tick was ${Math.round(age / 1_000)} seconds ago.`;
    // On a full disk the running program cannot say so in its note.
    const full = (await freeBytes(stateFolder)) < LEAST_FREE_BYTES ? [`The disk with ${stateFolder} is full.`] : [];
    return { well: false, says: [stale, ...full, ...alarms].join(' ') };
  }
  const gateway = note.gatewayUp ? 'The gateway is up.' : 'The gateway is down; reminders still go out.';
  return { well: true, says: ['Ticking.', gateway, ...alarms].join(' ') };
}

/** The sentence about a folder in which no program has left a note. */
export function noSign(stateFolder: string): string {
  return `No sign of a running Datewatch in ${stateFolder}.`;
}

/** A database's page and a note need some room. */
const LEAST_FREE_BYTES = 64 * 1024;

async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function isNote(value: unknown): value is HealthNote {
  if (!isObject(value) || typeof value['tickedAt'] !== 'number' || typeof value['gatewayUp'] !== 'boolean')
    return false;
  const { alarms, waiting } = value;
  const isWaiting = isObject(waiting) && typeof waiting['why'] === 'string' && typeof waiting['until'] === 'string';
  return (alarms === undefined || isTexts(alarms)) && (waiting === undefined || isWaiting);
}

/** The parts of a running program that can raise an alarm. */
type Subject = 'state' | 'gateway' | 'clock' | 'ban' | 'list' | 'zones';

/** The running program's knowledge of its own health. */
export type Health = {
  /** Records that a tick has handled everything due by then. */
  ticked(at: Instant): void;
  /** Records that a tick has ended, whatever it found, by the machine's own clock. */
  passed(at: MachineInstant): void;
  /** When the last tick ended; `null` before the first one. */
  lastPassAt(): MachineInstant | null;
  /** World time; `null` before the first tick. */
  lastTickAt(): Instant | null;
  /** Sets the alarm of a part, a sentence for the people who run the program; `null` when it is well again. */
  setAlarm(subject: Subject, sentence: string | null): void;
  alarms(): readonly string[];
};

const ORDER: readonly Subject[] = ['state', 'gateway', 'clock', 'ban', 'list', 'zones'];

/** Rows named in one alarm. */
const MOST_ROWS = 5;

/**
 * Makes the health of a program that has just begun: all is well, as far as it knows. What is wrong with its state is
 * asked of the store each time.
 */
export function keepHealth(store: Pick<Store, 'trouble' | 'unreadableRows'>): Health {
  const alarms = new Map<Subject, string>();
  let lastTickAt: Instant | null = null;
  let lastPassAt: MachineInstant | null = null;
  return {
    passed(at) {
      lastPassAt = at;
    },
    lastPassAt: () => lastPassAt,
    ticked(at) {
      lastTickAt = at;
    },
    lastTickAt: () => lastTickAt,
    setAlarm(subject, sentence) {
      if (sentence === null) alarms.delete(subject);
      else alarms.set(subject, sentence);
    },
    alarms() {
      const noted = ORDER.flatMap((subject) => alarms.get(subject) ?? []);
      return [
        ...[store.trouble()].filter((trouble) => trouble !== null),
        ...unreadableAlarm(store.unreadableRows()),
        ...noted,
      ];
    },
  };
}

function unreadableAlarm(rows: readonly string[]): string[] {
  if (rows.length === 0) return [];
  return [alarmText('unreadable', { count: rows.length, rows: rows.slice(0, MOST_ROWS).join(', ') })];
}

/** `datewatch health`: for a container's health check. Exit code 1 when the program has not ticked for a minute. */
export async function reportHealth(io: Io): Promise<number> {
  const config = await requireConfig(io);
  const { well, says } = await readHealth(config.stateFolder, realMachine().now());
  io.out(`${says}\n`);
  return well ? 0 : 1;
}
