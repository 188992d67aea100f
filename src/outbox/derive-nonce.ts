import { createHash } from 'node:crypto';
import type { Instant } from '../model/date.ts';

/** Discord's limit: https://docs.discord.com/developers/resources/message#create-message (nonce). */
export const NONCE_LENGTH = 25;

/** Crockford's base 32 in lower case: 5 bits a character, so 25 characters carry 125 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Digits of an instant in hexadecimal, counted from the earliest that a `Date` can hold. */
const INSTANT_DIGITS = 14;
const EARLIEST_MS = -8_640_000_000_000_000n;

/**
 * Derives the id of a post from its content: the same reservation made twice has the same id. `parts` must hold the
 * channel, because Discord compares nonces over all channels of an author. It begins with when the post is due, so that
 * the posts of one instant are neighbours in every index, however many there have been: `npm run bench -- history`.
 */
export function postId(due: Instant, parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${firstIdAt(due)}${hash}`.slice(0, 32);
}

/** The beginning of the ids of posts due then; every id of an earlier one comes before it. */
export function firstIdAt(due: Instant): string {
  // The outbox itself refuses a value that is no instant.
  const since = Number.isInteger(due) && due > EARLIEST_MS ? BigInt(due) - EARLIEST_MS : 0n;
  return since.toString(16).padStart(INSTANT_DIGITS, '0');
}

/** Bits of a nonce below its instant. */
const HASH_BITS = BigInt(NONCE_LENGTH * 5 - INSTANT_DIGITS * 4);

/** When the post of a nonce is due; `null` for what is no nonce of ours. The inverse of `nonceOf`, as far as it goes. */
export function dueOfNonce(nonce: string): Instant | null {
  if (nonce.length !== NONCE_LENGTH) return null;
  let value = 0n;
  for (const letter of nonce) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  return Number((value >> HASH_BITS) + EARLIEST_MS);
}

/** The nonce of a post: 25 characters from its id. Also the mark by which a sent message is found again. */
export function nonceOf(post: string): string {
  const instant = BigInt(`0x${post.slice(0, INSTANT_DIGITS)}`);
  const bits = createHash('sha256').update(`nonce:${post}`).digest();
  let value = instant;
  for (const byte of bits.subarray(0, 16)) value = (value << 8n) | BigInt(byte);
  // The instant's 56 bits, and as many of the hash as there is room for.
  value >>= BigInt(INSTANT_DIGITS * 4 + 128 - NONCE_LENGTH * 5);
  let nonce = '';
  for (let i = 0; i < NONCE_LENGTH; i += 1) {
    nonce = `${ALPHABET[Number(value & 31n)]}${nonce}`;
    value >>= 5n;
  }
  return nonce;
}
