import type { Reply } from '../../src/features/call/command.ts';
import type { Control } from '../../src/model/message.ts';

/** One exchange of a transcript: what was typed, and the answer or refusal. */
export function exchange(typed: string, answer: Reply | string): string {
  if (typeof answer === 'string') return `## ${typed}\n\n_Refused, for the caller alone:_ ${answer}\n`;
  const { message } = answer;
  const cards = message.cards.map((card) => {
    const fields = card.fields.map(({ name, value }) => `**${name}**\n${value}`);
    return [`**${card.title}**`, card.description, ...fields, card.footer && `_${card.footer}_`]
      .filter((part) => typeof part === 'string')
      .map((part) => part.replaceAll('\n', '  \n'))
      .join('\n\n');
  });
  const buttons = message.controls.map((row) => row.map(control).join(' '));
  const whom = answer.private ? 'For the caller alone' : 'For the channel';
  return [`## ${typed}`, `_${whom}${answer.update ? ', in place' : ''}_`, `> ${message.content}`, ...cards, ...buttons]
    .join('\n\n')
    .concat('\n');
}

function control(control: Control): string {
  if (control.type === 'link') return '';
  if (control.type !== 'button') return `\`[${chosenIn(control).join(', ') || control.placeholder} ▾]\``;
  return `\`[${control.label}${control.disabled ? ' (off)' : ''}]\``;
}

/** What a select shows: what is chosen in it. */
function chosenIn(control: Exclude<Control, { type: 'button' | 'link' }>): readonly string[] {
  if (control.type !== 'select') return control.chosen ?? [];
  return control.options.filter(({ chosen }) => chosen).map(({ label }) => label);
}

/** A transcript that a person can read. */
export function transcript(title: string, exchanges: readonly string[]): string {
  return `# ${title}\n\n${exchanges.join('\n')}`;
}
