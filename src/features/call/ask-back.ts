import { controlIds } from '../../model/control-id.ts';
import { SELECT_OPTIONS_MAX } from '../../model/discord-limits.ts';
import type { Control, Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import { buildButton } from '../../render/card/build-card.ts';
import {
  type Call,
  type Choice,
  CommandQuestion,
  CommandRefusal,
  type FormReply,
  type PressCall,
  type PressHandler,
  type Reply,
} from './command.ts';
import type { ShortMemory } from './short-memory.ts';
import { callText } from './words.ts';

/** A question that waits for its answer: whose it is, and what is done with the value chosen. */
export type OpenQuestion = {
  readonly user: UserId;
  readonly choices: readonly Choice[];
  go(value: string, press: PressCall): Promise<Reply | FormReply>;
};

/** Where questions wait. */
type Asking = { readonly questions: ShortMemory<OpenQuestion> };

/** A choice among the meanings of what was typed: `pick:<question>:<place of the choice>`. */
const PICK_IDS = controlIds('pick', 'question', 'at');

/** Most choices that are buttons; more are a select. */
const BUTTONS = 4;

/**
 * Answers a call or, where what was typed has several meanings, asks the caller which one: `chosen` makes the call anew
 * with the value of an option or field that they choose.
 */
export async function orAskBack<Asked extends Call, Answer extends Reply | FormReply>(
  call: Asked,
  context: Asking,
  chosen: (call: Asked, option: string, value: string) => Asked,
  answer: (call: Asked) => Promise<Answer>,
): Promise<Answer | Reply> {
  try {
    return await answer(call);
  } catch (error) {
    if (!(error instanceof CommandQuestion)) throw error;
    const { message: question, option, choices, inPlace } = error;
    const number = context.questions.nextNumber();
    context.questions.keep(number, {
      user: call.user,
      choices,
      go: (value, { mayManageServer }) =>
        orAskBack({ ...chosen(call, option, value), mayManageServer }, context, chosen, answer),
    });
    return { message: questionMessage(question, number, choices), private: true, update: inPlace };
  }
}

function questionMessage(question: string, number: number, choices: readonly Choice[]): Message {
  const shown = choices.slice(0, SELECT_OPTIONS_MAX);
  const buttons = (): Control[] =>
    shown.map(({ name }, at) => buildButton(PICK_IDS.write({ question: number, at }), name.slice(0, 80), false));
  const select = (): Control => ({
    type: 'select',
    id: PICK_IDS.write({ question: number, at: '' }),
    placeholder: callText('pick'),
    min: 1,
    max: 1,
    options: shown.map(({ name }, at) => ({ label: name, value: String(at), description: null, chosen: false })),
  });
  const row = shown.length <= BUTTONS ? buttons() : [select()];
  return { content: question, ping: null, cards: [], controls: [row], files: [] };
}

/** A choice below a question: what was asked for is done with it, in place of the question. */
const pressPick: PressHandler<Asking, Reply | FormReply> = {
  action: PICK_IDS.action,
  async handle(call, context) {
    const { question, at } = PICK_IDS.read(call.args);
    const open = context.questions.find(question);
    if (open === null) throw new CommandRefusal(callText('questionGone'));
    if (open.user !== call.user) throw new CommandRefusal(callText('questionOthers'));
    const choice = open.choices[Number(at === '' ? call.values[0] : at)];
    if (choice === undefined) throw new CommandRefusal(callText('questionGone'));
    const answer = await open.go(choice.value, call);
    context.questions.remove(question);
    return 'form' in answer ? answer : { ...answer, private: true, update: true };
  },
};

export const feature = { presses: [pressPick] };
