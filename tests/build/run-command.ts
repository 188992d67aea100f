import { FEATURES } from '../../src/features/all-features.ts';
import {
  type CommandCall,
  CommandRefusal,
  type FormReply,
  type PressCall,
  type Reply,
} from '../../src/features/call/command.ts';
import type { CommandContext } from '../../src/features/call/context.ts';
import { loadFeatures } from '../../src/features/call/load-features.ts';
import type { Form } from '../../src/model/message.ts';

/** Everything people can ask for, as the program offers it. */
export const features = loadFeatures(FEATURES);

/** The answer of a command as the program offers it. */
export async function run(name: string, call: CommandCall, context: CommandContext): Promise<Reply> {
  return (await command(name)).handle(call, context);
}

/** The text of the refusal; fails when there is none. */
export async function refusal(name: string, call: CommandCall, context: CommandContext): Promise<string> {
  return refused(run(name, call, context));
}

/** The text with which an answer is refused; fails when it is not. */
export async function refused(asked: Promise<Reply>): Promise<string> {
  try {
    throw new Error(`It was answered: ${(await asked).message.content}`);
  } catch (error) {
    if (error instanceof CommandRefusal) return error.message;
    throw error;
  }
}

/** The answer to a press, a choice or a form sent off. */
export async function runPress(action: string, call: PressCall, context: CommandContext): Promise<Reply> {
  const answer = await pressed(action, call, context);
  if ('form' in answer) throw new Error(`${action} opened the form "${answer.form.title}"`);
  return answer;
}

/** The form that a press opens. */
export async function openForm(action: string, call: PressCall, context: CommandContext): Promise<Form> {
  const answer = await pressed(action, call, context);
  if ('form' in answer) return answer.form;
  throw new Error(`${action} opened no form: ${answer.message.content}`);
}

async function pressed(action: string, call: PressCall, context: CommandContext): Promise<Reply | FormReply> {
  const handler = await features.findPress(action);
  if (handler === null) throw new Error(`nothing answers ${action}`);
  return handler.handle(call, context);
}

export async function complete(
  name: string,
  option: string,
  typed: string,
  call: CommandCall,
  context: CommandContext,
) {
  const choices = await (await command(name)).complete?.(call, { name: option, typed }, context);
  return choices ?? [];
}

async function command(name: string) {
  const found = await features.findCommand(name);
  if (found === null) throw new Error(`no command is called ${name}`);
  return found;
}

/** Everything a message says, as one text. */
export function allText({ message }: Reply): string {
  const cards = message.cards.flatMap((card) => [
    card.title,
    card.description ?? '',
    ...card.fields.flatMap(({ name, value }) => [name, value]),
    card.footer ?? '',
  ]);
  return [message.content, ...cards].join('\n');
}
