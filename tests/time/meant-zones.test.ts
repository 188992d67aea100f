import { expect, test } from 'vitest';
import { zonesMeantBy } from '../../src/time/meant-zones.ts';

test.each([
  ['CST', ['America/Chicago', 'Asia/Shanghai', 'America/Havana']],
  ['kst', ['Asia/Seoul']],
  ['Asia/Soul', ['Asia/Seoul']],
  ['Berln', ['Europe/Berlin']],
  ['kuala lumpur', ['Asia/Kuala_Lumpur']],
  ['York', ['America/New_York']],
  ['', []],
  ['__proto__', []],
  ['constructor', []],
])('the zones that may be meant by %s are %o', (text, zones) => {
  expect(zonesMeantBy(text)).toEqual(zones);
});
