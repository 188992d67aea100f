import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { dateText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/local.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { chosenLeads, derivingClock, findPerson, readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { readTime } from '../call/read-times.ts';
import { completeZone, readZone } from '../call/read-zone.ts';
import { callText } from '../call/words.ts';
import { comingLeads, personalStatus } from './personal-events.ts';
import { personalText } from './words.ts';

const SHAPE = {
  name: 'remind zone',
  description: personalText('timezone'),
  options: [
    {
      name: 'zone',
      description: personalText('timezoneZone'),
      type: 'string',
      maxLength: 100,
      autocomplete: true,
    },
    { name: 'time', description: personalText('timezoneTime'), type: 'string', maxLength: 40 },
  ],
} as const satisfies CommandShape;

/** `/remind zone`: the caller's own clock, for their own reminders. Without options it shows the present one. */
const timezone: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const zone = (await readZone(call.options.zone))?.zone ?? null;
    const postingTime = readTime(call.options.time);
    const now = context.world.now();
    if (zone === null && postingTime === null) {
      const clock = await readPersonClock(call, context);
      return { message: timezoneAnswer({ now, clock, before: null, moved: null }), private: true };
    }
    return context.inTurn(call.user, async () => {
      const before = await readPersonClock(call, context);
      const own = await context.personSettingsOf(call.user);
      // Fields that they have not chosen stay as they were shown, whatever a server sets later.
      const wanted = { zone: zone ?? before.zone, postingTime: postingTime ?? before.postingTime };
      const same = own !== null && own.zone === wanted.zone && own.postingTime === wanted.postingTime;
      const clock: ShownClock = { ...before, ...wanted, ownZone: true, ownPostingTime: true };
      const old = await nextFor(call.user, before, context);
      const fresh = await nextFor(call.user, clock, context);
      if (!same) {
        await context.registry.putPersonSettings({ user: call.user, ...wanted }, now);
        context.changed();
      }
      const moved = old === null || fresh === null ? null : { before: old, after: fresh };
      return { message: timezoneAnswer({ now, clock, before, moved }), private: true };
    });
  },
  async complete(call, { name, typed }) {
    if (name !== 'zone') return [];
    return completeZone(typed, call.locale);
  },
};

/** When the next of a person's reminders comes by that clock; `null` where none does. */
async function nextFor(user: UserId, shown: ShownClock, context: CommandContext): Promise<Instant | null> {
  const { byId } = context.index();
  const now = context.world.now();
  const dues = [...chosenLeads(await findPerson(user, context))].flatMap(([id, leads]) => {
    const listed = byId.get(id);
    if (listed === undefined || personalStatus(listed, now) !== 'dated') return [];
    return comingLeads(listed, leads, derivingClock(shown), now).map(({ due }) => due);
  });
  return dues.length === 0 ? null : Math.min(...dues);
}

/** A person's own clock, and the effect of a change on their next reminder. */
type TimezoneView = {
  readonly now: Instant;
  readonly clock: ShownClock;
  /** `null` when nothing was named to be set. */
  readonly before: ShownClock | null;
  /** Their next reminder before and after; `null` where they have none. */
  readonly moved: { readonly before: Instant; readonly after: Instant } | null;
};

/** The private answer to `/remind zone`. */
function timezoneAnswer({ now, clock, before, moved }: TimezoneView): Message {
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

export const feature: Feature = { commands: [timezone] };
