import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { remindersAnswer } from './reminders-answer.ts';
import { remindersPage } from './reminders-page.ts';
import { personalText } from './words.ts';

const SHAPE = {
  name: 'reminders',
  description: personalText('reminders'),
  for: 'everyone',
  inDirect: true,
  options: [],
} as const satisfies CommandShape;

/** `/reminders`: what the caller is reminded of, to change or cancel it. */
export const reminders: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    return { message: remindersAnswer(await remindersPage(0, call, context)), private: true };
  },
};
