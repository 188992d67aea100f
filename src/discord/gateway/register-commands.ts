import { createHash } from 'node:crypto';
import type { REST } from '@discordjs/rest';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { CommandShape, OptionShape } from '../../features/call/command.ts';

/** Keeps the print of the commands last registered over restarts. */
export type RegistrationMemory = {
  recall(): Promise<string | null>;
  remember(print: string): Promise<void>;
};

/**
 * How the registration ended. `taken over`: nothing was remembered, yet the application had commands already, so this
 * program, or another, has run with it before.
 */
export type Registration = 'written' | 'unchanged' | 'taken over';

/**
 * Replaces the application's global commands, but only when they differ from those last registered for this very
 * application: Discord allows 200 new commands a day, and every write empties its clients' caches.
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export async function registerCommands(
  rest: REST,
  application: string,
  shapes: readonly CommandShape[],
  memory: RegistrationMemory,
): Promise<Registration> {
  const body = shapes.map(describeCommand);
  const print = `${application} ${printOfCommands(body)}`;
  const known = await memory.recall();
  if (known === print) return 'unchanged';
  const there = known === null ? await rest.get(Routes.applicationCommands(application)) : [];
  await rest.put(Routes.applicationCommands(application), { body });
  await memory.remember(print);
  return Array.isArray(there) && there.length > 0 ? 'taken over' : 'written';
}

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
  // The library's type is a union by `type`, which a table of types cannot narrow; the emulator checks the commands
  // that are sent.
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

/** A print that shows whether commands have changed: the same shapes in any order have the same print. */
function printOfCommands(commands: readonly CommandBody[]): string {
  const sorted = [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
