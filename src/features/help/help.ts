import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { type HelpEntry, helpAnswer } from './answer.ts';
import { helpText } from './words.ts';

const SHAPE: CommandShape = {
  name: 'help',
  description: helpText('help'),
  for: 'everyone',
  inDirect: true,
  options: [],
};

/** `/help`: the commands it is given and itself. */
export function makeHelp(others: readonly CommandShape[]): Command<CommandContext> {
  const entries: HelpEntry[] = [...others, SHAPE].map(({ name, description, for: whom }) => ({
    name,
    description,
    manage: whom === 'manage',
  }));
  return {
    shape: SHAPE,
    async handle() {
      return { message: helpAnswer(entries), private: true };
    },
  };
}
