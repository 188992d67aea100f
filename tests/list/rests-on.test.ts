import { expect, test } from 'vitest';
import { problemLine } from '../../src/model/problem.ts';
import { eventText, listText, onlyEvent, read } from '../build/list-texts.ts';

test('the sources on which certainty and texts rest are read, and left out where they are not given', () => {
  const given = onlyEvent(listText(eventText('a', '    certaintyFrom: one\n    textsFrom: one\n')));
  expect([given.certaintyFrom, given.textsFrom]).toEqual(['one', 'one']);
  const silent = onlyEvent(listText(eventText('a')));
  expect('certaintyFrom' in silent || 'textsFrom' in silent).toBe(false);
});

test.each(['certaintyFrom', 'textsFrom'])('%s must name a source that has a claim on the event', (field) => {
  const { list, problems } = read(listText(eventText('a', `    ${field}: two\n`)));
  expect(list).toBeNull();
  expect(problems.map(problemLine)).toEqual([
    `1.yaml:11:${field.length + 7}: \`${field}\` names a source that has no claim here. (a: ${field}) Found: two. Expected: one.`,
  ]);
});

test('a name is plural where the entry says so, and has no such mark where it does not', () => {
  expect(onlyEvent(listText(eventText('a', '    plural: true\n'))).plural).toBe(true);
  for (const more of ['', '    plural: false\n']) {
    expect(onlyEvent(listText(eventText('a', more)))).not.toHaveProperty('plural');
  }
});
