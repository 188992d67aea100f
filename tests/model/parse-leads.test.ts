import { expect, test } from 'vitest';
import { leadName, parseLeads } from '../../src/model/lead.ts';

function names(text: string): string[] | string {
  const read = parseLeads(text);
  return read.ok ? read.leads.map(leadName) : read.why;
}

test.each([
  ['7d 1d 1h', ['7d', '1d', '1h']],
  ['7d,1d, 1h', ['7d', '1d', '1h']],
  ['1h;7d', ['7d', '1h']],
  ['  1D   0d ', ['1d', '0d']],
  ['2w 14d', ['14d']],
  ['60m 1h', ['1h']],
  ['at', ['at']],
  ['24h 1d', ['1d', '24h']],
])('the line of times %j is read as %j', (text, expected) => {
  expect(names(text)).toEqual(expected);
});

test.each(['', '   ', ',', ' ;, '])('the line of times %j holds none', (text) => {
  expect(names(text)).toBe('none');
});

test('every word that is no time is named', () => {
  expect(parseLeads('7x 1d soon -1d')).toEqual({ ok: false, why: 'bad', bad: ['7x', 'soon', '-1d'] });
});

test.each(['367d', '53w', '8785h', '1.5h', '１d', '1 d', '99999w', 'd', '1dd'])(
  'the line of times %j is refused',
  (text) => {
    expect(names(text)).toBe('bad');
  },
);

test('a line of times takes ten and refuses eleven, counting equal ones once', () => {
  const ten = '1d 2d 3d 4d 5d 6d 7d 8d 9d 10d';
  expect(names(`${ten} 1d`)).toHaveLength(10);
  expect(parseLeads(`${ten} 11d`)).toEqual({ ok: false, why: 'too many', count: 11 });
});
