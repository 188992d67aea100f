import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { asPublished, readDatesJson } from '../../src/publish/dates-data.ts';
import { datesSchemaJson } from '../../src/publish/dates-shape.ts';
import { z } from '../../src/yaml/load-zod.ts';
import { readAutumn } from '../build/autumn-list.ts';
import { publicationOf, textOf } from '../build/build-publication.ts';

const list = (day: string) => `covers: Made dates
zone: UTC
sources: { office: { name: "Office <b>&amp;</b>" } }
events:
  - { id: filing, title: "Filing & <script>", due: ${day}, source: office, published: 2027-01-02, topics: [tax] }
`;
const [JAN, FEB, MAR] = [Date.UTC(2027, 0, 5, 10), Date.UTC(2027, 1, 5, 10), Date.UTC(2027, 2, 5, 10)];
const STEPS = [
  [JAN, list('2027-04-15')],
  [FEB, list('2027-05-20')],
  [MAR, list('2027-05-10')],
] as const;

const entriesOf = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true);
  const { feed } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' }).parse(text);
  return { feed, entries: (feed.entry ?? []) as Record<string, string>[] };
};

test('the changes are an Atom feed, newest first, with old and new dates and their source', () => {
  const { feed, entries } = entriesOf(
    textOf(publicationOf(STEPS, MAR, { address: 'https://example.org/d/' }), 'changes.atom'),
  );
  expect(feed.title).toBe('Made dates: changes');
  expect(feed.updated).toBe('2027-03-05T10:00:00.000Z');
  expect(entries.map(({ title, updated }) => [title, updated])).toEqual([
    ['Filing &#38; &#60;script&#62;: earlier', '2027-03-05T10:00:00.000Z'],
    ['Filing &#38; &#60;script&#62;: later', '2027-02-05T10:00:00.000Z'],
  ]);
  expect(JSON.stringify(entries[1])).toContain('due Thu 15 Apr → due Thu 20 May · Office');
  expect(JSON.stringify(entries[0])).toContain('https://example.org/d/#filing');
});

test('a change keeps its id in the feed when others follow it', () => {
  const ids = (count: number) =>
    entriesOf(textOf(publicationOf(STEPS.slice(0, count), MAR), 'changes.atom')).entries.map(({ id }) => id);
  expect(ids(3).slice(1)).toEqual(ids(2));
  expect(new Set(ids(3)).size).toBe(2);
  expect(ids(3)[0]).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
});

test('the data of a list with every form of date fit their schema, and are read back as they were', () => {
  const autumn = readAutumn();
  const text = textOf(publicationOf([[JAN, autumn]], MAR), 'dates.json');
  const schema = z.fromJSONSchema(JSON.parse(datesSchemaJson()));
  expect(schema.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
  expect(schema.safeParse({ ...JSON.parse(text), version: 2 }).success).toBe(false);
  expect(readDatesJson(text)?.events.map(({ event }) => event)).toEqual(autumn.events.map(asPublished));
});

test('the data say nothing of the files of the list, and keep the changes for the next publication', () => {
  const publication = publicationOf(STEPS, MAR);
  const text = textOf(publication, 'dates.json');
  expect(text).not.toContain('made.yaml');
  expect(readDatesJson(text)?.changes).toEqual(publication.changes);
});

test('data of another version, or that are none, are not read', () => {
  const text = textOf(publicationOf(STEPS, MAR), 'dates.json');
  expect(readDatesJson(text.replace('"version": 1', '"version": 2'))).toBeNull();
  expect(readDatesJson('{"events": ')).toBeNull();
});

test('the badges name the next date and the day of the last change', () => {
  const next = textOf(publicationOf(STEPS, MAR), 'badge-next.svg');
  expect(XMLValidator.validate(next)).toBe(true);
  expect(next).toContain('<title>next date: 10 May 2027 · Filing &#38; &#60;script&#62;</title>');
  expect(textOf(publicationOf(STEPS, MAR), 'badge-updated.svg')).toContain(
    '<title>dates updated: 5 March 2027</title>',
  );
  expect(textOf(publicationOf(STEPS, Date.UTC(2028, 0, 1)), 'badge-next.svg')).toContain('next date: none ahead');
});
