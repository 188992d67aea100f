import { createPublicKey, verify } from 'node:crypto';

/** One request of Discord's, as far as its signature goes. */
export type SignedRequest = {
  readonly signature: string | undefined;
  /** Seconds since 1970, as text. */
  readonly timestamp: string | undefined;
  readonly body: Uint8Array;
};

/**
 * So old, or so far ahead, a request may be: a recorded one is worth nothing later. Discord documents no limit; it gives
 * up after three seconds, and clocks differ.
 */
const FRESH_MS = 300_000;

/** The bytes before the key in its DER form: https://www.rfc-editor.org/rfc/rfc8410#section-4 */
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Makes the check of Discord's signatures. `publicKey` is 64 hexadecimal digits; throws `TypeError` where it is not. `now`
 * is in ms since 1970. https://docs.discord.com/developers/interactions/overview#validating-security-request-headers
 */
export function makeSignatureCheck(publicKey: string, now: () => number): SignatureCheck {
  if (!/^[\da-f]{64}$/i.test(publicKey)) throw new TypeError('A public key of Discord has 64 hexadecimal digits.');
  const der = Buffer.concat([ED25519_DER, Buffer.from(publicKey, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const mayBeSigned: SignatureCheck['mayBeSigned'] = ({ signature, timestamp }) =>
    /^[\da-f]{128}$/i.test(signature ?? '') &&
    /^\d{1,12}$/.test(timestamp ?? '') &&
    Math.abs(now() - Number(timestamp) * 1_000) <= FRESH_MS;
  return {
    mayBeSigned,
    isSigned(request) {
      const { signature = '', timestamp = '', body } = request;
      if (!mayBeSigned(request)) return false;
      return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
    },
  };
}

/** Tells Discord's requests from all others. */
export type SignatureCheck = {
  /** False where the headers alone show that it is none: then the body need not be read. */
  mayBeSigned(request: Omit<SignedRequest, 'body'>): boolean;
  isSigned(request: SignedRequest): boolean;
};
