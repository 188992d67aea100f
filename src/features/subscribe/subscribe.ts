import type { Message } from '../../model/message.ts';
import { type LeadDefaults, ofGuild, type Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { channelMention, subscriptionWords } from '../../render/card/describe-subscription.ts';
import { canPing, chooseChannel, requireManager, requirePostable } from '../call/check-channel.ts';
import {
  type CalledChannel,
  type CalledRole,
  type Command,
  CommandRefusal,
  type CommandShape,
} from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireRoom, stoppedReason, subscriptionIn } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { readClock } from '../call/read-clock.ts';
import {
  completeFilter,
  FILTER_OPTIONS,
  KIND_OPTION,
  readSubscriptionFilter,
  TOPIC_OPTION,
} from '../call/read-filter.ts';
import { readLeads, readQuiet } from '../call/read-times.ts';
import { subscribeAnswer } from '../call/subscribe-answer.ts';
import { viewOfSaved } from '../call/view-saved.ts';
import { callText } from '../call/words.ts';
import { subscribeText } from './words.ts';

const SUBSCRIBE_SHAPE = {
  name: 'datewatch subscribe',
  description: subscribeText('subscribe'),
  options: [
    { name: 'channel', description: subscribeText('subscribeChannel'), type: 'channel' },
    { name: 'leads', description: subscribeText('subscribeLeads'), type: 'string', maxLength: 200 },
    TOPIC_OPTION,
    KIND_OPTION,
    ...FILTER_OPTIONS,
    { name: 'quiet', description: subscribeText('subscribeQuiet'), type: 'string', maxLength: 40 },
    { name: 'role', description: subscribeText('subscribeRole'), type: 'role' },
    { name: 'publish', description: subscribeText('subscribePublish'), type: 'boolean' },
  ],
} as const satisfies CommandShape;

/** `/datewatch subscribe`: one channel's subscription. Subscribing again replaces it; a paused one becomes active. */
const subscribe: Command<CommandContext, typeof SUBSCRIBE_SHAPE> = {
  shape: SUBSCRIBE_SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const index = context.index();
    const leads = call.options.leads === null ? null : readLeads(call.options.leads);
    const quiet = readQuiet(call.options.quiet ?? 'none');
    const wanted = readSubscriptionFilter(call.options, index);
    const { role } = call.options;
    if (role?.everyone === true) throw new CommandRefusal(subscribeText('roleEveryone'));
    const channel = chooseChannel(call);
    requirePostable(channel);
    await requireRoom(guild, channel.id, context);
    const now = context.world.now();
    const found = await context.registry.subscription(channel.id);
    const saved: Subscription = {
      owner: ofGuild(guild),
      channel: channel.id,
      filter: { ...wanted, ...(found?.filter.muted === undefined ? {} : { muted: found.filter.muted }) },
      leads,
      ...(quiet === null ? {} : { quiet }),
      role: role?.id ?? null,
      ...publishChoice(call.options.publish, found),
      ...keptChoices(found),
      since: now,
      madeBy: 'command',
      paused: null,
    };
    const clock = await readClock(guild, context);
    // Everything that could fail comes before the write: an error answer says that nothing was changed.
    const needs = pingNeeds(role, channel);
    const view = await viewOfSaved({ saved, before: found, clock, pingNeeds: needs }, context);
    await context.registry.putSubscription(saved);
    context.changed();
    const publish = publishRow(saved, channel, call.options.publish);
    return { message: subscribeAnswer({ ...view, publish }), private: true };
  },
  async complete(_call, focused, context) {
    return completeFilter(focused, context.index());
  },
};

/** Only `false` is kept: where a channel is an announcement channel, publishing is the default. */
function publishChoice(chosen: boolean | null, found: Subscription | null): Pick<Subscription, 'publish'> {
  return (chosen ?? found?.publish ?? true) ? {} : { publish: false };
}

/** Whether followers get what is posted there; `null` where the channel can have none and nobody asked. */
function publishRow({ publish }: Subscription, channel: CalledChannel, chosen: boolean | null): string | null {
  if (channel.kind !== 'announcement') return chosen === null ? null : subscribeText('publishNone');
  return subscribeText(publish === false ? 'publishOff' : 'publishOn');
}

/** The choices that this command has no option for: they stay as they were. */
function keptChoices(
  found: Subscription | null,
): Pick<Subscription, 'pingFor' | 'pingless' | 'notices' | 'leadsByKind'> {
  const { pingFor = ['confirmed'], pingless, notices, leadsByKind } = found ?? {};
  return {
    pingFor,
    ...(pingless === undefined ? {} : { pingless }),
    ...(notices === undefined ? {} : { notices }),
    ...(leadsByKind === undefined ? {} : { leadsByKind }),
  };
}

/** The permission the bot lacks to ping that role there; `null` when nothing is missing or no role is to be pinged. */
function pingNeeds(role: CalledRole | null, channel: CalledChannel): string | null {
  return role === null || canPing(role, channel) !== false ? null : callText('permissionMentionAll');
}

const UNSUBSCRIBE_SHAPE = {
  name: 'datewatch unsubscribe',
  description: subscribeText('unsubscribe'),
  options: [{ name: 'channel', description: subscribeText('unsubscribeChannel'), type: 'channel' }],
} as const satisfies CommandShape;

/**
 * `/datewatch unsubscribe`: no more reminders for a channel. A subscription of the settings file would come back at the next
 * start, so it is replaced by a paused one made by command, which wins over the file's.
 */
const unsubscribe: Command<CommandContext, typeof UNSUBSCRIBE_SHAPE> = {
  shape: UNSUBSCRIBE_SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const channel = chooseChannel(call);
    const found = await subscriptionIn(guild, channel.id, context);
    const mention = channelMention(channel.id);
    if (found === null) {
      throw new CommandRefusal(subscribeText('unsubscribeNothing', { channel: mention }));
    }
    if (found.paused === stoppedReason()) {
      throw new CommandRefusal(subscribeText('unsubscribeAlready', { channel: mention }));
    }
    const { unsettled: _, ...subscription } = found;
    if (subscription.madeBy === 'settings') {
      const since = context.world.now();
      await context.registry.putSubscription({ ...subscription, since, madeBy: 'command', paused: stoppedReason() });
    } else {
      await context.registry.removeSubscription(channel.id);
    }
    context.changed();
    return { message: unsubscribeAnswer(subscription, context.defaults().leads), private: true };
  },
};

/** Says what `/datewatch unsubscribe` ended, and how to have it back. */
function unsubscribeAnswer(removed: Subscription, defaults: LeadDefaults): Message {
  const stopped = removed.madeBy === 'settings';
  const card = buildCard({
    title: subscribeText(stopped ? 'unsubscribeStoppedTitle' : 'unsubscribeTitle'),
    rows: [subscribeText(stopped ? 'unsubscribeSettings' : 'unsubscribeBack')],
    sections: [
      { name: callText('channelField'), rows: [channelMention(removed.channel)], inline: true },
      { name: callText('wasField'), rows: [subscriptionWords(removed, defaults)] },
    ],
  });
  return buildAnswer(subscribeText(stopped ? 'unsubscribeStopped' : 'unsubscribed'), card);
}

export const feature: Feature = { commands: [subscribe, unsubscribe] };
