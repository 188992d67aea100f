import { FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard, type Section } from '../../render/card/build-card.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
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

/** A command as `/help` names it. */
type HelpEntry = { readonly name: string; readonly description: string; readonly manage: boolean };

/** The answer to `/help`: every command with what it does. */
function helpAnswer(commands: readonly HelpEntry[]): Message {
  const line = ({ name, description }: HelpEntry) => helpText('helpCommand', { name, does: description });
  const card = buildCard({
    title: helpText('helpTitle'),
    rows: commands.filter(({ manage }) => !manage).map(line),
    sections: [
      ...managerSections(commands.filter(({ manage }) => manage).map(line)),
      { name: helpText('helpLeads'), rows: [helpText('helpLeadsText')] },
      { name: helpText('helpDates'), rows: [helpText('helpDatesText')] },
    ],
  });
  return buildAnswer(helpText('helpLine'), card);
}

/** Their commands are more than one field holds; each field ends with a whole line, and none is left out. */
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
