import { expect, test } from 'vitest';
import { eventText, listText, read } from '../build/list-texts.ts';

test('a list with problems gives no list, even when only one event of many is wrong', () => {
  const result = read(listText(eventText('a'), eventText('b', '', '{ on: 2025-02-30 }')));
  expect(result.list).toBeNull();
  expect(result.problems).toEqual([
    {
      file: '1.yaml',
      line: 23,
      column: 21,
      at: 'b: claims[0].date.on',
      message: 'There is no such day.',
      found: '2025-02-30',
      expected: 'a day as YYYY-MM-DD',
    },
  ]);
});

test('the problems of a list are ordered by file, line and column', () => {
  const wrong = listText(eventText('a', '    colour: red\n', '{ on: 2025-02-30 }'), eventText('b', '    place: 5\n'));
  const { problems } = read(wrong, '', wrong.replaceAll('id: ', 'id: x-'));
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
    '1.yaml:11',
    '1.yaml:15',
    '1.yaml:21',
    '2.yaml:null',
    '3.yaml:11',
    '3.yaml:15',
    '3.yaml:21',
  ]);
});

test('a link to an event with other faults is no problem, since the event is there', () => {
  const { problems } = read(listText(eventText('a', '    dependsOn: [b]\n'), eventText('b', '    colour: red\n')));
  expect(problems.map(({ at }) => at)).toEqual(['b: colour']);
});

test('the mistakes of a list come in one pass: zones and addresses beside keys and days, each place named once', () => {
  const zoned = (id: string, zone: string, date?: string) => eventText(id, '', date).replace('America/New_York', zone);
  const wrong = listText(
    zoned('a', 'EST', '{ on: 2025-02-30 }'),
    zoned('b', 'Nowhere/City'),
    eventText('c', '    colour: red\n'),
  );
  const { problems } = read(wrong.replace('https://example.org/one', 'example.org'));
  expect(problems.map(({ line, at }) => `${line} ${at}`)).toEqual([
    '3 sources.one.url',
    '10 a: zone',
    '14 a: claims[0].date.on',
    '19 b: zone',
    '29 c: colour',
  ]);
});
