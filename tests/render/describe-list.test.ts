import { expect, test } from 'vitest';
import { carefulRows } from '../../src/render/trouble/describe-list.ts';
import { SUMMIT } from '../build/sample-events.ts';

const FILE = { file: 'data/trade.yaml', knownUntil: '2025-10-23', archive: false, covers: '', events: 0 };
const checkedOn = (lastVerified: string) => [{ ...SUMMIT, lastVerified, origin: { file: FILE.file, line: 1 } }];

test('readers hear that a list is old when it was not updated for more than 14 days', () => {
  expect(carefulRows([FILE], [], '2025-11-06')).toEqual([]);
  expect(carefulRows([FILE], [], '2025-11-07')).toEqual(['List last updated 23 Oct 2025.']);
});

test('a list that was checked later is as old as that check', () => {
  expect(carefulRows([FILE], checkedOn('2025-11-01'), '2025-11-15')).toEqual([]);
  expect(carefulRows([FILE], checkedOn('2025-11-01'), '2025-11-16')).toHaveLength(1);
});

test('those who look after a list are told its age from the first day on', () => {
  expect(carefulRows([FILE], [], '2025-10-24', 0)).toEqual(['List last updated 23 Oct 2025.']);
  expect(carefulRows([FILE], [], '2025-10-23', 0)).toEqual([]);
});
