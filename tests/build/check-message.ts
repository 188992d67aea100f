import { expect } from 'vitest';
import type { Reply } from '../../src/features/call/command.ts';
import { allText } from './run-command.ts';

/** Fails where Discord would refuse the answer, or where text of the list could do something in it. */
export function expectSound(reply: Reply): void {
  const { message } = reply;
  expect(message.content.length).toBeGreaterThan(0);
  expect(message.content.length).toBeLessThanOrEqual(130);
  expect(message.content).not.toMatch(/<[@#t]|\*\*|`|\n/);
  expect(message.ping).toBeNull();
  // https://docs.discord.com/developers/resources/message#embed-object-embed-limits
  let total = 0;
  for (const card of message.cards) {
    expect(card.title.length).toBeLessThanOrEqual(256);
    if (card.description !== null) expect(card.description).not.toBe('');
    expect(card.description?.length ?? 0).toBeLessThanOrEqual(4096);
    expect(card.fields.length).toBeLessThanOrEqual(25);
    for (const { name, value } of card.fields) {
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(256);
      expect(value.length).toBeGreaterThan(0);
      expect(value.length).toBeLessThanOrEqual(1024);
      total += name.length + value.length;
    }
    total += card.title.length + (card.description?.length ?? 0) + (card.footer?.length ?? 0);
  }
  expect(total).toBeLessThanOrEqual(6000);
  const ids = message.controls.flat().map((control) => (control.type === 'link' ? control.url : control.id));
  expect(new Set(ids).size).toBe(ids.length);
  // Of ids, and of a link's address: https://docs.discord.com/developers/components/reference#button
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(id.startsWith('https://') ? 512 : 100);
  expect(message.controls.length).toBeLessThanOrEqual(5);
  for (const row of message.controls) expect(row.length).toBeLessThanOrEqual(5);
  // Discord's own name of a permission, in our own words beside it.
  const text = allText(reply).replaceAll('Mention @everyone, @here, and All Roles', '');
  expect(text).not.toContain('@everyone');
  expect(text).not.toMatch(/(?<!\\)\[[^\]]*\]\(https/);
  expect(text).not.toContain('https://evil');
  expect(text).not.toMatch(/(?<!\\)<(t:0|@&666)/);
  expect(text).not.toMatch(/(?<!\\)\|\|/);
}
