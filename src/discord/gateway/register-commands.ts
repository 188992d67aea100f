import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { CommandShape } from '../../features/call/command.ts';
import { describeCommand, printOfCommands } from './describe-command.ts';

/** Where the print of the commands last registered is kept over restarts. */
export type RegistrationMemory = {
  recall(): Promise<string | null>;
  remember(print: string): Promise<void>;
};

/**
 * Replaces the application's global commands, but only when they differ from what was last registered for this very
 * application: Discord allows 200 new commands a day, and every write empties its clients' caches.
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export async function registerCommands(
  rest: REST,
  application: string,
  shapes: readonly CommandShape[],
  memory: RegistrationMemory,
): Promise<'written' | 'unchanged'> {
  const body = shapes.map(describeCommand);
  const print = `${application} ${printOfCommands(body)}`;
  if ((await memory.recall()) === print) return 'unchanged';
  await rest.put(Routes.applicationCommands(application), { body });
  await memory.remember(print);
  return 'written';
}
