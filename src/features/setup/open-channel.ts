import type { GuildId } from '../../model/subscription.ts';
import type { Call, CalledChannel, Reply } from '../call/command.ts';
import { CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { beginQuestions } from './ask-question.ts';
import { readCard } from './card-state.ts';
import { showCard } from './show-card.ts';
import { setupText } from './words.ts';

/**
 * Opens a channel, the one of the command or one that was chosen: its card or, where it gets nothing yet, the questions. Refuses one that the
 * person cannot see, or that did not arrive with the choice, since it is of another server.
 */
export async function openChannel(
  guild: GuildId,
  chosen: CalledChannel | undefined,
  wasChosen: boolean,
  call: Call,
  context: CommandContext,
): Promise<Reply> {
  if (chosen === undefined) throw new CommandRefusal(setupText('notHere'));
  if (chosen.callerMay !== null && !chosen.callerMay.has('ViewChannel')) throw new CommandRefusal(setupText('notSeen'));
  if ((await readCard(guild, chosen.id, context)) === null)
    return beginQuestions(guild, chosen, wasChosen, call, context);
  return showCard({ guild, channel: chosen.id }, call, context);
}
