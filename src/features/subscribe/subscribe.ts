import { indexList } from '../../list/index/index-list.ts';
import type { Subscription } from '../../model/subscription.ts';
import { requireManager } from '../call/allow-call.ts';
import { canPing } from '../call/check-channel.ts';
import { chooseChannel, requirePostable } from '../call/choose-channel.ts';
import { type CalledChannel, type CalledRole, type Command, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readClock } from '../call/read-clock.ts';
import { KIND_OPTION, TOPIC_OPTION } from '../call/read-filter.ts';
import { readLeads } from '../call/read-leads.ts';
import { roleOption, textOption } from '../call/read-options.ts';
import { readQuiet } from '../call/read-quiet.ts';
import { completeWish, readWishFilter, WISH_OPTIONS } from '../call/read-wish-filter.ts';
import { subscribeAnswer } from '../call/subscribe-answer.ts';
import { viewOfSaved } from '../call/view-saved.ts';
import { callText } from '../call/words.ts';
import { subscribeText } from './words.ts';

/** `/subscribe`: one channel's wish. Subscribing again replaces it; a paused one becomes active. */
export const subscribe: Command<CommandContext> = {
  shape: {
    name: 'subscribe',
    description: subscribeText('subscribe'),
    for: 'manage',
    options: [
      { name: 'channel', description: subscribeText('subscribeChannel'), type: 'channel' },
      { name: 'leads', description: subscribeText('subscribeLeads'), type: 'string', maxLength: 200 },
      TOPIC_OPTION,
      KIND_OPTION,
      ...WISH_OPTIONS,
      { name: 'quiet', description: subscribeText('subscribeQuiet'), type: 'string', maxLength: 40 },
      { name: 'role', description: subscribeText('subscribeRole'), type: 'role' },
    ],
  },
  async handle(call, context) {
    const guild = requireManager(call);
    const index = indexList(context.list(), context.edges);
    const typed = call.options['leads'];
    const leads = typeof typed === 'string' ? readLeads(typed) : null;
    const quiet = readQuiet(textOption(call, 'quiet') ?? 'none');
    const wanted = readWishFilter(call, index);
    const role = roleOption(call, 'role');
    if (role?.everyone === true) throw new CommandRefusal(subscribeText('roleEveryone'));
    const channel = chooseChannel(call);
    requirePostable(channel);
    const now = context.world.now();
    const found = await context.registry.subscription(channel.id);
    const saved: Subscription = {
      guild,
      channel: channel.id,
      filter: { ...wanted, ...(found?.filter.muted === undefined ? {} : { muted: found.filter.muted }) },
      leads,
      ...(quiet === null ? {} : { quiet }),
      role: role?.id ?? null,
      ...keptChoices(found),
      since: now,
      madeBy: 'command',
      paused: null,
    };
    const clock = await readClock(guild, context);
    // Everything that could fail comes before the write: an answer of failure says that nothing was changed.
    const view = await viewOfSaved({ saved, before: found, clock, pingNeeds: pingNeeds(role, channel) }, context);
    await context.registry.putSubscription(saved);
    context.changed();
    return { message: subscribeAnswer(view), private: true };
  },
  async complete(_call, focused, context) {
    return completeWish(focused, indexList(context.list(), context.edges));
  },
};

/** What this command has no option for stays as it was chosen. */
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

/** The permission the bot lacks to ping that role there; `null` when nothing is missing or nobody is to be pinged. */
function pingNeeds(role: CalledRole | null, channel: CalledChannel): string | null {
  return role === null || canPing(role, channel) !== false ? null : callText('permissionMentionAll');
}
