import type * as Zod from 'zod';
import { CERTAINTIES, type Certainty, IMPORTANCES, REMINDED_DAYS, VERBS } from '../../model/event.ts';
import { z } from '../../yaml/load-zod.ts';
import { leads } from '../../yaml/shared-shapes.ts';
import { repeatFields } from '../repeat/repeat-fields.ts';
import { dateShape, day, time } from './date-shape.ts';
import { shortFields } from './short-fields.ts';
import { eventId, httpsAddress, MAX_ID, oneLine, paragraphs, slug, zone } from './text-shape.ts';

/** Topics, regions and kinds are offered as choices in Discord, which show at most 100 characters. */
const MAX_WORD = 40;
/** More would not fit any message; the limit also protects the reader from lists made to be slow. */
const MAX_ENTRIES = 20;

const CLAIMANT = 'the short name of a source that has a claim here';

function certainty(description: string) {
  return z.enum(CERTAINTIES).meta({ description });
}

function words(description: string) {
  return z.array(slug(MAX_WORD, 'A slug: small letters, digits and hyphens.')).max(MAX_ENTRIES).meta({ description });
}

function ids(description: string) {
  return z.array(eventId('The id of another event.')).max(MAX_ENTRIES).meta({ description });
}

/** One source, by its short name in the file. */
export const sourceShape = z
  .strictObject({
    name: oneLine(80, 'What people are shown, for example ILKHA.'),
    fullName: oneLine(200, 'The name in full.').optional(),
    url: httpsAddress('Where it is, https only. Leave it out when it is not known.').optional(),
    official: z
      .boolean()
      .meta({ description: 'True for one that decides the matter itself: a ministry, a court, an organizer.' })
      .optional(),
  })
  .meta({ id: 'source', description: 'Who said it.' });

/** One claim: the statement of one source. */
export const claimShape = z
  .strictObject({
    source: slug(MAX_WORD, 'One of the names under `sources`.'),
    published: day('The day the source published it.'),
    dates: oneLine(100, "What the date dates: the talks, the delegation's stay, the visit.").optional(),
    date: dateShape.optional(),
    certainty: certainty('How sure the source is of the event; leave it out when it does not say.').optional(),
    says: oneLine(300, "What it says, in our own words: a short clause shown beside the source's name.").optional(),
    url: httpsAddress('The page itself, https only. Leave it out when it is not known.').optional(),
    credible: z.boolean().meta({ description: 'False when we doubt it; then `doubt` says why.' }).optional(),
    doubt: oneLine(300, 'Why we doubt it. Stands beside `credible: false`.').optional(),
  })
  .meta({ id: 'claim', description: 'What one source says. Without `date` the source is silent on the date.' });

/** One earlier state of a date, as it is written. */
export const historyShape = z
  .strictObject({
    label: oneLine(
      80,
      'What set this date: Geneva, May 2025: 90 days. Left out where the date says it all.',
    ).optional(),
    day: day('The day it was; leave it out where no day was named.').optional(),
    source: slug(MAX_WORD, 'Who says so: one of the names under `sources`.').optional(),
  })
  .meta({
    id: 'step',
    description: 'One step of the chain of a date that was extended or moved.',
    wanted: 'a step such as `{ label: Geneva, day: 2025-08-12, source: ilkha }`',
  });

