import type { Instant } from '../../model/date.ts';
import type { Form, Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import { buildAnswer, buildButton, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { dateText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/local.ts';
import { formatTime, readerIn } from '../../time/reader.ts';
import type { FormReply, PressHandler, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { chosenLeads, derivingClock, findPerson, readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { readTime } from '../call/read-times.ts';
import { readZone } from '../call/read-zone.ts';
import { comingLeads, personalStatus } from './personal-events.ts';
import { REMINDERS_IDS, ZONE_IDS } from './personal-ids.ts';
import { personalText } from './words.ts';

/**
 * A press on Time zone opens a form with the caller's own clock, for their own reminders; submitted, it is saved. A
 * field that is left empty stays as it was shown.
 */
const pressZone: PressHandler<CommandContext, Reply | FormReply> = {
  action: ZONE_IDS.action,
  async handle(call, context) {
    const { zone: typedZone, time: typedTime } = call.fields;
    if (typedZone === undefined && typedTime === undefined)
      return { form: zoneForm(await readPersonClock(call, context)) };
    const zone = (await readZone(filled(typedZone), 'zone', true))?.zone ?? null;
    const postingTime = readTime(filled(typedTime));
    const now = context.world.now();
    return context.inTurn(call.user, async () => {
      const before = await readPersonClock(call, context);
      const own = await context.personSettingsOf(call.user);
      // Fields that they have not chosen stay as they were shown, whatever a server sets later.
      const wanted = { zone: zone ?? before.zone, postingTime: postingTime ?? before.postingTime };
      const same = own !== null && own.zone === wanted.zone && own.postingTime === wanted.postingTime;
      const reader = readerIn(wanted.zone, call);
      const clock: ShownClock = { ...before, ...wanted, reader, ownZone: true, ownPostingTime: true };
      const old = await nextFor(call.user, before, context);
      const fresh = await nextFor(call.user, clock, context);
      if (!same) {
        await context.registry.putPersonSettings({ user: call.user, ...wanted }, now, own);
        context.changed();
      }
      const moved = old === null || fresh === null ? null : { before: old, after: fresh };
      return { message: zoneAnswer({ now, clock, before, moved }), private: true, update: true };
    });
  },
};

function filled(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text;
}

function zoneForm({ zone, postingTime }: ShownClock): Form {
  const field = { required: false, long: false, maxLength: 100 };
  return {
    id: ZONE_IDS.write({}),
    title: personalText('zoneTitle'),
    fields: [
      { ...field, id: 'zone', label: personalText('zoneLabel'), value: zone, placeholder: personalText('zoneExample') },
      {
        ...field,
        id: 'time',
        label: personalText('timeLabel'),
        value: postingTime,
        placeholder: personalText('timeExample'),
      },
    ],
  };
}

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
  readonly before: ShownClock;
  /** Their next reminder before and after; `null` where they have none. */
  readonly moved: { readonly before: Instant; readonly after: Instant } | null;
};

/** The private answer to the form. */
function zoneAnswer({ now, clock, before, moved }: TimezoneView): Message {
  const city = zoneCity(clock.zone);
  const same = sameClock(before, clock);
  const card = buildCard({
    title: personalText('zoneTitle'),
    sections: [
      { name: personalText('zoneField'), rows: [shown(clock.zone, before.zone, clock.ownZone)], inline: true },
      {
        name: personalText('postingTimeField'),
        rows: [shown(timeOf(clock), timeOf({ ...before, reader: clock.reader }), clock.ownPostingTime)],
        inline: true,
      },
      { name: personalText('timeThere'), rows: [dateText('dayAndTime', dayAndTime(now, clock.reader))], inline: true },
      { name: personalText('zoneMoved'), rows: same || moved === null ? [] : [movedWords(moved, clock)] },
    ],
  });
  const line = personalText(same ? 'zoneSame' : 'zoneSaved', { city, time: timeOf(clock) });
  return buildAnswer(line, card, [[buildButton(REMINDERS_IDS.write({ page: 0 }), personalText('all'), false)]]);
}

/** The posting time as that clock writes it. */
function timeOf({ postingTime, reader }: ShownClock): string {
  return formatTime(postingTime, reader);
}

function sameClock(a: ShownClock, b: ShownClock): boolean {
  return a.zone === b.zone && a.postingTime === b.postingTime && a.ownZone === b.ownZone;
}

function shown(value: string, before: string, own: boolean): string {
  const words = own ? value : personalText('zoneFrom', { value });
  return before === value ? words : personalText('zoneWas', { now: words, before });
}

/** Both instants by the new clock, so that they can be compared. */
function movedWords({ before, after }: { before: Instant; after: Instant }, { zone, reader }: ShownClock): string {
  if (before === after) return personalText('zoneMovedNone');
  return personalText('zoneMovedRow', {
    before: dateText('dayAndTime', dayAndTime(before, reader)),
    after: dateText('dayAndTime', dayAndTime(after, reader)),
    city: zoneCity(zone),
  });
}

export const feature: Feature = { presses: [pressZone] };
