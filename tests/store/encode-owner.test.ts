import { expect, test } from 'vitest';
import type { Owner } from '../../src/model/subscription.ts';
import { decodeOwner, encodeOwner } from '../../src/store/read-rows.ts';

test.each<[Owner, string]>([
  [{ kind: 'guild', guild: '1' }, '1'],
  [{ kind: 'person', user: '500' }, '@500'],
  [{ kind: 'maintainers' }, '@me'],
])('%j is stored as %s, as it always was, and read again as itself', (owner, text) => {
  expect(encodeOwner(owner)).toBe(text);
  expect(decodeOwner(text)).toEqual(owner);
});
