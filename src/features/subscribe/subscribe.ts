import type { ListIndex } from '../../list/index/index-list.ts';
import { type EventFilter, type GuildId, ofGuild, type Subscription } from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import type { Reader } from '../../time/reader.ts';
import { canPing, chooseChannel, requireManager, requirePostable } from '../call/check-channel.ts';
import {
  type CalledChannel,
  type CalledRole,
  type Command,
  CommandRefusal,
  type CommandShape,
  type OptionsOf,
  type Reply,
} from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireRoom } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
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
import { asksTheSame } from '../call/undo-parts.ts';
import { callText } from '../call/words.ts';
import { viewOfSaved } from './view-saved.ts';
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
    { name: 'reset', description: subscribeText('subscribeReset'), type: 'boolean' },
  ],
} as const satisfies CommandShape;

/**
 * `/datewatch subscribe`: one channel's subscription. Where it has one, the options that are named change it and the rest
 * stays, unless `reset` starts anew; a paused one becomes active.
 */
const subscribe: Command<CommandContext, typeof SUBSCRIBE_SHAPE> = {
  shape: SUBSCRIBE_SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const { role } = call.options;
    if (role?.everyone === true) throw new CommandRefusal(subscribeText('roleEveryone'));
    const channel = chooseChannel(call);
    requirePostable(channel);
    return context.inTurn(call.user, () => save(guild, channel, call.options, context));
  },
  async complete(_call, focused, context) {
    return completeFilter(focused, context.index());
  },
};

async function save(guild: GuildId, channel: CalledChannel, options: Options, context: CommandContext): Promise<Reply> {
  await requireRoom(guild, channel.id, context);
  const now = context.world.now();
  const clock = await readClock(guild, context);
  const found = await context.registry.subscription(channel.id);
  const before = found === null || options.reset === true ? BLANK : keptOf(found);
  const wanted: Subscription = {
    ...withNamed(before, options, context.index(), clock.reader),
    owner: ofGuild(guild),
    channel: channel.id,
    since: now,
    madeBy: 'command',
    paused: null,
  };
  // Writing the same times anew would begin the window anew: what fell due since the last tick would come as added.
  const isSame = found !== null && found.paused === null && asksTheSame(found, wanted);
  const saved = isSame ? { ...wanted, since: found.since } : wanted;
  // Everything that could fail comes before the write: an error answer says that nothing was changed.
  const needs = pingNeeds(options.role, channel);
  const view = await viewOfSaved({ saved, before: found, clock, pingNeeds: needs }, context);
  await context.registry.putSubscription(saved, found);
  context.changed();
  const publish = publishRow(saved, channel, options.publish);
  return { message: subscribeAnswer({ ...view, publish }), private: true };
}

type Choices = Omit<Subscription, 'owner' | 'channel' | 'since' | 'madeBy' | 'paused'>;

/** A channel that has chosen nothing yet. */
const BLANK: Choices = { filter: { topics: null, kinds: null }, leads: null, role: null, pingFor: ['confirmed'] };

/** The choices of a subscription, without what a change of it sets anew. */
function keptOf(found: SubscriptionRow): Choices {
  const { owner: _, channel: _c, since: _s, madeBy: _m, paused: _p, unsettled: _u, version: _v, ...choices } = found;
  return choices;
}

type Options = OptionsOf<typeof SUBSCRIBE_SHAPE>;

/** Takes leads, or a part of the filter, back to where they began. */
const ALL = /^\s*(?:all|any|none|default)\s*$/i;

/** The choices with those that the options name in place of what was there. Refuses words that mean nothing here. */
function withNamed(before: Choices, options: Options, index: ListIndex, zone: Reader): Choices {
  const { leads, quiet, role, publish } = options;
  const { publish: wasPublished = true, quiet: wasQuiet = null, ...rest } = before;
  const times = leads === null ? {} : { leads: ALL.test(leads) ? null : readLeads(leads) };
  const hours = quiet === null ? wasQuiet : readQuiet(quiet, zone);
  return {
    ...rest,
    filter: withNamedParts(before.filter, options, index),
    ...times,
    ...(hours === null ? {} : { quiet: hours }),
    ...(role === null ? {} : { role: role.id }),
    // Only `false` is kept: where a channel is an announcement channel, publishing is the default.
    ...((publish ?? wasPublished) ? {} : { publish: false }),
  };
}

function withNamedParts(before: EventFilter, options: Options, index: ListIndex): EventFilter {
  const { topic, kind, region, certainty, words, block } = options;
  const named = (typed: string | null) => (typed === null || ALL.test(typed) ? null : typed);
  const read = readSubscriptionFilter(
    {
      topic: named(topic),
      kind: named(kind),
      region: named(region),
      certainty: named(certainty),
      words: named(words),
      block: named(block),
    },
    index,
  );
  const { regions, certainties, words: search, ...rest } = before;
  const allow = (words === null ? search?.allow : read.words?.allow) ?? [];
  const blocked = (block === null ? search?.block : read.words?.block) ?? [];
  const wanted = {
    regions: region === null ? regions : read.regions,
    certainties: certainty === null ? certainties : read.certainties,
  };
  return {
    ...rest,
    topics: topic === null ? before.topics : read.topics,
    kinds: kind === null ? before.kinds : read.kinds,
    ...(wanted.regions == null ? {} : { regions: wanted.regions }),
    ...(wanted.certainties == null ? {} : { certainties: wanted.certainties }),
    ...(allow.length + blocked.length === 0 ? {} : { words: { allow, block: blocked } }),
  };
}

/** Whether followers get what is posted there; `null` where the channel can have none and nobody asked. */
function publishRow({ publish }: Subscription, channel: CalledChannel, chosen: boolean | null): string | null {
  if (channel.kind !== 'announcement') return chosen === null ? null : subscribeText('publishNone');
  return subscribeText(publish === false ? 'publishOff' : 'publishOn');
}

/** The permission the bot lacks to ping that role there; `null` when nothing is missing or no role is to be pinged. */
function pingNeeds(role: CalledRole | null, channel: CalledChannel): string | null {
  return role === null || canPing(role, channel) !== false ? null : callText('permissionMentionAll');
}

export const feature: Feature = { commands: [subscribe] };