/** One event as it is written: with its date, in the short form, or with `claims`. `checkForm` says what each needs. */
export const eventShape = z
  .strictObject({
    id: slug(
      MAX_ID,
      'Unique over all files: small letters, digits and hyphens; made from the title if left out beside a date. Never change it once people were told.',
    ).optional(),
    title: oneLine(200, 'The name of the event, as a heading.'),
    phrase: oneLine(90, 'The name as it stands inside a sentence; the title if left out.').optional(),
    plural: z
      .boolean()
      .meta({ description: 'True where that name takes a plural verb: the talks open, the fees start.' })
      .optional(),
    ...shortFields,
    ...repeatFields,
    kind: slug(
      MAX_WORD,
      'What it is: talks, summit, tariff, truce, visit, …; date if left out beside a date.',
    ).optional(),
    verb: z
      .enum(VERBS)
      .meta({ description: 'What it does on its date, as in "the return is due"; as its kind does, if left out.' })
      .optional(),
    importance: z
      .enum(IMPORTANCES)
      .meta({
        description:
          'What is high is named first; of what is low nobody is reminded who did not ask for it. normal if left out.',
      })
      .optional(),
    leads: leads("How long before its dates to remind, in place of a channel's own leads: [14d, 1d].", 1).optional(),
    certainty: certainty('How sure the event is, all claims weighed; confirmed if left out beside a date.').optional(),
    certaintyNote: oneLine(300, 'Why it is that sure, in our own words.').optional(),
    dateCertainty: certainty('How sure its date is, when that differs from the event.').optional(),
    certaintyFrom: slug(
      MAX_WORD,
      'The source on which how sure it is rests, if one claim is enough for it.',
      CLAIMANT,
    ).optional(),
    zone: zone('The time zone in which its dates are meant').optional(),
    assumed: z
      .array(z.enum(['zone', 'hour']))
      .max(2)
      .meta({ description: "What about the date is our assumption, not the source's." })
      .optional(),
    place: oneLine(100, 'Where it is, for people: Kuala Lumpur.').optional(),
    opensAt: time('When an opening day begins, HH:MM, if known; 09:00 if left out.').optional(),
    remind: z
      .array(z.enum(REMINDED_DAYS))
      .min(1)
      .max(2)
      .meta({
        description:
          'Which days of several (`from` and `through`) people are reminded of: [first, last] for both, [last] for that alone. The first, if left out.',
        wanted: '`[first, last]`, `[last]` or `[first]`',
      })
      .optional(),
    topics: words('What it is about; people may subscribe to one.').optional(),
    regions: words('Whom it concerns.').optional(),
    summary: paragraphs(900, 'What it is, in two or three sentences.').optional(),
    stakes: paragraphs(900, 'What is at stake.').optional(),
    textsFrom: slug(
      MAX_WORD,
      'The source on which summary and stakes rest, if one claim is enough for them.',
      CLAIMANT,
    ).optional(),
    claims: z
      .array(claimShape)
      .min(1)
      .max(MAX_ENTRIES)
      .meta({ description: 'What each source says; at least one.', wanted: 'a list of at least one claim' })
      .optional(),
    follow: z
      .strictObject({
        source: slug(MAX_WORD, 'The source whose date reminders follow.'),
        reason: oneLine(200, 'Why that one.'),
      })
      .meta({ id: 'follow', description: 'Which claim reminders follow, when it is not the earliest credible one.' })
      .optional(),
    dependsOn: ids('Events this one hangs on.').optional(),
    unless: ids('Events that would keep this one from happening.').optional(),
    partOf: eventId('The event this one is a part of.').optional(),
    supersedes: ids('Events this one takes the place of.').optional(),
    lastVerified: day('The last day on which somebody checked this entry against its sources.').optional(),
    history: z
      .array(historyShape)
      .max(MAX_ENTRIES)
      .meta({ description: 'The earlier dates of one that was extended or moved, oldest first.' })
      .optional(),
    outcome: z
      .strictObject({
        what: oneLine(300, 'What came of it.'),
        day: day('When.').optional(),
        source: slug(MAX_WORD, 'Who says so: one of the names under `sources`.').optional(),
      })
      .meta({ id: 'outcome', description: 'What came of it, once it is over.' })
      .optional(),
  })
  .meta({ id: 'event', description: 'One dated event.' });

export type ClaimInput = Zod.output<typeof claimShape>;
export type SourceInput = Zod.output<typeof sourceShape>;
/** An event as it is written. */
export type EntryInput = Zod.output<typeof eventShape>;
/** The same, complete, whichever form it was written in. */
export type EventInput = Omit<EntryInput, 'id' | 'kind' | 'certainty' | 'claims'> & {
  readonly id: string;
  readonly kind: string;
  readonly certainty: Certainty;
  readonly claims: readonly WholeClaim[];
};
/** A claim, of which the short form need not say when it was published. */
export type WholeClaim = Omit<ClaimInput, 'published'> & Partial<Pick<ClaimInput, 'published'>>;
