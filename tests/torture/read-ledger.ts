import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A moment as the ledger ended: what the program says of itself, checked against what is in the channels. */
export type LedgerRow = {
  readonly event: string;
  readonly date: string;
  readonly lead: string;
  readonly channel: string;
  readonly state: string;
  readonly reason?: string | null;
  /** The post that announces it; `null` for one that was never to be announced. */
  readonly post?: string | null;
};

/** A post as the ledger ended. */
export type PostEnd = {
  readonly id: string;
  readonly kind: string;
  readonly channel: string;
  /** World time. */
  readonly due: number;
  readonly state: string;
  readonly reason: string | null;
  readonly message: string | null;
};

/** How every moment and every post ended by the ledger's own word. To be called while no program lives. */
export function readLedger(state: string): { ledger: LedgerRow[]; posts: PostEnd[] } {
  const database = new DatabaseSync(join(state, 'datewatch.sqlite'), { readOnly: true });
  try {
    const moments = 'SELECT event, source_date AS date, lead, channel, state, reason, post FROM moments';
    const posts = 'SELECT id, kind, channel, due, state, reason, message FROM posts';
    return {
      ledger: database.prepare(moments).all() as unknown as LedgerRow[],
      posts: database.prepare(posts).all() as unknown as PostEnd[],
    };
  } finally {
    database.close();
  }
}
