import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { text } from '../../render/text/text.ts';
import { zoneCity } from '../../time/zones.ts';
import type { ShownClock } from '../call/settings-answer.ts';

/** A person's own clock, and what a change of it did to their next reminder. */
export type TimezoneView = {
  readonly now: Instant;
  readonly clock: ShownClock;
  /** `null` when nothing was named to be set. */
  readonly before: ShownClock | null;
  /** Their next reminder before and after; `null` where they have none. */
  readonly moved: { readonly before: Instant; readonly after: Instant } | null;
};

/** The private answer to `/timezone`. */
export function timezoneAnswer({ now, clock, before, moved }: TimezoneView): Message {
  const city = zoneCity(clock.zone);
  const same = before !== null && sameClock(before, clock);
  const card = buildCard({
    title: text('personal.zoneTitle'),
    sections: [
      { name: text('answers.zoneField'), rows: [shown(clock.zone, before?.zone, clock.ownZone)], inline: true },
      {
        name: text('answers.postingTimeField'),
        rows: [shown(clock.postingTime, before?.postingTime, clock.ownPostingTime)],
        inline: true,
      },
      { name: text('answers.timeThere'), rows: [text('dates.dayAndTime', dayAndTime(now, clock.zone))], inline: true },
      { name: text('personal.zoneMoved'), rows: same || moved === null ? [] : [movedWords(moved, clock)] },
    ],
    footer: before === null ? text('personal.zoneHow') : null,
  });
  const line = before === null ? 'personal.zoneNow' : same ? 'personal.zoneSame' : 'personal.zoneSaved';
  return buildAnswer(text(line, { city, time: clock.postingTime }), card);
}

function sameClock(a: ShownClock, b: ShownClock): boolean {
  return a.zone === b.zone && a.postingTime === b.postingTime && a.ownZone === b.ownZone;
}

function shown(value: string, before: string | undefined, own: boolean): string {
  const words = own ? value : text('personal.zoneFrom', { value });
  return before === undefined || before === value ? words : text('answers.settingsWas', { now: words, before });
}

/** Both instants by the new clock, so that they can be compared. */
function movedWords({ before, after }: { before: Instant; after: Instant }, { zone }: ShownClock): string {
  if (before === after) return text('personal.zoneMovedNone');
  return text('personal.zoneMovedRow', {
    before: text('dates.dayAndTime', dayAndTime(before, zone)),
    after: text('dates.dayAndTime', dayAndTime(after, zone)),
    city: zoneCity(zone),
  });
}
