import { describe, expect, test } from 'vitest';
import { describeCheck } from '../../src/list/parse/describe-check.ts';
import { problemLine } from '../../src/model/problem.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { namesOfTwice, skippedBeside } from '../../src/time/local.ts';
import { at } from '../build/build-events.ts';
import { eventText, listText, onlyEvent, read } from '../build/list-texts.ts';

const withDate = (date: string) => listText(eventText('a', '', date));
const problemsOf = (text: string) => read(text).problems.map(problemLine);
const edgeOf = (date: string) => deriveEdges(onlyEvent(withDate(date)))[0];

describe('minutes of the days on which clocks change', () => {
  test('a minute that clocks skip is refused, with both neighbours', () => {
    expect(problemsOf(withDate('{ closes: 2027-03-14 02:30 }'))).toEqual([
      expect.stringContaining(
        'There is no such minute in New York: clocks are set forward then. (a: claims[0].date.closes) Found: 2027-03-14 02:30. Expected: 2027-03-14 01:59 or 2027-03-14 03:00.',
      ),
    ]);
  });

  test('of a minute that comes twice the first is taken; `check` warns, and says how to have the other', () => {
    const text = withDate('{ closes: 2026-11-01 01:30 }');
    expect(edgeOf('{ closes: 2026-11-01 01:30 }')?.anchor).toBe(at('2026-11-01T05:30:00Z'));
    expect(describeCheck(read(text))).toContain(
      'a: 2026-11-01 01:30 comes twice in New York; the first is taken (EDT). To have the other, write 2026-11-01 01:30 EST.',
    );
  });

  test.each([
    ['01:30 EDT', '2026-11-01T05:30:00Z', '2026-11-01T01:30'],
    ['01:30 EST', '2026-11-01T06:30:00Z', '2026-11-01T01:30 again'],
  ])('%s says which of two equal minutes is meant', (minute, instant, sourceDate) => {
    const date = `{ closes: 2026-11-01 ${minute} }`;
    expect(edgeOf(date)).toMatchObject({ anchor: at(instant), sourceDate });
    expect(describeCheck(read(withDate(date)))).not.toContain('Warning');
  });

  test('a clock is refused behind a minute that comes once, and one that the zone does not have', () => {
    expect(problemsOf(withDate('{ closes: 2026-11-02 01:30 EST }'))).toEqual([
      expect.stringContaining('`EST` is only for a minute that comes twice'),
    ]);
    expect(problemsOf(withDate('{ closes: 2026-11-01 01:30 CST }'))).toEqual([
      expect.stringContaining('Expected: 2026-11-01 01:30 EDT or 2026-11-01 01:30 EST.'),
    ]);
  });

  test('a zone whose clocks have no names of their own tells them apart by their offsets', () => {
    expect(namesOfTwice('2026-10-25T02:30', 'Europe/Berlin')).toEqual(['+02:00', '+01:00']);
    expect(namesOfTwice('2026-11-01T03:00', 'America/New_York')).toBeNull();
    expect(skippedBeside('2011-12-30T12:00', 'Pacific/Apia')).toEqual(['2011-12-29T23:59', '2011-12-31T00:00']);
    expect(skippedBeside('2027-03-14T03:00', 'America/New_York')).toBeNull();
  });
});

describe('characters that cannot be seen', () => {
  test.each([
    ['a space that does not break', '\u00a0'],
    ['a thin space', '\u2009'],
    ['a line separator', '\u2028'],
  ])('%s is read as a space: as indentation, after a colon, and in a name', (_what, odd) => {
    const text = listText(eventText('a')).replace('    kind: talks', `${odd.repeat(4)}kind:${odd}talks`);
    expect(problemsOf(text.replace('The a', `The${odd}a`))).toEqual([]);
    expect(onlyEvent(text.replace('The a', `The${odd}a`))).toMatchObject({ kind: 'talks', title: 'The a' });
  });

  test('one that makes an id or a kind another word is named with its place', () => {
    const text = listText(eventText('a')).replace('kind: talks', 'kind: ta\u200blks');
    expect(problemsOf(text)).toEqual([expect.stringContaining('character 3 is the invisible U+200B')]);
    expect(problemsOf(text)[0]).toContain('Found: ta\\u200blks.');
  });

  test('the wide space of Japanese is read as a space beside the name of a field, and stays in texts', () => {
    const text = listText(eventText('a'))
      .replace('    kind: talks', '\u3000\u3000\u3000\u3000kind:\u3000talks')
      .replace('  - id: a', '  -\u3000id: a')
      .replace('The a', 'The\u3000a, \u3000b');
    expect(problemsOf(text)).toEqual([]);
    expect(onlyEvent(text)).toMatchObject({ id: 'a', kind: 'talks', title: 'The\u3000a, \u3000b' });
  });

  test.each([
    ['as indentation', '    kind: talks', '\u200b\u200b\u200b\u200bkind: talks', '8:1'],
    ['behind the indentation', '    kind: talks', '    \u200bkind: talks', '8:5'],
    ['after a hyphen', '  - id: a', '  -\u2060id: a', '6:4'],
    ['at the margin', '  - id: a', '\ufeff\ufeff- id: a', '6:1'],
    ['after a colon', 'kind: talks', 'kind:\u200btalks', '8:10'],
  ])('a character of no width %s is named with its place, and nothing else is', (_where, plain, odd, place) => {
    const problems = problemsOf(listText(eventText('a')).replace(plain, odd));
    expect(problems).toEqual([
      expect.stringMatching(new RegExp(`:${place}: The invisible U\\+[0-9A-F]{4} stands where only spaces may\\.`)),
    ]);
  });

  test('a character of no width inside a text is no mistake of its indentation', () => {
    const summary = '    summary: |\n      One.\n      \u200bNote: two.\n    kind: talks';
    expect(problemsOf(listText(eventText('a')).replace('    kind: talks', summary))).toEqual([]);
  });
});
