import fc from 'fast-check';
import { expect, test } from 'vitest';
import { controlIds, readControlId } from '../../../src/model/control-id.ts';

const IDS = controlIds('turn', 'part', 'topic', 'page');

test('arguments are read as they were written, whatever they are', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '-', '7', 'é'), maxLength: 9 });
  fc.assert(
    fc.property(fc.record({ part: word, topic: word, page: word }), (args) => {
      expect(IDS.read(readControlId(IDS.write(args)).args)).toEqual(args);
    }),
  );
});

test('empty arguments at the end are left out of an id, others keep their place', () => {
  expect(IDS.write({ part: 'past', topic: '', page: 0 })).toBe('turn:past::0');
  expect(IDS.write({ part: 'past', topic: '', page: '' })).toBe('turn:past');
  expect(IDS.write({ part: '', topic: '', page: '' })).toBe('turn');
});

test('an id that was made up is read as far as it goes, and no further', () => {
  expect(IDS.read([])).toEqual({ part: '', topic: '', page: '' });
  expect(IDS.read(['a', 'b', 'c', 'd'])).toEqual({ part: 'a', topic: 'b', page: 'c' });
});
