import type { Command } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { remindersAnswer } from './reminders-answer.ts';
import { remindersPage } from './reminders-page.ts';
import { personalText } from './words.ts';

/** `/reminders`: what the caller is reminded of, to change or cancel it. */
export const reminders: Command<CommandContext> = {
  shape: {
    name: 'reminders',
    description: personalText('reminders'),
    for: 'everyone',
    inDirect: true,
    options: [],
  },
  async handle(call, context) {
    return { message: remindersAnswer(await remindersPage(0, call, context)), private: true };
  },
};
