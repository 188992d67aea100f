import type { ListedEvent, ListIndex } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import { CHOICES_MAX } from '../../model/discord-limits.ts';
import type { EventId } from '../../model/event.ts';
import { foldText } from '../../model/nearest-word.ts';
import type { Subscription } from '../../model/subscription.ts';
import { leadsAhead } from '../../plan/reminders/leads-ahead.ts';
import { isMuted, passesFilter } from '../../plan/reminders/match-filter.ts';
import { listNames } from '../../render/card/describe-reminder.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { titleOf } from '../../render/text/event-name.ts';
import { type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, eventChoiceName, requireEvent } from '../call/event-option.ts';
import { requireSubscription, saveChoice, subscriptionIn } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { queryFor, readClock, type ShownClock } from '../call/read-clock.ts';
import { shownTyped } from '../call/refuse.ts';
import { muteAnswer } from './answer.ts';
import { muteText } from './words.ts';

/** Beyond that a narrower filter is the better tool. */
const MAX_MUTED = 100;

const MUTE_SHAPE = {
  name: 'datewatch mute',
  description: muteText('mute'),
  options: [EVENT_OPTION, { name: 'channel', description: muteText('muteChannel'), type: 'channel' }],
} as const satisfies CommandShape;

/** `/datewatch mute`: no more reminders of one event in one channel, nor messages about its changes. */
const mute: Command<CommandContext, typeof MUTE_SHAPE> = {
  shape: MUTE_SHAPE,
  async handle(call, context) {
    const now = context.world.now();
    const index = context.index();
    const { guild, channel, found } = await requireSubscription(call, context);
    const listed = requireEvent(call.options.event, index, now);
    const { event } = listed;
    if (!passesFilter(found.filter, event)) {
      const words = { channel: channelMention(channel), title: titleOf(event, 90) };
      throw new CommandRefusal(muteText('muteNotWanted', words));
    }
    const before = found.filter.muted ?? [];
    const isSame = isMuted(found.filter, event.id);
    if (!isSame && before.length >= MAX_MUTED) throw new CommandRefusal(muteText('muteTooMany', { max: MAX_MUTED }));
    const clock = await readClock(guild, context);
    const view = {
      what: isSame ? 'muted already' : 'muted',
      channel,
      title: event.title,
      fromSettings: !isSame && found.madeBy === 'settings',
      coming: listComing(listed, found, clock, context),
      muted: (isSame ? before : [...before, event.id]).map((id) => index.byId.get(id)?.event.title ?? id),
      zone: clock.zone,
    } as const;
    if (!isSame) await saveChoice(withMuted(found, [...before, event.id]), context);
    return { message: muteAnswer(view), private: true };
  },
  async complete(_call, { typed }, context) {
    return completeEvent(typed, context.index(), context.world.now());
  },
};

/** Returns the subscription with these events muted; without the field where there are none. */
export function withMuted(subscription: Subscription, muted: readonly EventId[]): Subscription {
  const { muted: _, ...filter } = subscription.filter;
  return { ...subscription, filter: muted.length === 0 ? filter : { ...filter, muted } };
}

const UNMUTE_SHAPE = {
  name: 'datewatch unmute',
  description: muteText('unmute'),
  options: [
    { ...EVENT_OPTION, description: muteText('unmuteEvent') },
    { name: 'channel', description: muteText('unmuteChannel'), type: 'channel' },
  ],
} as const satisfies CommandShape;

/** `/datewatch unmute`: one event brings reminders in one channel again. Those that fell due meanwhile are not posted. */
const unmute: Command<CommandContext, typeof UNMUTE_SHAPE> = {
  shape: UNMUTE_SHAPE,
  async handle(call, context) {
    const index = context.index();
    const { guild, channel, found } = await requireSubscription(call, context);
    const before = found.filter.muted ?? [];
    const typed = call.options.event;
    const id = findMuted(before, typed, index);
    const titles = (ids: readonly EventId[]) => ids.map((each) => index.byId.get(each)?.event.title ?? each);
    if (id === null) throw new CommandRefusal(notMuted(typed, channelMention(channel), titles(before)));
    const left = before.filter((each) => each !== id);
    const saved = withMuted(found, left);
    const listed = index.byId.get(id) ?? null;
    const clock = await readClock(guild, context);
    const message = muteAnswer({
      what: 'unmuted',
      channel,
      title: listed?.event.title ?? id,
      fromSettings: found.madeBy === 'settings',
      coming: listed === null ? null : listComing(listed, saved, clock, context),
      muted: titles(left),
      zone: clock.zone,
    });
    await saveChoice(saved, context);
    return { message, private: true };
  },
  async complete(call, { typed }, context) {
    const index = context.index();
    const channel = call.options.channel ?? call.channel;
    const row = await subscriptionIn(call.guild, channel.id, context);
    if (row === null || !call.mayManageServer) return [];
    return (row.filter.muted ?? [])
      .filter((id) => fits(id, typed, index))
      .slice(0, CHOICES_MAX)
      .map((id) => {
        const listed = index.byId.get(id);
        return { name: listed === undefined ? id : eventChoiceName(listed.event, listed.edges), value: id };
      });
  },
};

/** Finds the muted event that was meant: by its id, else the only one that fits the words. */
function findMuted(muted: readonly EventId[], typed: string, index: ListIndex): EventId | null {
  if (muted.includes(typed)) return typed;
  const [only, second] = foldText(typed) === '' ? [] : muted.filter((id) => fits(id, typed, index));
  return only !== undefined && second === undefined ? only : null;
}

/** Whether title and id contain every word, in any order; the id alone for an event that the list has lost. */
function fits(id: EventId, typed: string, index: ListIndex): boolean {
  const name = index.byId.get(id)?.search ?? foldText(id);
  return foldText(typed)
    .split(' ')
    .every((word) => name.includes(word));
}

/** Reminders of one event to come. */
type ComingOfEvent = { readonly count: number; readonly first: Instant };

/**
 * The reminders of one event that a subscription has ahead of it, muted or not; `null` where there are none, because
 * its dates are past, it was called off, or the subscription is paused.
 */
function listComing(
  listed: ListedEvent,
  subscription: Subscription,
  clock: ShownClock,
  context: CommandContext,
): ComingOfEvent | null {
  if (subscription.paused !== null) return null;
  const query = queryFor(subscription, clock, context.defaults());
  const due = leadsAhead(listed, query, context.world.now()).map((lead) => lead.due);
  return due.length === 0 ? null : { count: new Set(due).size, first: Math.min(...due) };
}

/** Refusal: a name that fits no muted event, or several, with the events that are muted there. */
function notMuted(name: string, channel: string, muted: readonly string[]): string {
  const offer =
    muted.length === 0
      ? muteText('unmuteNone')
      : muteText('unmuteOffer', { names: listNames(muted.map((title) => escapeText(title, 90))) });
  return muteText('unmuteUnknown', { name: shownTyped(name), channel, offer });
}

export const feature: Feature = { commands: [mute, unmute] };
