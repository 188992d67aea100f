import { type HelpEntry, helpAnswer } from '../render/answers/help-answer.ts';
import { text } from '../render/text.ts';
import type { Command, CommandShape } from './command.ts';
import type { CommandContext } from './context.ts';

const SHAPE: CommandShape = {
  name: 'help',
  description: text('commands.help'),
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
