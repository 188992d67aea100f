import { indexList } from '../../list/index/index-list.ts';
import type { EventId } from '../../model/event.ts';
import type { Subscription } from '../../model/subscription.ts';
import { isMuted, passesFilter } from '../../plan/reminders/match-filter.ts';
import { channelMention } from '../../render/card/describe-wish.ts';
import { titleOf } from '../../render/text/event-name.ts';
import { type Command, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { requireSubscription, saveChoice } from '../call/find-subscription.ts';
import { listComing } from '../call/list-coming.ts';
import { readClock } from '../call/read-clock.ts';
import { muteAnswer } from './answer.ts';
import { muteText } from './words.ts';

/** Beyond that a narrower filter is what is wanted. */
const MAX_MUTED = 100;

/** `/mute`: no more of one event in one channel: neither reminders nor messages about its changes. */
export const mute: Command<CommandContext> = {
  shape: {
    name: 'mute',
    description: muteText('mute'),
    for: 'manage',
    options: [EVENT_OPTION, { name: 'channel', description: muteText('muteChannel'), type: 'channel' }],
  },
  async handle(call, context) {
    const now = context.world.now();
    const index = indexList(context.list(), context.edges);
    const { guild, channel, found } = await requireSubscription(call, context);
    const listed = requireEvent(call, 'event', index, now);
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
    return completeEvent(typed, indexList(context.list(), context.edges), context.world.now());
  },
};

/** The subscription with these events muted, and no trace of the choice where there are none. */
export function withMuted(subscription: Subscription, muted: readonly EventId[]): Subscription {
  const { muted: _, ...filter } = subscription.filter;
  return { ...subscription, filter: muted.length === 0 ? filter : { ...filter, muted } };
}
