import { describe, expect, test } from 'vitest';
import { checkReport, describeCheck } from '../../src/list/parse/describe-check.ts';
import { eventText, listText, read } from '../build/list-texts.ts';

describe('the report of a check', () => {
  const good = read(
    `archive: true\nknownUntil: 2025-10-23\n${listText(eventText('a'), eventText('b', '', '{ none: true }'))}`,
    listText(
      eventText('c', '', '{ during: a }'),
      eventText('d', '', '{ from: 2025-11-01, through: 2025-11-02 }').replace(
        'certainty: confirmed',
        'certainty: threatened',
      ),
      eventText('e').replace(/ +date: .*\n/, ''),
    ),
  );

  test('the report of a good list says what was found: files, how exact the dates are, how sure the events', () => {
    expect(describeCheck(good)).toBe(`1.yaml: a list made for a test: 2 events (archive, known until 2025-10-23)
2.yaml: a list made for a test: 3 events
5 events in 2 files; version ${good.list?.version}.
Dates: 1 to the day, 1 a range of days, 1 during another event, 1 no date set, 1 no source gives a date.
Certainty: 4 confirmed, 1 threatened.
No problems.
`);
  });

  test('the report counts an event by the most exact date that any source gives it', () => {
    const two = eventText('a', '', '{ year: 2025 }').concat(
      '      - source: two\n        published: 2025-10-20\n        date: { closes: 2025-11-01 17:00 }\n',
    );
    expect(checkReport(read(listText(two))).byExactness).toEqual({ minute: 1 });
  });

  test('the report as data says the same', () => {
    const { files, version, ...rest } = checkReport(good);
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(files).toHaveLength(2);
    expect(rest).toEqual({
      ok: true,
      events: 5,
      byExactness: { day: 1, range: 1, during: 1, none: 1, silent: 1 },
      byCertainty: { confirmed: 4, threatened: 1 },
      problems: [],
      moreProblems: 0,
    });
  });

  test('the report puts each problem on a line of its own, with what is to be done', () => {
    const bad = read(listText(eventText('a', '    colour: red\n', '{ on: 2025-02-30 }')));
    const lines = describeCheck(bad).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(
      /^1\.yaml:11:5: There is no field `colour` here\. \(a: colour\) Found: colour\. Expected: one of id, /,
    );
    expect(lines[1]).toBe(
      '1.yaml:15:21: There is no such day. (a: claims[0].date.on) Found: 2025-02-30. Expected: a day as YYYY-MM-DD.',
    );
    expect(lines[2]).toBe('2 problems. The list cannot be used until they are fixed.');
    expect(checkReport(bad)).toMatchObject({ ok: false, version: null, events: 0, moreProblems: 0 });
  });
});
