import { markReplay } from '../render/card/adjust-message.ts';
import { board } from './board/board.ts';
import { pressCalendar } from './calendar/calendar.ts';
import type { Command, FormReply, PressHandler, Reply } from './call/command.ts';
import type { CommandContext } from './call/context.ts';
import { offerCommand } from './call/offer-command.ts';
import { changes, pressChanges } from './changes/changes.ts';
import { digest } from './digest/digest.ts';
import { doctor, pressDoctor } from './doctor/doctor.ts';
import { event, pressDetails } from './event/event.ts';
import { events, pressDates, pressPage } from './events/events.ts';
import { makeHelp } from './help/help.ts';
import { leads } from './leads/leads.ts';
import { mute, unmute } from './mute/mute.ts';
import { next } from './next/next.ts';
import { notices } from './notices/notices.ts';
import { pause, resume } from './pause/pause.ts';
import { pressRemind, pressRemindOff, pressRemindSet } from './personal/press-remind.ts';
import { remind } from './personal/remind.ts';
import {
  pressReminders,
  pressRemindersClear,
  pressRemindersForget,
  pressRemindersOpen,
  reminders,
} from './personal/reminders.ts';
import { timezone } from './personal/timezone.ts';
import { pings } from './pings/pings.ts';
import { pressPreview, preview } from './preview/preview.ts';
import { settings } from './settings/settings.ts';
import { pressSetup, setup } from './setup/setup.ts';
import { status } from './status/status.ts';
import { subscribe, unsubscribe } from './subscribe/subscribe.ts';
import { subscriptions } from './subscriptions/subscriptions.ts';
import { pressWhy, why } from './why/why.ts';

const LISTED: readonly Command<CommandContext>[] = [
  next,
  events,
  event,
  changes,
  remind,
  reminders,
  timezone,
  setup,
  subscribe,
  unsubscribe,
  subscriptions,
  leads,
  pings,
  notices,
  board,
  digest,
  mute,
  unmute,
  settings,
  pause,
  resume,
  status,
  why,
  preview,
  doctor,
];

const HELP = makeHelp(LISTED.map((command) => command.shape));
/** Words to managers have a button that leads to `/help`. */
const pressHelp: PressHandler<CommandContext> = {
  action: 'help',
  handle: (call, context) => HELP.handle({ ...call, options: {} }, context),
};

/** Every slash command, in the order in which `/help` names them. */
export const COMMANDS: readonly Command<CommandContext>[] = [...LISTED, HELP].map(offerCommand).map((command) => ({
  ...command,
  handle: async (call, context) => marked(await command.handle(call, context), context),
}));

const ANSWERING: readonly PressHandler<CommandContext, Reply | FormReply>[] = [
  pressDetails,
  pressRemind,
  pressRemindSet,
  pressRemindOff,
  pressReminders,
  pressRemindersOpen,
  pressRemindersClear,
  pressRemindersForget,
  pressCalendar,
  pressPage,
  pressChanges,
  pressDates,
  pressHelp,
  pressSetup,
  pressWhy,
  pressPreview,
  pressDoctor,
];

/** Everything that answers to a press on a button, a choice or a form sent off. */
export const PRESSES: readonly PressHandler<CommandContext, Reply | FormReply>[] = ANSWERING.map((press) => ({
  ...press,
  handle: async (call, context) => {
    const answer = await press.handle(call, context);
    return 'form' in answer ? answer : marked(answer, context);
  },
}));

/** In a replay every answer says so first, whoever wrote it. */
function marked(reply: Reply, context: CommandContext): Reply {
  return context.state().replay ? { ...reply, message: markReplay(reply.message) } : reply;
}
