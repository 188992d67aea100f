import { requireServer } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/load-features.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { subscriptionsAnswer } from './answer.ts';
import { subscriptionsText } from './words.ts';

const SHAPE = {
  name: 'subscriptions',
  description: subscriptionsText('subscriptions'),
  for: 'everyone',
  options: [],
} as const satisfies CommandShape;

/** `/subscriptions`: the messages that each channel of this server gets. */
const subscriptions: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireServer(call);
    const index = context.index();
    const now = context.world.now();
    const clock = await readClock(guild, context);
    const defaults = context.defaults();
    const rows = await context.subscriptionsOf(guild);
    const shown = rows.map((subscription) => ({
      subscription,
      next: nextReminders(index, queryFor(subscription, clock, defaults), now, 1)[0] ?? null,
    }));
    const message = subscriptionsAnswer({
      shown,
      defaults: defaults.leads,
      zone: clock.zone,
      now,
      pausedUntil: clock.pausedUntil,
      titleOf: (id) => index.byId.get(id)?.event.title ?? id,
    });
    return { message, private: true };
  },
};

export const feature: Feature = { commands: [subscriptions] };
