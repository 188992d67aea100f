import type { Message } from '../../model/message.ts';
import { buildAnswer, buildCard, MAX_FIELD, type Section } from '../../render/card/build-card.ts';
import { helpText } from './words.ts';

/** A command as `/help` names it. */
export type HelpEntry = { readonly name: string; readonly description: string; readonly manage: boolean };

/** The answer to `/help`: every command with what it does. */
export function helpAnswer(commands: readonly HelpEntry[]): Message {
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
    if (open !== undefined && [...open, line].join('\n').length <= MAX_FIELD) open.push(line);
    else parts.push([line]);
  }
  return parts.map((rows, nth) => ({
    name: helpText(nth === 0 ? 'helpManage' : 'helpManageMore'),
    rows,
  }));
}
