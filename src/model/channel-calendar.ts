import { createHash, timingSafeEqual } from 'node:crypto';
import type { ChannelId } from './subscription.ts';

/** The file of a channel's calendar below the public address: whoever knows its secret may read it. */
export type CalendarFile = { readonly channel: ChannelId; readonly secret: string };

/** Bytes of a secret: nobody guesses 128 bits. */
export const SECRET_BYTES = 16;

/** Writes the name of the file: `channel/1428…/rS1…_w.ics`. */
export function calendarName({ channel, secret }: CalendarFile): string {
  return `channel/${channel}/${secret}.ics`;
}

/** Reads such a name; `null` for any other. */
export function readCalendarName(name: string): CalendarFile | null {
  const [, channel, secret] = /^channel\/(\d{1,20})\/([\w-]{22})\.ics$/.exec(name) ?? [];
  return channel === undefined || secret === undefined ? null : { channel, secret };
}

/** The print that is kept of a secret: whoever reads the state does not learn it. */
export function printOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Whether a secret is the one of which this print was kept, in a time that tells nothing. */
export function isSecretOf(print: string | undefined, secret: string): boolean {
  const [kept, asked] = [Buffer.from(print ?? ''), Buffer.from(printOfSecret(secret))];
  return kept.length === asked.length && timingSafeEqual(kept, asked);
}
