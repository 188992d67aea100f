import { describe, expect, test } from 'vitest';
import { zonesMeantBy } from '../../src/time/meant-zones.ts';

describe('the zones that may be meant by what names none', () => {
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
  ])('%s: %o', (text, zones) => {
    expect(zonesMeantBy(text)).toEqual(zones);
  });
});
