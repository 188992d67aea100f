import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { DATE_FORMS } from '../../src/list/parse/date-shape.ts';
import { listSchemaJson } from '../../src/list/parse/list-shape.ts';
import { parseList } from '../../src/list/parse/parse-list.ts';
import { eventText, listText } from '../build/list-texts.ts';

const DATA = join(import.meta.dirname, '../../data');
const schema = JSON.parse(listSchemaJson()) as z.core.JSONSchema.JSONSchema;
/** An independent reading of the JSON Schema, as an editor would do it. */
const byEditor = z.fromJSONSchema(schema);

function template(): string {
  return readFileSync(join(DATA, 'events.template.yaml'), 'utf8');
}

/** As people do: one `#` taken away before every field. */
function withAllFields(): string {
  return template().replace(/^( *)#(?=[a-zA-Z-])/gm, '$1');
}

describe('the JSON Schema for editors', () => {
  test('the schema lies beside the lists as the shapes make it (if not: npm run schema)', () => {
    expect(readFileSync(join(DATA, 'datewatch.schema.json'), 'utf8')).toBe(listSchemaJson());
  });

  test.each(readdirSync(DATA).filter((name) => name.endsWith('.yaml')))(
    'the list %s names the schema in its first line and fits it',
    (name) => {
      const text = readFileSync(join(DATA, name), 'utf8');
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./datewatch.schema.json');
      expect(byEditor.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
    },
  );

  test('the schema describes every field', () => {
    const bare: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'properties') {
          for (const [name, field] of Object.entries(inner as Record<string, Record<string, unknown>>)) {
            if (field['description'] === undefined && field['$ref'] === undefined && field['allOf'] === undefined)
              bare.push(`${path}.${name}`);
          }
        }
        walk(inner, `${path}.${key}`);
      }
    };
    walk(schema, '');
    expect(bare).toEqual([]);
  });

  test.each([
    ['a good event', '{ on: 2025-11-01 }', '', true],
    ['two forms of a date at once', '{ on: 2025-11-01, starting: 2025-11-02 }', '', false],
    ['`from` alone', '{ from: 2025-11-01 }', '', false],
    ['a range', '{ from: 2025-11-01, through: 2025-11-02 }', '', true],
    ['a minute where a day is due', '{ on: 2025-11-01 14:00 }', '', false],
    ['a deadline to the day', '{ due: 2025-11-01 }', '', true],
    ['a deadline at 5 p.m.', '{ due: 2025-11-01 5 p.m. }', '', true],
    ['a deadline with seconds', '{ closes: 2025-11-01 23:59:59 }', '', true],
    ['13 p.m.', '{ at: 2025-11-01 13 p.m. }', '', false],
    ['an hour above 23', '{ at: 2025-11-01 24:00 }', '', false],
    ['a 31st month', '{ month: 2025-31 }', '', false],
    ['a quarter', '{ quarter: 2027-Q2 }', '', true],
    ['a fifth quarter', '{ quarter: 2027-Q5 }', '', false],
    ['the early part of a month', '{ month: early 2027-03 }', '', true],
    ['the end of a month', '{ month: end 2027-03 }', '', false],
    ['a half of a year', '{ half: 2027-H1, edge: closes }', '', true],
    ['`edge` beside a month', '{ month: 2025-10, edge: closes }', '', true],
    ['`edge` beside a day', '{ on: 2025-10-01, edge: closes }', '', false],
    ['an unknown field', '{ on: 2025-11-01 }', '    colour: red\n', false],
    ['an unknown word', '{ on: 2025-11-01 }', '    dateCertainty: sure\n', false],
    ['a time after midnight', '{ on: 2025-11-01 }', '    opensAt: 24:30\n', false],
  ])('the schema judges %s as the reader does', (_, date, more, good) => {
    const text = listText(eventText('a', more, date));
    expect(parseList([{ name: 'a.yaml', text }]).list !== null).toBe(good);
    expect(byEditor.safeParse(parse(text)).success).toBe(good);
  });

  test.each([
    ['a title and a date', 'title: A, due: 2031-04-15', true],
    ['a date for each part', 'title: A, due: { abstract: 2031-04-15, paper: 2031-04-22 23:59 }', true],
    ['several kinds of date', 'title: A, from: 2031-04-15, through: 2031-04-16, due: 2031-01-01 5pm', true],
    ['a day that is none', 'title: A, due: 2031-14-15', false],
    ['a part without a day', 'title: A, due: { abstract: soon }', false],
    ['a date without a title', 'due: 2031-04-15', false],
    ['an unknown field', 'title: A, due: 2031-04-15, colour: red', false],
  ])('the schema judges an entry of %s as the reader does', (_, entry, good) => {
    const text = `events:\n  - { ${entry} }\n`;
    expect(parseList([{ name: 'a.yaml', text }]).list !== null).toBe(good);
    expect(byEditor.safeParse(parse(text)).success).toBe(good);
  });
});

describe('the template', () => {
  test('the template is a good list as it stands, with an entry of one line first', () => {
    const { problems, list } = parseList([{ name: 'copy.yaml', text: template() }]);
    expect(problems).toEqual([]);
    expect(list?.events.map(({ id }) => id)).toEqual(['tax-return', 'tax-audit-2027']);
  });

  test('the template is a good list with every field it offers', () => {
    const { problems, list } = parseList([{ name: 'copy.yaml', text: withAllFields() }]);
    expect(problems).toEqual([]);
    expect(list?.events).toHaveLength(12);
  });

  test('the template offers every field there is', () => {
    const text = withAllFields();
    const shapes = z
      .record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() }))
      .parse(schema['definitions']);
    const fields = ['event', 'claim', 'source', 'follow', 'outcome'].flatMap((name) =>
      Object.keys(shapes[name]?.properties ?? {}),
    );
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.filter((field) => !text.includes(`${field}:`))).toEqual([]);
  });

  test('the template shows every form of a date', () => {
    const forms = [...new Set(DATE_FORMS.map(({ required }) => required[0]))];
    expect(forms.filter((form) => !template().includes(`{ ${form}: `))).toEqual([]);
  });
});
