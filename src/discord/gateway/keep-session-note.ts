import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import type { Machine } from '../../time/machine.ts';
import type { LiveSession } from './hold-conversation.ts';

/** Small texts by name that outlive this process; each method rejects when the state cannot be asked. */
export type SessionNotes = {
  recall(name: string): Promise<string | null>;
  remember(name: string, value: string): Promise<void>;
};

/** The note of one shard's session. Nothing in it rejects: what cannot be noted is noted a second later. */
export type SessionNote = {
  /** The session that the last holder of the shard left; `null` where there is none. */
  recall(): Promise<LiveSession | null>;
  /** Where the session stands now: written at once where it is another one, within a second where it has gone on. */
  noted(session: LiveSession | null): void;
  /** Writes what has not been written. */
  end(): Promise<void>;
};

/**
 * How far the note may be behind. What came since is sent by Discord once more to whoever resumes, and an interaction is
 * answered once all the same.
 */
const EVERY_MS = 1_000;

/** Keeps the note while this process holds the shard, and until `signal` aborts; a later holder's is never overwritten. */
export function keepSessionNote(
  parts: {
    readonly sessions: SessionNotes | null;
    readonly machine: Pick<Machine, 'every'>;
    readonly shard: number;
    readonly count: number;
    isOurs(): boolean;
  },
  signal: AbortSignal,
): SessionNote {
  const { sessions, machine } = parts;
  if (sessions === null) return { recall: async () => null, noted: () => undefined, end: async () => undefined };
  const name = `session of shard ${parts.shard} of ${parts.count}`;
  let written: LiveSession | null = null;
  let current: LiveSession | null = null;
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    const session = current;
    if (session === written || !parts.isOurs()) return;
    try {
      await sessions.remember(name, JSON.stringify(session));
      written = session;
    } catch {
      // The state says itself what is wrong with it.
    }
  };
  const writeOnce = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing;
  };
  const stop = machine.every(EVERY_MS, () => void writeOnce());
  signal.addEventListener('abort', stop, { once: true });
  return {
    async recall() {
      const text = await sessions.recall(name).catch(() => null);
      written = decodeJsonOr<LiveSession | null>(text, isSession, null);
      current = written;
      return written;
    },
    noted(session) {
      const isOther = session?.id !== current?.id;
      current = session;
      if (isOther) void writeOnce();
    },
    async end() {
      stop();
      await writing;
      await write();
    },
  };
}

function isSession(value: unknown): value is LiveSession {
  if (!isObject(value)) return false;
  const { id, url, sequence } = value;
  return typeof id === 'string' && typeof url === 'string' && (sequence === null || typeof sequence === 'number');
}
