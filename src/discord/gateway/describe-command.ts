import { createHash } from 'node:crypto';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { CommandShape, OptionShape } from '../../features/call/command.ts';

type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;
type OptionBody = NonNullable<CommandBody['options']>[number];

const TYPES = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  boolean: ApplicationCommandOptionType.Boolean,
  channel: ApplicationCommandOptionType.Channel,
  role: ApplicationCommandOptionType.Role,
} as const;

/** A shape as Discord registers it: https://docs.discord.com/developers/interactions/application-commands#create-global-application-command */
export function describeCommand(shape: CommandShape): CommandBody {
  const { name, description, inDirect, options } = shape;
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description,
    contexts: [InteractionContextType.Guild, ...(inDirect === true ? [InteractionContextType.BotDM] : [])],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: shape.for === 'manage' ? String(PermissionFlagsBits.ManageGuild) : null,
    options: options.map(describeOption),
  };
}

function describeOption(shape: OptionShape): OptionBody {
  const { name, description, required, min, max, maxLength, autocomplete, choices } = shape;
  const integer = shape.type === 'integer';
  // The library's type is a union by `type`, which a table of types cannot narrow; the emulator checks what is sent.
  return {
    type: TYPES[shape.type],
    name,
    description,
    ...(required === true ? { required } : {}),
    ...(integer && min !== undefined ? { min_value: min } : {}),
    ...(integer && max !== undefined ? { max_value: max } : {}),
    ...(shape.type === 'string' && maxLength !== undefined ? { max_length: maxLength } : {}),
    ...(autocomplete === true ? { autocomplete } : {}),
    ...(choices === undefined
      ? {}
      : { choices: choices.map((choice) => ({ name: choice.name, value: choice.value })) }),
  } as OptionBody;
}

/** What tells whether commands have changed: the same shapes in any order have the same print. */
export function printOfCommands(commands: readonly CommandBody[]): string {
  const sorted = [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
