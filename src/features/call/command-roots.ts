import { type CommandRoot, type CommandShape, rootOf } from './command.ts';
import { callText } from './words.ts';

/** The words that commands begin with, in the order in which Discord and `/help` show them. */
export const COMMAND_ROOTS: readonly CommandRoot[] = [
  { name: 'dates', kind: 'slash', description: callText('rootDates'), for: 'everyone', inDirect: true },
  { name: 'remind', kind: 'slash', description: callText('rootRemind'), for: 'everyone', inDirect: true },
  { name: 'datewatch', kind: 'slash', description: callText('rootDatewatch'), for: 'manage', inDirect: false },
  { name: 'help', kind: 'slash', description: null, for: 'everyone', inDirect: true },
  { name: 'Remind me about this', kind: 'message', description: null, for: 'everyone', inDirect: true },
  { name: 'Why was this posted?', kind: 'message', description: null, for: 'everyone', inDirect: true },
];

/** A command as texts name it, in markdown: `/dates next`, or a message command by its name in the menu. */
export function commandName(shape: Pick<CommandShape, 'name'>): string {
  return rootOf(COMMAND_ROOTS, shape).kind === 'message' ? `**${shape.name}**` : `\`/${shape.name}\``;
}
