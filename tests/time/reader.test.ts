import { describe, expect, test } from 'vitest';
import { formatTime, hoursOfLocale, readerIn } from '../../src/time/reader.ts';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

test.each([
  ['en-US', null],
  [null, null],
  ['', null],
  ['no language', null],
  ['en-GB', 24],
  ['de', 24],
  ['fr', 24],
  ['ja', 24],
  ['zh-CN', 24],
  ['pt-BR', 24],
  ['es-ES', 24],
  ['es-419', 12],
  ['hi', 12],
  ['ko', 12],
  ['zh-TW', 12],
] as const)('by the language %j hours count to %j', (locale, hours) => {
  expect(hoursOfLocale(locale)).toBe(hours);
});

describe('the hours of a reader', () => {
  test.each([
    ['the place alone', BERLIN, {}, '14:00'],
    ['the place alone', NEW_YORK, {}, '2 p.m.'],
    ['Discord’s language for every server that chose none', BERLIN, { locale: 'en-US' }, '14:00'],
    ['Discord’s language for every server that chose none', NEW_YORK, { locale: 'en-US' }, '2 p.m.'],
    ['a language that was chosen', NEW_YORK, { locale: 'de' }, '14:00'],
    ['a language that was chosen', BERLIN, { locale: 'ko' }, '2 p.m.'],
    ['the setting, whatever the language', NEW_YORK, { locale: 'de', hours: 12 }, '2 p.m.'],
    ['the setting, whatever the place', BERLIN, { locale: 'en-US', hours: 12 }, '2 p.m.'],
    ['the setting, whatever the place', NEW_YORK, { locale: null, hours: 24 }, '14:00'],
    ['the language, where the setting is automatic', NEW_YORK, { locale: 'en-GB', hours: null }, '14:00'],
  ] as const)('are written by %s', (_by, zone, hint, written) => {
    expect(formatTime('14:00', readerIn(zone, hint))).toBe(written);
  });
});

test('readers who write alike are equal, so that what is drawn for one serves the other', () => {
  expect(readerIn(BERLIN, { locale: 'de' })).toBe(BERLIN);
  expect(readerIn(NEW_YORK, { hours: 12 })).toBe(NEW_YORK);
});
