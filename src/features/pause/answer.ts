import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime, momentAtPlace, type ReminderAhead, reminderLine } from '../../render/card/describe-reminder.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { callText } from '../call/words.ts';
import { pauseText } from './words.ts';

/** A pause as it was written. */
export type Pause = {
  readonly until: Instant;
  /** The end of the pause that held before; `null` for none. */
  readonly before: Instant | null;
  /** The number of reminders that fall within it; not `isWhole` where there are more than were counted. */
  readonly skipped: { readonly count: number; readonly isWhole: boolean };
  readonly zone: Reader;
};

/** The answer to `/datewatch pause`. */
export function pauseAnswer({ until, before, skipped, zone }: Pause): Message {
  const card = buildCard({
    title: pauseText('pauseTitle'),
    rows: [pauseText('pauseRows')],
    sections: [
      { name: pauseText('pauseSkippedField'), rows: [skippedWords(skipped)] },
      {
        name: callText('wasField'),
        rows: [before === null ? pauseText('pauseWasNot') : pauseText('pauseWas', dayAndTime(before, zone))],
      },
    ],
    footer: `${callText('timesIn', { city: zoneCity(zoneOf(zone)) })} ${pauseText('pauseBack')}`,
  });
  return buildAnswer(pauseText('paused', momentAtPlace(until, zone)), card);
}

function skippedWords({ count, isWhole }: Pause['skipped']): string {
  if (!isWhole) return pauseText('pauseSkippedMost', { count });
  return count === 0 ? pauseText('pauseSkippedNone') : pauseText('pauseSkipped', { count });
}

/** The answer to `/datewatch resume`. */
export function resumeAnswer(view: {
  readonly before: Instant;
  /** The next reminder of all channels; `null` for none. */
  readonly next: { readonly channel: ChannelId; readonly reminder: ReminderAhead } | null;
  readonly zone: Reader;
}): Message {
  const { before, next, zone } = view;
  const card = buildCard({
    title: pauseText('resumeTitle'),
    sections: [
      {
        name: pauseText('resumeNext'),
        rows: [
          next === null
            ? pauseText('resumeNothing')
            : pauseText('resumeNextLine', {
                channel: channelMention(next.channel),
                reminder: reminderLine(next.reminder, zone),
              }),
        ],
      },
      { name: callText('wasField'), rows: [pauseText('pauseWas', dayAndTime(before, zone))] },
    ],
    footer: callText('timesIn', { city: zoneCity(zoneOf(zone)) }),
  });
  return buildAnswer(pauseText('resumed'), card);
}
