import { markReplay } from '../render/answers/mark-replay.ts';
import { changes } from './changes.ts';
import type { Command, PressHandler, Reply } from './command.ts';
import type { CommandContext } from './context.ts';
import { event } from './event.ts';
import { events } from './events.ts';
import { makeHelp } from './help.ts';
import { next } from './next.ts';
import { notices } from './notices.ts';
import { pressChanges } from './press-changes.ts';
import { pressDetails } from './press-details.ts';
import { pressPage } from './press-page.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { unsubscribe } from './unsubscribe.ts';

const LISTED = [next, events, event, changes, subscribe, unsubscribe, subscriptions, notices, settings, status];

const HELP = makeHelp(LISTED.map((command) => command.shape));
/** Words to managers have a button that leads to `/help`. */
const pressHelp: PressHandler<CommandContext> = { action: 'help', handle: HELP.handle };

/** Every slash command, in the order in which `/help` names them. */
export const COMMANDS: readonly Command<CommandContext>[] = [...LISTED, HELP].map((command) => ({
  ...command,
  handle: async (call, context) => marked(await command.handle(call, context), context),
}));

/** Everything that answers to a press on a button. */
export const PRESSES: readonly PressHandler<CommandContext>[] = [pressDetails, pressPage, pressChanges, pressHelp].map(
  (press) => ({
    ...press,
    handle: async (call, context) => marked(await press.handle(call, context), context),
  }),
);

/** In a replay every answer says so first, whoever wrote it. */
function marked(reply: Reply, context: CommandContext): Reply {
  return context.state().replay ? { ...reply, message: markReplay(reply.message) } : reply;
}
