import { controlIds } from '../../model/control-id.ts';
import { FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { Message } from '../../model/message.ts';
import { buildAnswer, buildButton, buildCard, type Section } from '../../render/card/build-card.ts';
import {
  type Call,
  type Command,
  type CommandRoot,
  type CommandShape,
  type PressHandler,
  rootOf,
} from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { COMMAND_ROOTS, commandName } from '../call/offer-command.ts';
import type { Feature } from '../call/offer-feature.ts';
import { helpText } from './words.ts';

const SHAPE = { name: 'help', description: helpText('help'), options: [] } as const satisfies CommandShape;

/** The ids of the buttons that lead to help: `help`, and `help:all` for every command. */
const HELP_IDS = controlIds('help', 'what');

/** `/help`: what to type for the commonest wishes, on one screen of a phone, and a button for the rest. */
const help: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  handle: async (call) => ({ message: helpAnswer(call), private: true }),
};

/** All commands; or, below messages to managers, the same as `/help`. */
const pressHelp: PressHandler<CommandContext> = {
  action: HELP_IDS.action,
  async handle(call, context) {
    if (HELP_IDS.read(call.args).what !== 'all') return { message: helpAnswer(call), private: true };
    return { message: everythingAnswer(await context.commandShapes()), private: true, update: true };
  },
};

export const feature: Feature = { commands: [help], presses: [pressHelp] };

/** Managers set channels up; others look dates up. */
function helpAnswer({ mayManageServer }: Pick<Call, 'mayManageServer'>): Message {
  const card = buildCard({
    title: helpText('helpTitle'),
    rows: [helpText('helpNext'), helpText('helpRemind'), helpText(mayManageServer ? 'helpSetup' : 'helpShow')],
  });
  const all = buildButton(HELP_IDS.write({ what: 'all' }), helpText('helpAll'), false);
  return buildAnswer(helpText('helpLine'), card, [[all]]);
}

function everythingAnswer(commands: readonly CommandShape[]): Message {
  const linesOf = (who: CommandRoot['for'], kind: CommandRoot['kind']) =>
    commands
      .filter((shape) => {
        const root = rootOf(COMMAND_ROOTS, shape);
        return root.for === who && root.kind === kind;
      })
      .map((shape) => helpText('helpCommand', { name: commandName(shape), does: shape.description }));
  const card = buildCard({
    title: helpText('helpAll'),
    rows: linesOf('everyone', 'slash'),
    sections: [
      { name: helpText('helpMessages'), rows: linesOf('everyone', 'message') },
      ...managerSections(linesOf('manage', 'slash')),
      { name: helpText('helpLeads'), rows: [helpText('helpLeadsText')] },
      { name: helpText('helpDates'), rows: [helpText('helpDatesText')] },
    ],
  });
  return buildAnswer(helpText('helpAllLine'), card);
}

/** The managers' commands may be more than one field holds; each field ends with a whole line, and none is left out. */
function managerSections(lines: readonly string[]): Section[] {
  const parts: string[][] = [];
  for (const line of lines) {
    const open = parts.at(-1);
    if (open !== undefined && [...open, line].join('\n').length <= FIELD_VALUE_MAX) open.push(line);
    else parts.push([line]);
  }
  return parts.map((rows, nth) => ({
    name: helpText(nth === 0 ? 'helpManage' : 'helpManageMore'),
    rows,
  }));
}
