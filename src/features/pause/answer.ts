import type { Instant, Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime, type ReminderAhead, reminderLine } from '../../render/card/describe-reminder.ts';
import { channelMention } from '../../render/card/describe-wish.ts';
import { text } from '../../render/text/text.ts';
import { zoneCity } from '../../time/zones.ts';

/** A pause as it was written. */
export type Pause = {
  readonly until: Instant;
  /** The end of the pause that held before; `null` for none. */
  readonly before: Instant | null;
  /** How many reminders fall into it; not `isWhole` where there are more than were counted. */
  readonly skipped: { readonly count: number; readonly isWhole: boolean };
  readonly zone: Zone;
};

/** The answer to `/pause`. */
export function pauseAnswer({ until, before, skipped, zone }: Pause): Message {
  const card = buildCard({
    title: text('choice.pauseTitle'),
    rows: [text('choice.pauseRows')],
    sections: [
      { name: text('choice.pauseSkippedField'), rows: [skippedWords(skipped)] },
      {
        name: text('answers.wasField'),
        rows: [before === null ? text('choice.pauseWasNot') : text('choice.pauseWas', dayAndTime(before, zone))],
      },
    ],
    footer: `${text('answers.timesIn', { city: zoneCity(zone) })} ${text('choice.pauseBack')}`,
  });
  return buildAnswer(text('choice.paused', { ...dayAndTime(until, zone), city: zoneCity(zone) }), card);
}

function skippedWords({ count, isWhole }: Pause['skipped']): string {
  if (!isWhole) return text('choice.pauseSkippedMost', { count });
  return count === 0 ? text('choice.pauseSkippedNone') : text('choice.pauseSkipped', { count });
}

/** The answer to `/resume`. */
export function resumeAnswer(view: {
  readonly before: Instant;
  /** The next reminder of all channels; `null` for none. */
  readonly next: { readonly channel: ChannelId; readonly reminder: ReminderAhead } | null;
  readonly zone: Zone;
}): Message {
  const { before, next, zone } = view;
  const card = buildCard({
    title: text('choice.resumeTitle'),
    sections: [
      {
        name: text('choice.resumeNext'),
        rows: [
          next === null
            ? text('choice.resumeNothing')
            : text('choice.resumeNextLine', {
                channel: channelMention(next.channel),
                reminder: reminderLine(next.reminder, zone),
              }),
        ],
      },
      { name: text('answers.wasField'), rows: [text('choice.pauseWas', dayAndTime(before, zone))] },
    ],
    footer: text('answers.timesIn', { city: zoneCity(zone) }),
  });
  return buildAnswer(text('choice.resumed'), card);
}
