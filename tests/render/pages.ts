import { join } from 'node:path';
import { expect } from 'vitest';
import type { Card, Message } from '../../src/model/message.ts';

/** A message for a person to read: the lock screen's line as a quotation, then its cards and buttons. */
export function page(title: string, message: Message): string {
  const buttons = message.controls.flat().flatMap((control) => {
    if (control.type === 'button' || control.type === 'link') return [`\`${control.label}\``];
    return [`\`${control.placeholder} ▾\``];
  });
  return [`## ${title}`, `> ${message.content}`, ...message.cards.map(cardPage), buttons.join(' ')]
    .filter(Boolean)
    .join('\n\n');
}

/** A card as a person reads it. */
export function cardPage(card: Card): string {
  const lines = [
    `**${card.title}**`,
    card.description,
    ...card.fields.map((field) => `**${field.name}** ${field.value}`),
    card.footer,
  ];
  return lines.filter((line) => line !== null).join('  \n');
}

/** Fails unless pages read as the reviewed snapshot. */
export async function expectPages(file: string, pages: readonly string[]): Promise<void> {
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'snapshots', file));
}
