import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../emulator/world/world.ts';
import { readLine, readMessage } from './read-cards.ts';

/** A message as Discord keeps it, with buttons below. */
function stored(content: string, embeds: readonly { title: string; description: string }[], id = 'details:made-1~abc') {
  const components = [{ type: 1, components: [{ type: 2, custom_id: id }] }];
  return { id: 'm', channelId: 'c', createdMs: 5, content, embeds, components } as unknown as StoredMessage;
}

const REMINDER = 'Made-up filing \\#1 · threatened';
const CARD = '<t:1777896000:F>\n-# was due Mon 4 May, 9:30 a.m. New York · Only source: Office, 1 Mar';

test('a reminder is read by its title, its moment, its small print and its line', () => {
  const line = 'Threatened: Made-up filing #1 in 1 hour, Mon 4 May, 12:00 UTC.';
  const seen = readMessage(stored(`20 minutes late. ${line}`, [{ title: REMINDER, description: CARD }]));
  expect(seen).toMatchObject({ mark: 'abc', changes: [] });
  expect(seen?.cards).toEqual([
    {
      number: 1,
      title: 'Made-up filing #1',
      shown: 1_777_896_000_000,
      date: '<t:1777896000:F>',
      certainty: 'threatened',
      belated: 'was due Mon 4 May, 9:30 a.m. New York',
      head: '20 minutes late',
      line,
    },
  ]);
});

test('of several cards each has its own words of the line, or none where it is only counted', () => {
  const content = 'Made-up filing #1 closes in 1 hour · Made-up filing #12 in 2 hours (threatened) · 1 more';
  expect(readLine(content, 1).line).toBe('Made-up filing #1 closes in 1 hour');
  expect(readLine(content, 12).line).toBe('Made-up filing #12 in 2 hours (threatened)');
  expect(readLine(content, 2).line).toBeNull();
});

test('the mark of a message with several cards is in its select', () => {
  const cards = [1, 2].map((n) => ({ title: `Made-up filing #${n}`, description: CARD }));
  expect(readMessage(stored('Made-up filing #1 closes in 1 hour', cards, 'details:~abc'))?.mark).toBe('abc');
});

describe('what a card is', () => {
  test.each([
    ['a date that was corrected', '~~<t:1777896000:F>~~ → **cancelled**', '~~<t:1777896000:F>~~ → **cancelled**'],
    ['a day', 'Mon 4 May 2026, UTC; hour not given\n-# Office', 'Mon 4 May 2026, UTC; hour not given'],
    ['a date below a note', 'Possibly repeated: I could not see.\n<t:1777896000:F>', '<t:1777896000:F>'],
  ])('a card is read as %s', (_, description, date) => {
    const title = 'Made-up filing \\#1, edition 2';
    expect(readMessage(stored('', [{ title, description }]))?.cards).toEqual([
      expect.objectContaining({ title: 'Made-up filing #1, edition 2', certainty: 'confirmed', date }),
    ]);
  });

  test('a title that says what has changed is that of a notice', () => {
    const seen = readMessage(stored('', [{ title: 'Made-up filing \\#1 · later', description: '~~1~~ → **2**' }]));
    expect(seen).toMatchObject({ cards: [], changes: [1] });
  });
});
