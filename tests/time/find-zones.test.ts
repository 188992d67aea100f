import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findZones, regionOf, zonesOfRegions } from '../../src/time/find-zones.ts';
import { localTime } from '../../src/time/local.ts';

async function zonesOf(text: string) {
  const read = await findZones(text);
  return read.kind === 'none' ? [] : read.kind === 'one' ? [read.value] : read.values;
}

test.each([
  ['London', 'Europe/London', 'London'],
  ['Mumbai', 'Asia/Kolkata', 'Mumbai'],
  ['seoul', 'Asia/Seoul', 'Seoul'],
  ['New York', 'America/New_York', 'New York'],
  ['new york city', 'America/New_York', 'New York City'],
  ['NYC', 'America/New_York', 'NYC'],
  ['washington', 'America/New_York', 'Washington'],
  ['san francisco', 'America/Los_Angeles', 'San Francisco'],
  ['Zürich', 'Europe/Zurich', 'Zurich'],
  ['sao paulo', 'America/Sao_Paulo', 'Sao Paulo'],
  ['Beijing', 'Asia/Shanghai', 'Beijing'],
  ['india', 'Asia/Kolkata', 'Kolkata'],
  ['Germany', 'Europe/Berlin', 'Berlin'],
  ['UK', 'Europe/London', 'UK'],
  ['sydney', 'Australia/Sydney', 'Sydney'],
  ['Asia/Seoul', 'Asia/Seoul', 'Seoul'],
  ['asia/calcutta', 'Asia/Kolkata', 'Kolkata'],
  ['utc', 'UTC', 'UTC'],
  ['ET', 'America/New_York', 'New York'],
  ['KST', 'Asia/Seoul', 'Seoul'],
  ['Pacific Time', 'America/Los_Angeles', 'Los Angeles'],
  ['eastern time', 'America/New_York', 'New York'],
  ['san fran', 'America/Los_Angeles', 'San Francisco'],
  ['UTC-8', 'UTC-8', 'UTC−8'],
  ['GMT+2', 'GMT+2', 'GMT+2'],
  ['+09:00', 'UTC+9', 'UTC+9'],
  ['UTC+5:30', 'UTC+5:30', 'UTC+5:30'],
  ['AoE', 'AoE', 'Anywhere on Earth'],
])('by %j one zone is meant, %s', async (text, zone, place) => {
  expect(await findZones(text)).toEqual({ kind: 'one', value: { zone, place, allYear: false } });
});

test.each([
  ['PST', ['America/Los_Angeles', 'UTC-8', 'Asia/Manila']],
  ['CST', ['America/Chicago', 'UTC-6', 'Asia/Shanghai', 'America/Havana']],
  ['IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
  ['China', ['Asia/Shanghai', 'Asia/Urumqi']],
  ['San Jose', ['America/Los_Angeles', 'America/Costa_Rica']],
])('by %j one of %o may be meant, and it is asked back', async (text, zones) => {
  const read = await findZones(text);
  expect(read.kind === 'several' && read.values.map(({ zone }) => zone)).toEqual(zones);
});

test.each([
  ['Berln', ['Europe/Berlin']],
  ['Asia/Soul', ['Asia/Seoul']],
  ['york', ['America/New_York']],
  ['kuala lumpr', ['Asia/Kuala_Lumpur']],
])('%j is only like the names of %o, which are offered', async (text, zones) => {
  const read = await findZones(text);
  expect(read.kind === 'like' && read.values.map(({ zone }) => zone)).toEqual(zones);
});

test('PST is the time of Los Angeles, or eight hours behind UTC all year', async () => {
  const [first, second] = await zonesOf('pst');
  expect(first).toEqual({ zone: 'America/Los_Angeles', place: 'Los Angeles', allYear: false });
  expect(second).toEqual({ zone: 'UTC-8', place: 'PST', allYear: true });
  const july = Date.parse('2026-07-01T12:00:00Z');
  expect([first, second].map((one) => localTime(july, one?.zone ?? ''))).toEqual(['05:00', '04:00']);
});

test.each(['', ' ', '?', 'xyzzy', 'Mars/Base', 'Etc/GMT+2', 'UTC+15', 'constructor', '@everyone'])(
  'by %j no zone is meant',
  async (text) => {
    expect(await findZones(text)).toEqual({ kind: 'none' });
  },
);

test('zones are offered from the region of a language on, then from the next one, then those named, then all others', async () => {
  const offered = async (...locales: string[]) =>
    (await zonesOfRegions(locales.map(regionOf), ['UTC-8', 'Asia/Shanghai'], 25)).map(({ zone }) => zone);
  expect((await offered('en-US')).slice(0, 4)).toEqual([
    'America/New_York',
    'America/Chicago',
    'America/Los_Angeles',
    'America/Denver',
  ]);
  expect((await offered('ko'))[0]).toBe('Asia/Seoul');
  expect((await offered('en-GB'))[0]).toBe('Europe/London');
  expect((await offered('pt-BR'))[0]).toBe('America/Sao_Paulo');
  expect((await offered('de', 'ko')).slice(0, 4)).toEqual(['Europe/Berlin', 'Asia/Seoul', 'Asia/Shanghai', 'UTC']);
  expect((await offered('??')).slice(0, 3)).toEqual(['Asia/Shanghai', 'UTC', 'America/New_York']);
  expect(await offered('en-US')).toHaveLength(25);
});

test('whatever is found for a text, its zone exists', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('san', 'new', 'port', 'saint', 'america', 'g', 'utc-', 'AEST', 'CEST', 'Z', 'mst', 'est'),
  );
  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      for (const { zone } of await zonesOf(typed)) {
        expect(() => localTime(0, zone)).not.toThrow();
        expect(localTime(0, zone)).toMatch(/^\d\d:\d\d$/);
      }
    }),
    { numRuns: 60 },
  );
});
