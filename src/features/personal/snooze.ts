import type { Instant } from '../../model/date.ts';
import { type Edge, edgeOfDate } from '../../model/edge.ts';
import type { EventId } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { Moment } from '../../model/moment.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { type MomentRow, makeReservation } from '../../outbox/outbox.ts';
import { restsBecause } from '../../plan/reminders/match-filter.ts';
import { momentAtPlace } from '../../render/card/describe-reminder.ts';
import { addDays, atLocal, localDay } from '../../time/local.ts';
import { CommandRefusal, type PressCall, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireListed } from '../call/event-option.ts';
import { requirePost } from '../call/find-post.ts';
import { findPerson, readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import { SNOOZE_IDS } from './personal-ids.ts';
import { personalText } from './words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type SnoozedDate = { readonly event: EventId; readonly edge: Edge };

/**
 * One more reminder of a date, in an hour or tomorrow morning: a post that waits until then. When it goes out it is
 * judged and worded like any other, so that it is true if the date has moved meanwhile.
 */
const pressSnooze: PressHandler<CommandContext> = {
  action: SNOOZE_IDS.action,
  async handle(call, context) {
    const { how, event } = SNOOZE_IDS.read(call.args);
    const dates = event === '' ? await datesOfMessage(call, context) : datesOf(event, context);
    const { zone, reader, postingTime } = await readPersonClock(call, context);
    const now = context.world.now();
    const due = how === '1d' ? atLocal(addDays(localDay(now, zone), 1), postingTime, zone) : now + HOUR_MS;
    const ahead = dates.filter(({ edge }) => edge.anchor > due);
    if (ahead.length === 0) throw new CommandRefusal(personalText('snoozeTooLate'));
    const isNew = await context.inTurn(call.user, async () => {
      const row = await findPerson(call.user, context);
      if (row === null) throw new CommandRefusal(personalText('snoozeNone'));
      if ((await snoozedOf(row.channel, context)).some((one) => isSame(one, ahead, due))) return false;
      return (await reserveAgain(call.user, row.channel, ahead, due, context)) > 0;
    });
    const words = momentAtPlace(due, reader);
    return { message: sentence(personalText(isNew ? 'snoozed' : 'snoozedBefore', words)), private: true };
  },
};

/** The dates that the reminder a person pressed on is about, as the list has them now. */
async function datesOfMessage(call: PressCall, context: CommandContext): Promise<SnoozedDate[]> {
  const target = call.below?.message;
  const found = await requirePost(target === undefined ? call : { ...call, target }, context);
  return found.moments.flatMap((row) => {
    const listed = context.index().byId.get(row.event);
    const edge = listed === undefined ? null : edgeOfDate(listed.edges, row);
    return listed === undefined || edge === null || restsBecause(listed.event) !== null
      ? []
      : [{ event: row.event, edge }];
  });
}

/** The dates of one event. */
function datesOf(event: EventId, context: CommandContext): SnoozedDate[] {
  const listed = requireListed(event, context);
  return restsBecause(listed.event) === null ? listed.edges.map((edge) => ({ event: listed.event.id, edge })) : [];
}

/** The reminders that a person's channel still waits for beyond its plan: those that were snoozed. */
export async function snoozedOf(channel: ChannelId, context: CommandContext): Promise<readonly MomentRow[]> {
  const now = context.world.now();
  const rows = await context.outbox.moments({ channels: [channel], events: null });
  return rows.filter(({ state, due, lead }) => state === 'reserved' && due > now && lead !== null);
}

/** A second press within a minute means the same reminder. */
function isSame(row: MomentRow, dates: readonly SnoozedDate[], due: Instant): boolean {
  return Math.abs(row.due - due) < MINUTE_MS && dates.some(({ event }) => event === row.event);
}

function reserveAgain(
  user: string,
  channel: ChannelId,
  dates: readonly SnoozedDate[],
  due: Instant,
  context: CommandContext,
): Promise<number> {
  const owner = { kind: 'person', user } as const;
  const moments = dates.map(
    ({ event, edge }): Moment => ({
      ...{ event, edge: edge.name, sourceDate: edge.sourceDate, anchor: edge.anchor, due, owner, channel },
      lead: { unit: 'minutes', count: Math.round((edge.anchor - due) / MINUTE_MS) },
    }),
  );
  const urgency = Math.min(...moments.map(({ anchor }) => anchor));
  const head = { owner, channel, due, urgency, ordinal: 0, addedLate: false, key: null, edits: null };
  return context.outbox.reserve(makeReservation({ posts: [{ ...head, kind: 'reminder', body: null, moments }] }));
}

function sentence(content: string): Message {
  return { content, ping: null, cards: [], controls: [], files: [] };
}

export const feature: Feature = { presses: [pressSnooze] };
