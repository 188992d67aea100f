import { CHANGE_KINDS, NOTICE_WAYS } from '../model/change.ts';
import { CERTAINTIES, IMPORTANCES } from '../model/event.ts';
import { PING_KINDS } from '../model/subscription.ts';
import { z } from '../yaml/load-zod.ts';
import { leads } from '../yaml/shared-shapes.ts';
import { id, MAX_ENTRIES, slug, slugs, time } from './setting-fields.ts';

/** The limit of the list for an event's id. */
const MAX_EVENT_ID = 60;
const MOST_MUTED = 200;
/** A word to search for is a word, not a paragraph. */
const MAX_WORD_LENGTH = 60;

function certainties(description: string) {
  return z.array(z.enum(CERTAINTIES)).min(1).meta({ description, wanted: 'a list such as [confirmed, expected]' });
}

function words(description: string) {
  const word = z.string().trim().min(1).max(MAX_WORD_LENGTH).meta({ wanted: 'a word in quotes' });
  return z.array(word).min(1).max(MAX_ENTRIES).meta({ description, wanted: 'a list of words in quotes' });
}

/** One channel's subscription as the file declares it. */
export const subscriptionShape = z
  .strictObject({
    server: id("The server's id, in quotes."),
    channel: id("The channel's id, in quotes."),
    topics: slugs('Only events with one of these topics; all if left out.').optional(),
    kinds: slugs('Only events of one of these kinds; all if left out.').optional(),
    regions: slugs('Only events that concern one of these regions; all if left out.').optional(),
    certainties: certainties('Only events that are so sure; all if left out.').optional(),
    importances: z
      .array(z.enum(IMPORTANCES))
      .min(1)
      .meta({
        description: 'Only events that matter so much; all if left out, and no reminders of those that are `low`.',
        wanted: 'a list such as [high, normal]',
      })
      .optional(),
    words: z
      .strictObject({
        allow: words('Only events with one of these words in title, phrase or id; all if left out.').optional(),
        block: words('No event with one of these words.').optional(),
      })
      .meta({
        description: 'By words, whatever their case and accents.',
        wanted: '`allow:` or `block:`, each with a list of words',
      })
      .optional(),
    mute: z
      .array(slug(MAX_EVENT_ID, 'the id of an event'))
      .min(1)
      .max(MOST_MUTED)
      .meta({
        description: 'Never these events, by their ids.',
        wanted: 'a list of ids of events, such as [us-china-truce]',
      })
      .optional(),
    leads: leads('The leads of this channel; the defaults above if left out.', 1).optional(),
    leadsByKind: z
      .record(slug(), leads('Instead of `leads`, for one kind of event; [] is no reminder.'))
      .meta({
        description: 'By kind of event, such as `tariff: [14d, 7d, 1d, 0d, 1h]`.',
        wanted: 'kinds of event, each with a list such as [7d, 1d, 0d]',
      })
      .optional(),
    quiet: z
      .strictObject({
        from: time('When they begin.'),
        until: time('When they end; over midnight if that is the earlier time.'),
      })
      .meta({
        description: 'Hours in which nothing is posted that can wait for their end, by the clock of the server.',
        wanted: '`from:` and `until:`, each a time such as 22:00',
      })
      .optional(),
    role: id('The role to ping, in quotes; nobody if left out.').optional(),
    pingFor: certainties('How sure an event must be for a ping; only `confirmed` if left out.').optional(),
    pingless: z
      .array(z.enum(PING_KINDS))
      .min(1)
      .meta({
        description: 'Kinds of message that never ping, however sure the event is.',
        wanted: 'a list such as [catch-up, notice]',
      })
      .optional(),
    publish: z
      .boolean()
      .meta({
        description:
          'Whether messages in an announcement channel are published to those that follow it; they are if left out.',
        wanted: '`true` or `false`',
      })
      .optional(),
    notices: z
      .partialRecord(z.enum(CHANGE_KINDS), z.enum(NOTICE_WAYS))
      .meta({
        description: 'What to do at a kind of change, such as `new: post`; the defaults for kinds left out.',
        wanted: 'kinds of change, each with ping, post, edit or nothing, such as `new: post`',
      })
      .optional(),
  })
  .meta({ wanted: 'an entry with `server:` and `channel:`' });
