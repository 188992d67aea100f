import type { GuildId } from '../../model/subscription.ts';
import { missingPermissions } from './check-channel.ts';
import { type CommandCall, CommandRefusal } from './command.ts';
import { callText } from './words.ts';

/** The server a command was used in. Refuses direct messages. */
export function requireServer(call: CommandCall): GuildId {
  if (call.guild === null) throw new CommandRefusal(callText('needServer'));
  return call.guild;
}

/**
 * The server, for what only its managers may do. Discord hides such commands from others by `default_member_permissions`,
 * which a server can loosen for single members and roles; so it is looked at again here.
 */
export function requireManager(call: CommandCall): GuildId {
  const guild = requireServer(call);
  if (!call.mayManageServer) throw new CommandRefusal(callText('needManage'));
  return guild;
}

/**
 * Whether an answer about dates is for the caller alone. People ask for dates to talk about them, so the channel sees the
 * answer, except where the bot has not been given leave to write: an answer to a command would get around that.
 */
export function isForCallerAlone(call: CommandCall): boolean {
  const missing = missingPermissions(call.channel);
  return missing === null || missing.length > 0;
}
