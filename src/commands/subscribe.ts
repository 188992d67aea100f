import type { ListEvent } from '../model/event.ts';
import type { Lead } from '../model/lead.ts';
import type { Subscription } from '../model/subscription.ts';
import { wantsEvent } from '../plan/match-filter.ts';
import { badLeads, tooManyLeads } from '../render/answers/refuse.ts';
import { type SubscribeView, subscribeAnswer } from '../render/answers/subscribe-answer.ts';
import { text } from '../render/text.ts';
import { requireManager } from './allow-call.ts';
import { canPing } from './check-channel.ts';
import { chooseChannel, requirePostable } from './choose-channel.ts';
import { type CalledChannel, type CalledRole, type Command, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { indexList } from './index-list.ts';
import { parseLeads } from './parse-leads.ts';
import { previewLeads } from './preview-leads.ts';
import { lastWantedDay, nextReminders } from './preview-reminders.ts';
import { readClock, wishOf } from './read-clock.ts';
import { completeWord, KIND_OPTION, readFilter, SETTING, TOPIC_OPTION } from './read-filter.ts';
import { roleOption } from './read-options.ts';

/** How many reminders to come the answer names. */
const SHOWN = 3;

/** `/subscribe`: one channel's wish. Subscribing again replaces it; a paused one becomes active. */
export const subscribe: Command<CommandContext> = {
  shape: {
    name: 'subscribe',
    description: 'Remind a channel before dates; doing it again replaces what it had',
    for: 'manage',
    options: [
      { name: 'channel', description: 'Which channel; this one if left out', type: 'channel' },
      { name: 'leads', description: 'How long before, such as 7d 1d 1h', type: 'string', maxLength: 200 },
      TOPIC_OPTION,
      KIND_OPTION,
      { name: 'role', description: 'Whom to ping, for confirmed dates only', type: 'role' },
    ],
  },
  async handle(call, context) {
    const guild = requireManager(call);
    const list = context.list();
    const index = indexList(list, context.edges);
    const leads = readLeads(call.options['leads']);
    const filter = readFilter(call, index, SETTING);
    const role = roleOption(call, 'role');
    if (role?.everyone === true) throw new CommandRefusal(text('answers.roleEveryone'));
    const channel = chooseChannel(call);
    requirePostable(channel);
    const now = context.world.now();
    const found = await context.registry.subscription(channel.id);
    const saved: Subscription = {
      guild,
      channel: channel.id,
      filter,
      leads,
      role: role?.id ?? null,
      // What this command has no option for stays as it was chosen.
      pingFor: found?.pingFor ?? ['confirmed'],
      ...(found?.notices === undefined ? {} : { notices: found.notices }),
      since: now,
      madeBy: 'command',
      paused: null,
    };
    const clock = await readClock(guild, context);
    const defaults = context.defaults();
    const wish = wishOf(saved, clock, defaults);
    // Everything that could fail comes before the write: an answer of failure says that nothing was changed.
    const view = {
      saved,
      defaults: defaults.leads,
      zone: clock.zone,
      next: nextReminders(index, wish, now, SHOWN),
      ...previewLeads(index, wish, now),
      lastDay: lastWantedDay(index, filter, now),
      pingNeeds: pingNeeds(role, channel),
    };
    const missed = await missedWhilePaused(found, context);
    const { before } = await context.registry.putSubscription(saved);
    context.changed();
    const makesUp = (event: ListEvent) => before !== null && before.paused === null && wantsEvent(before.filter, event);
    const passed = view.passed.map((entry) => ({ ...entry, comesLate: makesUp(entry.event) }));
    return { message: subscribeAnswer({ ...view, before, passed, missed }), private: true };
  },
  async complete(_call, focused, context) {
    return completeWord(focused, indexList(context.list(), context.edges));
  },
};

/** What fell due in a paused channel and never came, by event; nothing for one that was not paused. */
async function missedWhilePaused(
  before: Subscription | null,
  context: CommandContext,
): Promise<SubscribeView['missed']> {
  if (before === null || before.paused === null) return [];
  const rows = await context.outbox.moments({ channels: [before.channel], events: null });
  const lost = rows.filter((row) => row.state === 'dead' || row.reason === 'muted');
  const byEvent = Map.groupBy(lost, (row) => row.event);
  return context.list().events.flatMap((event) => {
    const count = byEvent.get(event.id)?.length ?? 0;
    return count === 0 ? [] : [{ event, count }];
  });
}

/** The leads named; `null`, the defaults, when the option was left out. */
function readLeads(typed: unknown): readonly Lead[] | null {
  if (typeof typed !== 'string') return null;
  const read = parseLeads(typed);
  if (read.ok) return read.leads;
  if (read.why === 'bad') throw new CommandRefusal(badLeads(read.bad));
  throw new CommandRefusal(read.why === 'none' ? text('answers.noLeads') : tooManyLeads(read.count));
}

/** The permission the bot lacks to ping that role there; `null` when nothing is missing or nobody is to be pinged. */
function pingNeeds(role: CalledRole | null, channel: CalledChannel): string | null {
  return role === null || canPing(role, channel) !== false ? null : text('answers.permissionMentionAll');
}
