import type { CommandRoot } from './command.ts';
import { callText } from './words.ts';

/** The words that commands begin with, in the order in which Discord and `/help` show them. */
export const COMMAND_ROOTS: readonly CommandRoot[] = [
  { name: 'dates', description: callText('rootDates'), for: 'everyone', inDirect: true },
  { name: 'remind', description: callText('rootRemind'), for: 'everyone', inDirect: true },
  { name: 'datewatch', description: callText('rootDatewatch'), for: 'manage', inDirect: false },
  { name: 'help', description: null, for: 'everyone', inDirect: true },
];
