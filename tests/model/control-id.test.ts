import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsControlId, readControlId, writeControlId } from '../../src/model/control-id.ts';
import { CONTROL_ID_MAX } from '../../src/model/discord-limits.ts';

const part = fc.string({ maxLength: 20 }).filter((text) => !/[:~]/.test(text));

test('the id of a control is read back as it was written, with or without arguments and a mark', () => {
  fc.assert(
    fc.property(
      part.filter((text) => text !== ''),
      fc.array(part, { maxLength: 2 }),
      fc.option(part),
      (action, args, mark) => {
        expect(readControlId(writeControlId(action, args, mark))).toEqual({ action, args, mark });
      },
    ),
  );
});

test.each([
  ['why', ['talks', '', 2], null, 'why:talks::2'],
  ['details', ['talks'], 'abc', 'details:talks~abc'],
  ['remind', [''], 'abc', 'remind:~abc'],
  ['help', [], 'abc', 'help~abc'],
  ['setup', [], null, 'setup'],
] as const)('the id of %s with %j and the mark %s is %s', (action, args, mark, id) => {
  expect(writeControlId(action, args, mark)).toBe(id);
});

test('the id of a control is refused where Discord would refuse it for its length', () => {
  expect(writeControlId('a', ['x'.repeat(CONTROL_ID_MAX - 2)])).toHaveLength(CONTROL_ID_MAX);
  expect(fitsControlId('a', ['x'.repeat(CONTROL_ID_MAX - 2)])).toBe(true);
  expect(() => writeControlId('a', ['x'.repeat(CONTROL_ID_MAX - 1)])).toThrow('over 100 characters');
  expect(fitsControlId('a', ['x'.repeat(CONTROL_ID_MAX - 1)])).toBe(false);
});

test.each([
  ['', [], null],
  ['a:b', [], null],
  ['a', ['b:c'], null],
  ['a', ['b~c'], null],
  ['a', ['b'], 'c~d'],
])('the id of a control is refused where it would be read back as another one: %j %j %j', (action, args, mark) => {
  expect(() => writeControlId(action, args, mark)).toThrow('cannot be read back');
});

test.each([
  ['', '', [], null],
  ['~', '', [], ''],
  ['page:a~b~mark', 'page', ['a~b'], 'mark'],
  ['a~b~c', 'a~b', [], 'c'],
  ['::', '', ['', ''], null],
])('the id of a control that somebody made up is read all the same: %j', (id, action, args, mark) => {
  expect(readControlId(id)).toEqual({ action, args, mark });
});
