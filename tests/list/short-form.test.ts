import { describe, expect, test } from 'vitest';
import { deriveId } from '../../src/list/parse/check-form.ts';
import { describeCheck } from '../../src/list/parse/describe-check.ts';
import { parseList } from '../../src/list/parse/parse-list.ts';
import { listTodos } from '../../src/plan/changes/list-todos.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { eventText, goodList, HEAD, onlyEvent, read } from '../build/list-texts.ts';

/** A file of entries in the short form, one a line. */
const lines = (...entries: string[]) => `events:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;

/** The edges of the only entry of a file in the short form. */
function edges(entry: string) {
  return deriveEdges(onlyEvent(lines(entry))).map(
    ({ name, anchor }) => `${name} ${new Date(anchor).toISOString().slice(0, 16)}`,
  );
}

describe('an entry of one line', () => {
  test('a title and a date are a whole entry: confirmed, of the kind `date`, said by the file itself', () => {
    const event = onlyEvent(`zone: America/New_York\n${lines('title: Tax return, due: 2031-04-15 17:00')}`);
    expect(event).toMatchObject({
      id: 'tax-return',
      title: 'Tax return',
      phrase: 'Tax return',
      kind: 'date',
      certainty: 'confirmed',
      zone: 'America/New_York',
    });
    expect(event.claims).toMatchObject([
      {
        source: { name: '1', official: true, own: true },
        published: null,
        dates: null,
        date: { role: 'due', precision: 'minute', minute: '2031-04-15T17:00' },
        credible: true,
      },
    ]);
  });

  test('an entry of one line may have everything else that an entry has, and say who says so and where', () => {
    const more = 'source: two, published: 2030-01-02, says: by 5, url: https://example.org/a, certainty: expected';
    const text = `${HEAD}${lines(`id: own-id, title: A, due: 2031-04-15, zone: AoE, kind: filing, topics: [tax], ${more}`)}`;
    const event = onlyEvent(text);
    expect(event).toMatchObject({ id: 'own-id', kind: 'filing', certainty: 'expected', zone: 'AoE', topics: ['tax'] });
    expect(event.claims).toMatchObject([
      { source: { id: 'two' }, published: '2030-01-02', says: 'by 5', url: 'https://example.org/a' },
    ]);
  });

  test('an entry that names no source rests on the only one of its file, and on the file itself where there are several', () => {
    const entry = lines('title: A, due: 2031-04-15');
    const one = 'sources:\n  office: { name: Tax office }\n';
    expect(onlyEvent(`${one}${entry}`).claims[0]?.source).toMatchObject({ id: 'office', name: 'Tax office' });
    expect(onlyEvent(`${HEAD}${entry}`).claims[0]?.source).toMatchObject({ own: true, name: 'a list made for a test' });
  });

  test('entries of both forms may stand in one file', () => {
    const list = goodList(
      `${HEAD}events:\n${eventText('long')}  - { title: Short, on: 2031-04-15 }\n${eventText('more')}`,
    );
    expect(list.events.map(({ id }) => id)).toEqual(['long', 'short', 'more']);
  });

  test('an entry without a zone takes that of the settings, and `check` says so, with the ids that it made', () => {
    const text = `${lines('title: A b, due: 2031-04-15', 'title: C, due: 2031-04-15, zone: AoE')}`;
    const result = parseList([{ name: 'mine.yaml', text }], { zone: 'Asia/Seoul' });
    expect(result.list?.events.map(({ zone }) => zone)).toEqual(['Asia/Seoul', 'AoE']);
    expect(result.list?.files[0]?.covers).toBe('mine');
    expect(
      describeCheck(result)
        .split('\n')
        .filter((line) => line.startsWith('Note')),
    ).toEqual([
      'Note: mine.yaml: 1 entry names no zone and is taken in Asia/Seoul. `zone:` at the head of the file changes that.',
      'Note: mine.yaml: ids made from titles: a-b, c. Before you reword a title, write the id beside it.',
    ]);
  });

  test('nobody is asked to check an entry that names no source, nor to record what came of it', () => {
    const event = onlyEvent(lines('title: A, due: 2031-04-15'));
    const dated = [{ event, edges: deriveEdges(event) }];
    expect(listTodos(dated, Date.UTC(2031, 3, 10))).toEqual([]);
    expect(listTodos(dated, Date.UTC(2031, 4, 10))).toEqual([]);
  });
});

describe('several dates of one entry', () => {
  test('each part of an entry that is due is a date of its own, with its name', () => {
    expect(edges('title: A, zone: AoE, due: { abstract: 2026-11-01, paper: 2026-11-08 23:59:59 }')).toEqual([
      'due of abstract 2026-11-02T12:00',
      'due of paper 2026-11-09T11:59',
    ]);
  });

  test('dates of different kinds stand side by side in one entry', () => {
    expect(edges('title: A, from: 2027-02-22, through: 2027-03-01, due: 2026-11-08 5 p.m.')).toEqual([
      'due 2026-11-08T17:00',
      'opens 2027-02-22T09:00',
    ]);
    expect(edges('title: A, starting: 2026-11-01, through: 2026-11-10')).toEqual([
      'takes-effect 2026-11-01T00:00',
      'expires 2026-11-11T00:00',
    ]);
  });

  test('`around` and `approximate` are as in a claim', () => {
    expect(onlyEvent(lines('title: A, around: 2026-11-01')).claims[0]?.date?.approximate).toBe(true);
    expect(onlyEvent(lines('title: A, month: 2026-11, edge: due, approximate: true')).claims[0]?.date).toEqual({
      role: 'due',
      approximate: true,
      precision: 'month',
      month: '2026-11',
    });
  });
});

describe('an id made from a title', () => {
  test.each([
    ['Tax return', 'tax-return'],
    ['Élections législatives: 2ᵉ tour!', 'elections-legislatives-2e-tour'],
    ["The Fed's rate decision", 'the-feds-rate-decision'],
    ['  100% U.S. tariff ', '100-u-s-tariff'],
    [`${'long '.repeat(30)}`, `${'long-'.repeat(12).slice(0, -1)}`],
    ['x'.repeat(80), 'x'.repeat(60)],
    ['税金', null],
    ['!!!', null],
  ])('the id of %j is %s', (title, id) => {
    expect(deriveId(title)).toBe(id);
  });

  test('two entries of one title are refused, and the second is told to name an id', () => {
    const { problems } = read(lines('title: Tax return, due: 2031-04-15', 'title: Tax Return, due: 2032-04-15'));
    expect(problems.map(({ line, message, expected }) => [line, message, expected])).toEqual([
      [
        3,
        'From its title this entry would be `tax-return`, as the one at 1.yaml:2 is.',
        'an `id:` of its own, such as `tax-return-2`',
      ],
    ]);
  });
});
