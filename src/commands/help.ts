import { type HelpEntry, helpAnswer } from '../render/answers/help-answer.ts';
import type { Command, CommandShape } from './command.ts';
import type { CommandContext } from './context.ts';

const SHAPE: CommandShape = {
  name: 'help',
  description: 'What I can do, and how to write reminders',
  for: 'everyone',
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
