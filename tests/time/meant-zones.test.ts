import { expect, test } from 'vitest';
import { zonesOfAbbreviation, zonesSpelledLike } from '../../src/time/meant-zones.ts';

test.each([
  ['Asia/Soul', ['Asia/Seoul']],
  ['Berln', ['Europe/Berlin']],
  ['kuala lumpur', ['Asia/Kuala_Lumpur']],
  ['York', ['America/New_York']],
  ['', []],
  ['__proto__', []],
])('the zones spelled like %s are %o', (text, zones) => {
  expect(zonesSpelledLike(text)).toEqual(zones);
});

test.each([
  ['CST', ['America/Chicago', 'Asia/Shanghai', 'America/Havana']],
  ['kst', ['Asia/Seoul']],
  ['', null],
  ['constructor', null],
])('the zones that %s is short for are %o', (text, zones) => {
  expect(zonesOfAbbreviation(text)).toEqual(zones);
});
