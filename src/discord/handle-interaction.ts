import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  ApplicationCommandType,
  InteractionType,
} from 'discord-api-types/v10';
import { CommandRefusal, type PressCall, type Reply } from '../commands/command.ts';
import { answerChoices, answerReply } from './answer-interaction.ts';
import type { Desk } from './desk.ts';
import type { AnswerDesk } from './post-callback.ts';
import { readCall, readChannels, readOptions, readRoles } from './read-call.ts';

const IN_SERVERS_ONLY = 'This works in servers only. Add the bot to a server and use the command in a channel there.';
const OLD_COMMAND =
  'This command is no longer known here. Type / to see the commands there are; a new one may take a minute to show.';
const OLD_CONTROL =
  'This control belongs to an older version and no longer works. Use the command again for a fresh one.';
const FOR_MANAGERS = 'This command is for members with the "Manage Server" permission. Nothing was changed.';
const NOT_UNDERSTOOD = 'This kind of command is not known here. Type / to see the commands there are.';

/**
 * Answers one raw interaction: exactly one answer, within Discord's three seconds, whatever the handler does. Resolves when
 * the answer is out (or given up, which is logged) and never rejects.
 */
export function makeInteractionHandler<Context>(
  desk: Desk<Context>,
  way: AnswerDesk,
): (raw: APIInteraction) => Promise<void> {
  const commands = new Map(desk.commands.map((command) => [command.shape.name, command]));
  const presses = new Map(desk.presses.map((press) => [press.action, press]));

  const command = async (raw: APIChatInputApplicationCommandInteraction): Promise<Reply> => {
    const known = commands.get(raw.data.name);
    if (raw.guild_id === undefined) throw new CommandRefusal(IN_SERVERS_ONLY);
    if (known === undefined) throw new CommandRefusal(OLD_COMMAND);
    const call = readCall(raw, readOptions(raw.data.options, raw.data.resolved, raw.guild_id));
    // `default_member_permissions` is only a default, which a server's administrators can change.
    if (known.shape.for === 'manage' && !call.mayManageServer) throw new CommandRefusal(FOR_MANAGERS);
    return known.handle(call, desk.context);
  };

  const complete = async (raw: APIApplicationCommandAutocompleteInteraction) => {
    const known = commands.get(raw.data.name);
    const focused = raw.data.options.find((option) => 'focused' in option && option.focused === true);
    if (known?.complete === undefined || focused === undefined || !('value' in focused)) return [];
    const call = readCall(raw, readOptions(raw.data.options, raw.data.resolved, raw.guild_id));
    return known.complete(call, { name: focused.name, typed: String(focused.value) }, desk.context);
  };

  const press = async (raw: APIMessageComponentInteraction): Promise<Reply> => {
    const { action, args } = readControlId(raw.data.custom_id);
    const known = presses.get(action);
    if (raw.guild_id === undefined) throw new CommandRefusal(IN_SERVERS_ONLY);
    if (known === undefined) throw new CommandRefusal(OLD_CONTROL);
    return known.handle(readPress(raw, args), desk.context);
  };

  return async (raw) => {
    switch (raw.type) {
      case InteractionType.ApplicationCommand:
        return await answerReply(way, raw, 'command', isChatInput(raw) ? () => command(raw) : refuse(NOT_UNDERSTOOD));
      case InteractionType.ApplicationCommandAutocomplete:
        return await answerChoices(way, raw, () => complete(raw));
      case InteractionType.MessageComponent:
        return await answerReply(way, raw, 'press', () => press(raw));
      case InteractionType.ModalSubmit:
        return await answerReply(way, raw, 'command', refuse(OLD_CONTROL));
      default:
        return undefined;
    }
  };
}

function isChatInput(raw: APIInteraction): raw is APIChatInputApplicationCommandInteraction {
  return raw.type === InteractionType.ApplicationCommand && raw.data.type === ApplicationCommandType.ChatInput;
}

function refuse(text: string): () => Promise<Reply> {
  return () => Promise.reject(new CommandRefusal(text));
}

/** `action:arg:arg~mark`, where the mark (a post's nonce) is no argument. */
export function readControlId(id: string): { readonly action: string; readonly args: readonly string[] } {
  const end = id.lastIndexOf('~');
  const [action = '', ...args] = (end === -1 ? id : id.slice(0, end)).split(':');
  return { action, args };
}

function readPress(raw: APIMessageComponentInteraction, args: readonly string[]): PressCall {
  const values = 'values' in raw.data ? raw.data.values : [];
  const resolved = 'resolved' in raw.data ? raw.data.resolved : undefined;
  return {
    ...readCall(raw, {}),
    args,
    values,
    chosenChannels: readChannels(values, resolved),
    chosenRoles: readRoles(values, resolved, raw.guild_id),
  };
}
