import { markReplay } from '../render/answers/mark-replay.ts';
import { board } from './board.ts';
import { changes } from './changes.ts';
import type { Command, FormReply, PressHandler, Reply } from './command.ts';
import type { CommandContext } from './context.ts';
import { digest } from './digest.ts';
import { doctor } from './doctor.ts';
import { event } from './event.ts';
import { events } from './events.ts';
import { makeHelp } from './help.ts';
import { leads } from './leads.ts';
import { mute } from './mute.ts';
import { next } from './next.ts';
import { notices } from './notices.ts';
import { pause } from './pause.ts';
import { pings } from './pings.ts';
import { pressCalendar } from './press-calendar.ts';
import { pressChanges } from './press-changes.ts';
import { pressDates } from './press-dates.ts';
import { pressDetails } from './press-details.ts';
import { pressDoctor } from './press-doctor.ts';
import { pressPage } from './press-page.ts';
import { pressPreview } from './press-preview.ts';
import { pressRemind, pressRemindOff, pressRemindSet } from './press-remind.ts';
import { pressReminders, pressRemindersClear, pressRemindersForget, pressRemindersOpen } from './press-reminders.ts';
import { pressWhy } from './press-why.ts';
import { preview } from './preview.ts';
import { remind } from './remind.ts';
import { reminders } from './reminders.ts';
import { resume } from './resume.ts';
import { settings } from './settings.ts';
import { pressSetup } from './setup/press-setup.ts';
import { setup } from './setup/setup.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { timezone } from './timezone.ts';
import { unmute } from './unmute.ts';
import { unsubscribe } from './unsubscribe.ts';
import { why } from './why.ts';

const LISTED = [
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
const pressHelp: PressHandler<CommandContext> = { action: 'help', handle: HELP.handle };

/** Every slash command, in the order in which `/help` names them. */
export const COMMANDS: readonly Command<CommandContext>[] = [...LISTED, HELP].map((command) => ({
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
