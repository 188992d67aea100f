import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildCard, type Section } from '../../render/card/build-card.ts';
import { dayAndTime, pausedSection } from '../../render/card/describe-reminder.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { dateText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/local.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { callText } from '../call/words.ts';

/** A server's clock, and the effect of a change on the next reminders. */
export type SettingsView = {
  readonly now: Instant;
  readonly clock: ShownClock;
  /** The clock before; `null` when the command named nothing to set. */
  readonly before: ShownClock | null;
  /** Subscriptions whose next reminder falls on another instant now. */
  readonly moved: readonly { readonly channel: ChannelId; readonly before: Instant; readonly after: Instant }[];
};

/** The answer to `/datewatch settings`. */
export function settingsAnswer(view: SettingsView): Message {
  const { clock, before, now } = view;
  const there = dayAndTime(now, clock.zone);
  const same = before !== null && isSameClock(before, clock);
  const card = buildCard({
    title: callText('settingsTitle'),
    sections: [
      { name: callText('zoneField'), rows: [zoneWords(clock, before)], inline: true },
      { name: callText('postingTimeField'), rows: [timeWords(clock, before)], inline: true },
      { name: callText('timeThere'), rows: [dateText('dayAndTime', there)], inline: true },
      ...(same ? [] : [movedSection(view)]),
      pausedSection(clock, now),
    ],
    footer: before === null ? callText('settingsHow') : null,
  });
  const line = before === null ? 'settingsNow' : same ? 'settingsSame' : 'settingsSaved';
  return buildAnswer(callText(line, { city: zoneCity(clock.zone), time: clock.postingTime }), card);
}

function isSameClock(a: ShownClock, b: ShownClock): boolean {
  return (
    a.zone === b.zone &&
    a.postingTime === b.postingTime &&
    a.ownZone === b.ownZone &&
    a.ownPostingTime === b.ownPostingTime
  );
}

function zoneWords(clock: ShownClock, before: ShownClock | null): string {
  return changeWords(clock.zone, before?.zone ?? clock.zone, clock.ownZone);
}

function timeWords(clock: ShownClock, before: ShownClock | null): string {
  return changeWords(clock.postingTime, before?.postingTime ?? clock.postingTime, clock.ownPostingTime);
}

function changeWords(now: string, before: string, own: boolean): string {
  const shown = own ? now : callText('settingsDefault', { value: now });
  return before === now ? shown : callText('settingsWas', { now: shown, before });
}

/** Both instants by the new clock, so that they can be compared. */
function movedSection({ moved, before, clock }: SettingsView): Section {
  const name = callText('movedField', { city: zoneCity(clock.zone) });
  if (before === null) return { name, rows: [] };
  if (moved.length === 0) return { name, rows: [callText('movedNone')] };
  return {
    name,
    rows: moved.map(({ channel, before: old, after }) =>
      callText('movedLine', {
        channel: channelMention(channel),
        before: dateText('dayAndTime', dayAndTime(old, clock.zone)),
        after: dateText('dayAndTime', dayAndTime(after, clock.zone)),
      }),
    ),
  };
}
