import { createHash } from 'node:crypto';
import type { REST } from '@discordjs/rest';
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import { type CommandRoot, type CommandShape, type OptionShape, rootOf } from '../../features/call/command.ts';

/** The commands that are offered, and the roots that they hang on. */
export type OfferedCommands = { readonly roots: readonly CommandRoot[]; readonly shapes: readonly CommandShape[] };

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
  commands: OfferedCommands,
  memory: RegistrationMemory,
): Promise<Registration> {
  const body = describeCommands(commands);
  const print = `${application} ${printOfCommands(body)}`;
  const known = await memory.recall();
  if (known === print) return 'unchanged';
  const there = known === null ? await rest.get(Routes.applicationCommands(application)) : [];
  await rest.put(Routes.applicationCommands(application), { body });
  await memory.remember(print);
  return Array.isArray(there) && there.length > 0 ? 'taken over' : 'written';
}

type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody | RESTPostAPIContextMenuApplicationCommandsJSONBody;
type OptionBody = APIApplicationCommandBasicOption | APIApplicationCommandSubcommandOption;

const TYPES = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  boolean: ApplicationCommandOptionType.Boolean,
  channel: ApplicationCommandOptionType.Channel,
  role: ApplicationCommandOptionType.Role,
} as const;

/**
 * The commands as Discord registers them, one for each root that has any: https://docs.discord.com/developers/interactions/application-commands#subcommands-and-subcommand-groups
 */
export function describeCommands({ roots, shapes }: OfferedCommands): CommandBody[] {
  const used = new Set(shapes.map((shape) => rootOf(roots, shape)));
  return [...used].map((root): CommandBody => {
    const head = {
      name: root.name,
      contexts: [InteractionContextType.Guild, ...(root.inDirect ? [InteractionContextType.BotDM] : [])],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      default_member_permissions: root.for === 'manage' ? String(PermissionFlagsBits.ManageGuild) : null,
    };
    // Discord takes neither a description nor options with these.
    if (root.kind === 'message') return { ...head, type: ApplicationCommandType.Message };
    return {
      ...head,
      type: ApplicationCommandType.ChatInput,
      description: shapes.find(({ name }) => name === root.name)?.description ?? root.description ?? '',
      options: shapes.filter((shape) => rootOf(roots, shape) === root).flatMap((shape) => describeUnder(root, shape)),
    };
  });
}

/** The options of a root that is a command itself; otherwise the command as a subcommand. */
function describeUnder(root: CommandRoot, { name, description, options }: CommandShape): OptionBody[] {
  const described = options.map(describeOption);
  if (name === root.name) return described;
  const subcommand = { type: ApplicationCommandOptionType.Subcommand, name: name.slice(root.name.length + 1) } as const;
  return [{ ...subcommand, description, options: described }];
}

function describeOption(shape: OptionShape): APIApplicationCommandBasicOption {
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
  } as APIApplicationCommandBasicOption;
}

/** A print that shows whether commands have changed: the same shapes in any order have the same print. */
function printOfCommands(commands: readonly CommandBody[]): string {
  const sorted = [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
