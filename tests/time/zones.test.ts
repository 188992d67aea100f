import { expect, test } from 'vitest';
import { canonicalZone, nearestZones, zoneCity } from '../../src/time/local.ts';
import { wallClock } from './intl-oracle.ts';

test.each([
  ['asia/seoul', 'Asia/Seoul'],
  ['  America/New_York ', 'America/New_York'],
  ['UTC', 'UTC'],
  ['utc', 'UTC'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['US/Eastern', 'America/New_York'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['Pacific/Pohnpei', 'Pacific/Pohnpei'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
])('the zone %j is spelled %s', (text, zone) => {
  expect(canonicalZone(text)).toBe(zone);
});

test.each(['CST', 'EST', 'EST5EDT', 'CET', 'BST', 'GMT', 'Z', 'PRC', 'Japan'])(
  'the zone %s is refused: it names no one place',
  (text) => {
    expect(canonicalZone(text)).toBeNull();
  },
);

test.each(['Etc/GMT+2', 'Etc/UTC', 'etc/gmt-14', 'SystemV/EST5'])(
  'the zone %s is refused: it does not mean what it says',
  (text) => {
    expect(canonicalZone(text)).toBeNull();
  },
);

test.each([
  '',
  ' ',
  '/',
  'Mars/Base',
  '+02:00',
  'UTC+2',
  'America/',
  'Asia/Seoul; DROP',
  '__proto__',
  'a'.repeat(10_000),
])('%j is no zone', (text) => expect(canonicalZone(text)).toBeNull());

test('every zone that is offered is accepted in its own spelling, and Intl knows it', () => {
  const all = nearestZones('', 1000);
  expect(all.length).toBeGreaterThan(400);
  expect(new Set(all).size).toBe(all.length);
  for (const zone of all) {
    expect(canonicalZone(zone)).toBe(zone);
    expect(wallClock(0, zone)).toMatch(/^19(69-12-31|70-01-01)T/);
  }
});

test('the zones offered for what a person has typed begin with the cities that begin with it', () => {
  expect(nearestZones('seo')).toEqual(['Asia/Seoul']);
  expect(nearestZones('new york')[0]).toBe('America/New_York');
  expect(nearestZones('Ho_Chi')).toEqual(['Asia/Ho_Chi_Minh']);
  expect(nearestZones('york')).toContain('America/New_York');
  expect(nearestZones('utc')[0]).toBe('UTC');
});

test('the zones offered for what a person has typed are at most 25, as many as Discord shows', () => {
  expect(nearestZones('a')).toHaveLength(25);
  expect(nearestZones('a', 3)).toHaveLength(3);
  expect(nearestZones('no such city')).toEqual([]);
});

test('beside a date a zone is named by its city', () => {
  expect(zoneCity('America/New_York')).toBe('New York');
  expect(zoneCity('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect(zoneCity('UTC')).toBe('UTC');
});
