import type * as Zod from 'zod';
import { canonicalZone, isLocalTime } from '../time/local.ts';
import { zonesSpelledLike } from '../time/meant-zones.ts';
import { z } from '../yaml/load-zod.ts';
import { slugShape } from '../yaml/shared-shapes.ts';

const MINUTE = 60_000;
/** A reminder more than two days late is no reminder any more, whatever its lead. */
const LONGEST_GRACE_HOURS = 48;
/** The limit of the list for kinds, topics and regions. */
const MAX_WORD = 40;
/** Most topics, kinds or words of one subscription. */
export const MAX_ENTRIES = 20;

/** Fails a custom check of this file with that message; `expected` is shown beside the message in a report. */
function refuse(context: Zod.RefinementCtx, input: string, message: string, expected: string): never {
  context.addIssue({ code: 'custom', input, message, params: { expected } });
  return z.NEVER;
}

/** An IANA zone, spelled properly. */
export function zone(description: string) {
  return z
    .string()
    .meta({
      description,
      examples: ['America/New_York', 'Asia/Seoul', 'UTC'],
      wanted: 'an IANA name such as America/New_York',
    })
    .transform((text, context) => {
      const zone = canonicalZone(text);
      if (zone !== null) return zone;
      // Shorter ones each resemble some city.
      const near = text.length < 4 ? [] : zonesSpelledLike(text.slice(0, 60));
      const meant = near.length > 0 ? near : ['America/New_York', 'UTC'];
      return refuse(context, text, 'There is no such time zone', `an IANA name such as ${meant.join(' or ')}`);
    });
}

/** A time of day. */
export function time(description: string) {
  return z.string().refine(isLocalTime, 'This is no time of day').meta({
    description,
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
    wanted: 'HH:MM from 00:00 to 23:59, such as 09:00',
  });
}

/** A span such as `6h` or `15m`, in milliseconds of world time. */
export function span(description: string) {
  return z
    .string()
    .meta({ description, pattern: '^\\d{1,4}[hm]$', wanted: 'hours or minutes, such as 6h or 15m' })
    .transform((text, context) => {
      const match = /^(\d{1,4})([hm])$/.exec(text);
      const ms = match ? Number(match[1]) * (match[2] === 'h' ? 60 : 1) * MINUTE : 0;
      if (ms >= MINUTE && ms <= LONGEST_GRACE_HOURS * 60 * MINUTE) return ms;
      return refuse(
        context,
        text,
        'This is no span of time',
        `hours or minutes, such as 6h or 15m; from 1m to ${LONGEST_GRACE_HOURS}h`,
      );
    });
}

/** The form of an id, in words. */
export const ID_WANTED = 'a Discord id in quotes, such as "123456789012345678"';

/** A Discord id. https://docs.discord.com/developers/reference#snowflakes */
export function id(description: string) {
  return z
    .string()
    .regex(/^[1-9]\d{16,19}$/)
    .meta({ description, wanted: ID_WANTED });
}

const SLUG_WANTED = 'small letters, digits and single hyphens';

/** One word of the list: a kind, a topic, the id of an event. */
export function slug(most = MAX_WORD, wanted = SLUG_WANTED) {
  return slugShape(most, { wanted });
}

/** Words of the list, such as topics. */
export function slugs(description: string) {
  return z.array(slug()).min(1).max(MAX_ENTRIES).meta({ description, wanted: SLUG_WANTED });
}
