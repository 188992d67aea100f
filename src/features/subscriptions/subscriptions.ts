import type { Message } from '../../model/message.ts';
import type { GuildId } from '../../model/subscription.ts';
import { requireManager, requireServer } from '../call/check-channel.ts';
import { closedChannels } from '../call/closed-channels.ts';
import { type Call, type Command, CommandRefusal, type CommandShape, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/load-features.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { GONE_IDS, subscriptionsAnswer } from './answer.ts';
import { subscriptionsText } from './words.ts';

const SHAPE = {
  name: 'datewatch subscriptions',
  description: subscriptionsText('subscriptions'),
  options: [],
} as const satisfies CommandShape;

/** `/datewatch subscriptions`: the messages that each channel of this server gets. */
const subscriptions: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireServer(call);
    return { message: await listSubscriptions(guild, { ...call, removed: null }, context), private: true };
  },
};

/** A press on Remove below it: what gone channels got is deleted, and the list is shown anew in place. */
const pressGone: PressHandler<CommandContext> = {
  action: GONE_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const gone = (await closedChannels(guild, context)).filter((one) => one.gone !== null);
    if (gone.length === 0) throw new CommandRefusal(subscriptionsText('goneNone'));
    for (const { channel } of gone) await context.registry.removeChannel({ guild, channel });
    context.changed();
    const message = await listSubscriptions(guild, { ...call, removed: gone.length }, context);
    return { message, private: true, update: true };
  },
};

async function listSubscriptions(
  guild: GuildId,
  { mayManageServer, removed }: Pick<Call, 'mayManageServer'> & { readonly removed: number | null },
  context: CommandContext,
): Promise<Message> {
  const index = context.index();
  const now = context.world.now();
  const clock = await readClock(guild, context);
  const defaults = context.defaults();
  const rows = await context.subscriptionsOf(guild);
  const shown = rows.map((subscription) => ({
    subscription,
    next: nextReminders(index, queryFor(subscription, clock, defaults), now, 1)[0] ?? null,
  }));
  return subscriptionsAnswer({
    shown,
    closed: await closedChannels(guild, context),
    mayManage: mayManageServer,
    removed,
    defaults: defaults.leads,
    zone: clock.zone,
    now,
    pausedUntil: clock.pausedUntil,
    titleOf: (id) => index.byId.get(id)?.event.title ?? id,
  });
}

export const feature: Feature = { commands: [subscriptions], presses: [pressGone] };
