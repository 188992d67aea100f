import type { Message } from '../../model/message.ts';
import { text } from '../text.ts';
import { buildAnswer, buildCard } from './build-card.ts';

/** A command as `/help` names it. */
export type HelpEntry = { readonly name: string; readonly description: string; readonly manage: boolean };

/** The answer to `/help`: every command with what it does. */
export function helpAnswer(commands: readonly HelpEntry[]): Message {
  const line = ({ name, description }: HelpEntry) => text('answers.helpCommand', { name, does: description });
  const card = buildCard({
    title: text('answers.helpTitle'),
    rows: commands.filter(({ manage }) => !manage).map(line),
    sections: [
      { name: text('answers.helpManage'), rows: commands.filter(({ manage }) => manage).map(line) },
      { name: text('answers.helpLeads'), rows: [text('answers.helpLeadsText')] },
      { name: text('answers.helpDates'), rows: [text('answers.helpDatesText')] },
    ],
  });
  return buildAnswer(text('answers.helpLine'), card);
}
