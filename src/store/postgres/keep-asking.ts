import type { Client } from 'pg';
import { closedError, endsConnection, explainPostgresError } from './explain-postgres-error.ts';

/** One query and its rows. Rejects with a `StoreError`. */
export type Ask = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/**
 * A connection of its own, for what must not wait behind other work: made at the first query, and anew once it broke.
 * Queries are answered one after the other. `session` is what each connection begins with.
 */
export function keepAsking(
  makeClient: () => Client,
  {
    address,
    session,
    heard,
  }: {
    readonly address: string;
    readonly session: string;
    /** Called with what others say on the channels that `session` listens to, while there is a connection. */
    heard?(said: string): void;
  },
): { readonly ask: Ask; close(): Promise<void> } {
  let current: Promise<Client> | null = null;
  let isClosed = false;
  const connect = (): Promise<Client> => {
    const client = makeClient();
    const connected = (async () => {
      await client.connect();
      await client.query(session);
      return client;
    })();
    const forget = () => {
      if (current === connected) current = null;
    };
    // Without a listener the loss of the connection would end the process.
    client.on('error', forget);
    client.once('end', forget);
    client.on('notification', ({ payload }) => heard?.(payload ?? ''));
    return connected;
  };
  const drop = (broken: Promise<Client>): void => {
    if (current === broken) current = null;
    // Not waited for: the server may never answer.
    void broken.then((client) => client.end()).catch(() => undefined);
  };
  let last: Promise<unknown> = Promise.resolve();
  async function askNow<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    if (isClosed) throw closedError(address);
    current ??= connect();
    const asked = current;
    try {
      return (await (await asked).query<Row>(text, [...values])).rows;
    } catch (error) {
      const explained = explainPostgresError(error, address);
      if (endsConnection(explained)) drop(asked);
      throw explained;
    }
  }
  return {
    ask<Row extends object>(text: string, values: readonly unknown[]) {
      const mine = last.then(() => askNow<Row>(text, values));
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      isClosed = true;
      const open = current;
      current = null;
      await open?.then((client) => client.end()).catch(() => undefined);
    },
  };
}
