/** Interactions over HTTP: https://discord.com/developers/docs/interactions/overview#configuring-an-interactions-endpoint-url */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { JsonObject } from '../rest/json.ts';
import type { PendingInteraction } from './track-interactions.ts';

/** The application's Interactions Endpoint. */
export interface InteractionsEndpoint {
  /** The public key of the application: 64 hexadecimal digits. */
  readonly publicKey: string;
  url(): string | null;
  /**
   * Sets the URL as the developer portal does: with a PING that must be answered, and one with a wrong signature that must
   * get 401. Rejects otherwise. `null` sends interactions to the gateway again.
   */
  set(url: string | null): Promise<void>;
  /** Sends one, signed; a refusal is noted with it. */
  send(pending: PendingInteraction, payload: JsonObject): Promise<void>;
  /** The headers of a body that is sent at that time, ms. */
  sign(body: string, atMs: number): Readonly<Record<string, string>>;
}

const DEADLINE_MS = 3000;

/** Makes an application without an endpoint, and its key. */
export function createInteractionsEndpoint(now: () => number): InteractionsEndpoint {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  let endpoint: string | null = null;
  const signed = (body: string, atMs: number) => {
    const timestamp = String(Math.floor(atMs / 1000));
    return {
      'content-type': 'application/json',
      'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), privateKey).toString('hex'),
      'x-signature-timestamp': timestamp,
    };
  };
  const post = (url: string, body: string, headers: Readonly<Record<string, string>>) =>
    fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(DEADLINE_MS) });
  return {
    publicKey: Buffer.from(x, 'base64url').toString('hex'),
    url: () => endpoint,
    sign: signed,
    async set(url) {
      if (url !== null) {
        const ping = JSON.stringify({ id: '1', application_id: '1', type: 1, token: 'ping', version: 1 });
        const answer = await post(url, ping, signed(ping, now()));
        const text = await answer.text();
        if (answer.status !== 200 || !isPong(text)) throw new Error(`emulator: PING got ${answer.status} ${text}`);
        const wrong = { ...signed(ping, now()), 'x-signature-ed25519': '0'.repeat(128) };
        const { status } = await post(url, ping, wrong);
        if (status !== 401) throw new Error(`emulator: a wrong signature got ${status} instead of 401`);
      }
      endpoint = url;
    },
    async send(pending, payload) {
      if (endpoint === null) return;
      const body = JSON.stringify(payload);
      const refuse = (status: number, message: string) => void pending.errors.push({ status, code: 0, message });
      try {
        const answer = await post(endpoint, body, signed(body, now()));
        const text = await answer.text();
        // Discord also takes the answer itself with 200; this emulator wants it at the callback endpoint.
        if (answer.status !== 202 || text !== '') refuse(answer.status, text || 'not accepted with 202 and no body');
      } catch (error) {
        refuse(0, error instanceof Error ? error.message : 'unreachable');
      }
    },
  };
}

function isPong(text: string): boolean {
  try {
    return JSON.parse(text).type === 1;
  } catch {
    return false;
  }
}
