import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { dateText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/zones.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { callText } from '../call/words.ts';
import { personalText } from './words.ts';

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
    title: personalText('zoneTitle'),
    sections: [
      { name: callText('zoneField'), rows: [shown(clock.zone, before?.zone, clock.ownZone)], inline: true },
      {
        name: callText('postingTimeField'),
        rows: [shown(clock.postingTime, before?.postingTime, clock.ownPostingTime)],
        inline: true,
      },
      { name: callText('timeThere'), rows: [dateText('dayAndTime', dayAndTime(now, clock.zone))], inline: true },
      { name: personalText('zoneMoved'), rows: same || moved === null ? [] : [movedWords(moved, clock)] },
    ],
    footer: before === null ? personalText('zoneHow') : null,
  });
  const line = before === null ? 'zoneNow' : same ? 'zoneSame' : 'zoneSaved';
  return buildAnswer(personalText(line, { city, time: clock.postingTime }), card);
}

function sameClock(a: ShownClock, b: ShownClock): boolean {
  return a.zone === b.zone && a.postingTime === b.postingTime && a.ownZone === b.ownZone;
}

function shown(value: string, before: string | undefined, own: boolean): string {
  const words = own ? value : personalText('zoneFrom', { value });
  return before === undefined || before === value ? words : callText('settingsWas', { now: words, before });
}

/** Both instants by the new clock, so that they can be compared. */
function movedWords({ before, after }: { before: Instant; after: Instant }, { zone }: ShownClock): string {
  if (before === after) return personalText('zoneMovedNone');
  return personalText('zoneMovedRow', {
    before: dateText('dayAndTime', dayAndTime(before, zone)),
    after: dateText('dayAndTime', dayAndTime(after, zone)),
    city: zoneCity(zone),
  });
}
