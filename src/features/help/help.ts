import { FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard, type Section } from '../../render/card/build-card.ts';
import { type Command, type CommandRoot, type CommandShape, type PressHandler, rootOf } from '../call/command.ts';
import { COMMAND_ROOTS } from '../call/command-roots.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/load-features.ts';
import { helpText } from './words.ts';

const SHAPE = {
  name: 'help',
  description: helpText('help'),
  options: [],
} as const satisfies CommandShape;

/** `/help`: every command with its description. */
const help: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(_call, context) {
    return { message: helpAnswer(await context.commandShapes()), private: true };
  },
};

/** Messages to managers have a button that leads to `/help`. */
const pressHelp: PressHandler<CommandContext> = {
  action: 'help',
  handle: async (call, context) => help.handle({ ...call, options: {} }, context),
};

export const feature: Feature = { commands: [help], presses: [pressHelp] };

function isFor(who: CommandRoot['for']): (shape: CommandShape) => boolean {
  return (shape) => rootOf(COMMAND_ROOTS, shape).for === who;
}

function helpAnswer(commands: readonly CommandShape[]): Message {
  const line = ({ name, description }: CommandShape) => helpText('helpCommand', { name, does: description });
  const card = buildCard({
    title: helpText('helpTitle'),
    rows: commands.filter(isFor('everyone')).map(line),
    sections: [
      ...managerSections(commands.filter(isFor('manage')).map(line)),
      { name: helpText('helpLeads'), rows: [helpText('helpLeadsText')] },
      { name: helpText('helpDates'), rows: [helpText('helpDatesText')] },
    ],
  });
  return buildAnswer(helpText('helpLine'), card);
}

/** The managers' commands are more than one field holds; each field ends with a whole line, and none is left out. */
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
