import { expect, test } from 'vitest';
import { joinNames } from '../../src/render/text/escape-text.ts';

test.each([0, 1, 2, 3, 4, 7])('%i names are joined as Intl.ListFormat joins them', (count) => {
  const names = Array.from({ length: count }, (_, index) => `name ${index}`);
  expect(joinNames(names, 'and')).toBe(new Intl.ListFormat('en', { type: 'conjunction' }).format(names));
  expect(joinNames(names, 'or')).toBe(new Intl.ListFormat('en', { type: 'disjunction' }).format(names));
});
