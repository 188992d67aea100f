import { createHash } from 'node:crypto';

/** Discord's limit: https://docs.discord.com/developers/resources/message#create-message (nonce). */
export const NONCE_LENGTH = 25;

/** Crockford's base 32 in lower case: 5 bits a character, so 25 characters carry 125 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The id of a post from what it is: the same reservation made twice has the same id. `parts` must hold the channel,
 * because Discord compares nonces over all channels of an author.
 */
export function postId(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** The nonce of a post: 25 characters from its id. Also the mark by which a sent message is found again. */
export function nonceOf(post: string): string {
  const bits = createHash('sha256').update(`nonce:${post}`).digest();
  let value = 0n;
  for (const byte of bits.subarray(0, 16)) value = (value << 8n) | BigInt(byte);
  let nonce = '';
  for (let i = 0; i < NONCE_LENGTH; i += 1) {
    nonce += ALPHABET[Number(value & 31n)];
    value >>= 5n;
  }
  return nonce;
}
