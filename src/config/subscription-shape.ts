import { CHANGE_KINDS, NOTICE_WAYS } from '../model/change.ts';
import { CERTAINTIES } from '../model/event.ts';
import { PING_KINDS } from '../model/subscription.ts';
import { z } from '../yaml/load-zod.ts';
import { id, leads, MAX_ENTRIES, slug, slugs, time } from './setting-fields.ts';

/** As long as the list lets an event's id be. */
const MAX_EVENT_ID = 60;
const MOST_MUTED = 200;
/** A word to look for is a word, not a paragraph. */
const MAX_WORD_LENGTH = 60;

function certainties(description: string) {
  return z.array(z.enum(CERTAINTIES)).min(1).meta({ description });
}

function words(description: string) {
  return z.array(z.string().trim().min(1).max(MAX_WORD_LENGTH)).min(1).max(MAX_ENTRIES).meta({ description });
}

/** One channel's wish as the file says it. */
export const subscriptionShape = z.strictObject({
  server: id("The server's id, in quotes."),
  channel: id("The channel's id, in quotes."),
  topics: slugs('Only events with one of these topics; all if left out.').optional(),
  kinds: slugs('Only events of one of these kinds; all if left out.').optional(),
  regions: slugs('Only events that concern one of these regions; all if left out.').optional(),
  certainties: certainties('Only events that are so sure; all if left out.').optional(),
  words: z
    .strictObject({
      allow: words('Only events with one of these words in title, phrase or id; all if left out.').optional(),
      block: words('No event with one of these words.').optional(),
    })
    .meta({ description: 'By words, whatever their case and accents.' })
    .optional(),
  mute: z
    .array(slug(MAX_EVENT_ID))
    .min(1)
    .max(MOST_MUTED)
    .meta({ description: 'Never these events, by their ids.' })
    .optional(),
  leads: leads('The leads of this channel; the defaults above if left out.', 1).optional(),
  leadsByKind: z
    .record(slug(), leads('Instead of `leads`, for one kind of event; [] is no reminder.'))
    .meta({ description: 'By kind of event, such as `tariff: [14d, 7d, 1d, 0d, 1h]`.' })
    .optional(),
  quiet: z
    .strictObject({
      from: time('When they begin.'),
      until: time('When they end; over midnight if that is the earlier time.'),
    })
    .meta({ description: 'Hours in which nothing is posted that can wait for their end, by the clock of the server.' })
    .optional(),
  role: id('The role to ping, in quotes; nobody if left out.').optional(),
  pingFor: certainties('How sure an event must be for a ping; only `confirmed` if left out.').optional(),
  pingless: z
    .array(z.enum(PING_KINDS))
    .min(1)
    .meta({ description: 'Kinds of message that never ping, however sure the event is.' })
    .optional(),
  notices: z
    .partialRecord(z.enum(CHANGE_KINDS), z.enum(NOTICE_WAYS))
    .meta({ description: 'What to do at a kind of change, such as `new: post`; the defaults for kinds left out.' })
    .optional(),
});
