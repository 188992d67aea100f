import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCard, firstThatFits } from '../../src/render/card/build-card.ts';

/** What Discord counts of a card: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
function size(card: ReturnType<typeof buildCard>): number {
  const fields = card.fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return card.title.length + (card.description?.length ?? 0) + fields + (card.footer?.length ?? 0);
}

test('a card of an answer has what it was given where all of it fits', () => {
  const card = buildCard({
    title: 'Title',
    rows: ['one', 'two'],
    sections: [{ name: 'Name', rows: ['three'], inline: true }],
    footer: 'Foot',
  });
  expect(card).toMatchObject({
    title: 'Title',
    description: 'one\ntwo',
    fields: [{ name: 'Name', value: 'three', inline: true }],
    footer: 'Foot',
  });
});

test('a card of an answer has no description without rows, and no section without any', () => {
  const card = buildCard({ title: 'Title', sections: [{ name: 'Empty', rows: [] }] });
  expect(card.description).toBeNull();
  expect(card.fields).toEqual([]);
});

test('a card of an answer counts the rows that do not fit, and never cuts one', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i} ${'x'.repeat(98)}`);
  const [field] = buildCard({ title: 'Title', sections: [{ name: 'Name', rows }] }).fields;
  const lines = field?.value.split('\n') ?? [];
  const kept = lines.slice(0, -1);
  expect(kept).toEqual(rows.slice(0, kept.length));
  expect(lines.at(-1)).toBe(`… and ${30 - kept.length} more`);
});

test('a card of an answer gives room to what comes first', () => {
  const long = Array.from({ length: 60 }, () => 'x'.repeat(100));
  const sections = Array.from({ length: 8 }, (_, i) => ({ name: `Section ${i}`, rows: long }));
  const card = buildCard({ title: 'Title', rows: long, sections });
  expect(card.description?.length).toBeGreaterThan(3800);
  expect(card.fields[0]?.value.length).toBeGreaterThan(900);
  expect(card.fields.length).toBeLessThan(8);
});

test('a card of an answer stands out in colour where it asks for attention', () => {
  const quiet = buildCard({ title: 'Title' });
  expect(buildCard({ title: 'Title', attention: true }).colour).not.toBe(quiet.colour);
});

test('a card of an answer stays within Discord’s limits for any rows', () => {
  const rows = fc.array(fc.string({ maxLength: 600 }), { maxLength: 40 });
  const sections = fc.array(fc.record({ name: fc.string({ minLength: 1, maxLength: 60 }), rows }), { maxLength: 12 });
  fc.assert(
    fc.property(rows, sections, fc.string({ maxLength: 200 }), (lines, parts, footer) => {
      const card = buildCard({ title: 'Title', rows: lines, sections: parts, footer });
      expect(size(card)).toBeLessThanOrEqual(6000);
      expect(card.description ?? 'x').not.toBe('');
      for (const { value } of card.fields) {
        expect(value.length).toBeGreaterThan(0);
        expect(value.length).toBeLessThanOrEqual(1024);
      }
    }),
    { numRuns: 200 },
  );
});

test('a line for the lock screen is the first of those given that has at most 110 characters', () => {
  expect(firstThatFits('x'.repeat(111), 'y'.repeat(110), 'z')).toBe('y'.repeat(110));
});

test('a line for the lock screen is the last one cut where none fits', () => {
  expect(firstThatFits('x'.repeat(200), 'y'.repeat(200))).toBe('y'.repeat(110));
});
