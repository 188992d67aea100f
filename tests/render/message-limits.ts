import { expect } from 'vitest';
import type { Card, Message } from '../../src/model/message.ts';
import { workingInPlain, workingMarkdown } from './working-markdown.ts';

/** All texts of a card. */
export function textsOf(card: Card): string[] {
  return [card.title, card.description, card.footer, ...card.fields.flatMap(({ name, value }) => [name, value])].filter(
    (part) => part !== null,
  );
}

/**
 * Fails unless a card keeps Discord's limits, counted in UTF-16 units, and says something in every field.
 * https://docs.discord.com/developers/resources/message#embed-object-embed-limits
 */
export function expectCardLimits(card: Card): void {
  expect(card.title.trim().length).toBeGreaterThan(0);
  expect(card.title.length).toBeLessThanOrEqual(256);
  expect(card.description?.length ?? 1).toBeLessThanOrEqual(4096);
  expect(card.footer?.length ?? 1).toBeLessThanOrEqual(2048);
  expect(card.fields.length).toBeLessThanOrEqual(25);
  for (const { name, value } of card.fields) {
    expect(name.trim().length).toBeGreaterThan(0);
    expect(name.length).toBeLessThanOrEqual(256);
    expect(value.trim().length).toBeGreaterThan(0);
    expect(value.length).toBeLessThanOrEqual(1024);
  }
}

/** Fails unless a message keeps Discord's limits and the product's own: 110 on the lock screen, 5,500 in cards. */
export function expectMessageLimits(message: Message): void {
  expect(message.content.length).toBeGreaterThan(0);
  expect(message.content.length).toBeLessThanOrEqual(110);
  expect(workingInPlain(message.content)).toEqual([]);
  expect(message.cards.length).toBeGreaterThan(0);
  expect(message.cards.length).toBeLessThanOrEqual(10);
  for (const card of message.cards) expectCardLimits(card);
  expect(message.cards.flatMap(textsOf).join('').length).toBeLessThanOrEqual(5500);
  const ids = message.controls.flat().map((control) => (control.type === 'link' ? control.url : control.id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const row of message.controls) expect(row.length).toBeLessThanOrEqual(5);
  for (const control of message.controls.flat()) {
    if (control.type !== 'button') continue;
    expect(control.id.length).toBeLessThanOrEqual(100);
    expect(control.label.trim().length).toBeGreaterThan(0);
    expect(control.label.length).toBeLessThanOrEqual(80);
  }
}

/**
 * Our own timestamps, small print, struck dates, bold words and links to https sources are meant to work; nothing else in a
 * card may.
 */
export function unmeantMarkdown(card: Card): string[] {
  const [title, ...rest] = textsOf(card);
  return [title ?? '', ...rest.flatMap((part) => part.split('\n').map(withoutOurs))].flatMap(workingMarkdown);
}

/** One line of ours without the markdown that is meant to work in it. */
export function withoutOurs(line: string): string {
  return line
    .replace(/^-# /, '')
    .replace(/(?<!\\)<t:\d+:[FfR]>/g, '')
    .replace(/(?<!\\)\[[^\]\\]*\]\(https:\/\/[^\s()<>]+\)/g, '')
    .replace(/^~~((?:\\~|~(?!~)|[^~])*)~~/, '$1')
    .replace(/(?<=^| · | → )\*\*((?:\\.|[^*\\])*)\*\*/g, '$1');
}
