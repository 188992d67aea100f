import fc from 'fast-check';
import { CLAIMED_KINDS, type ClaimDate } from '../../src/model/date.ts';
import { CERTAINTIES, type Claim, type ListEvent } from '../../src/model/event.ts';
import { addDays } from '../../src/time/local.ts';
import { anyText } from '../build/any-text.ts';
import { AAM, claim, event, ILKHA } from '../build/sample-events.ts';

const PIECES = [
  ...[
    '**',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '> ',
    '# ',
    '-# ',
    '- ',
    '1. ',
    '[x](',
    ')',
    '<@1>',
    '<@&2>',
    '<#3>',
    '<t:0:R>',
  ],
  ...[
    '@everyone',
    '@here',
    'https://evil.example/a',
    'discord.gg/abc',
    ':smile:',
    '</cmd:1>',
    '\\',
    '\n',
    '\u202E',
    '\u200B',
  ],
  ...[
    'قمة',
    'ירושלים',
    '中美贸易',
    '関税',
    '👨‍👩‍👧',
    '🇺🇸',
    'U.S.–China',
    'tariff',
    'the',
    ' ',
    '{{count}}',
    '$t(a)',
    '\uD83D',
  ],
];

/** Text that tries what text can try. */
export const hostileText = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 25 }).map((parts) => parts.join('')),
  },
  { weight: 4, arbitrary: anyText({ minLength: 1, maxLength: 80 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(10_000), '*'.repeat(10_000), '字'.repeat(5_000), '\u200B') },
);

/** Zones whose days differ most, with both kinds of clock changes. */
export const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Chicago',
  'Asia/Seoul',
  'AoE',
  'UTC-8',
  'UTC+5:30',
  'Asia/Kuala_Lumpur',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];

export const zone = fc.constantFrom(...ZONES);
const someDay = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2025-06-01', days));

/** A date that gives an edge. */
export const anchoredDate: fc.Arbitrary<ClaimDate> = fc
  .record({
    role: fc.constantFrom(...CLAIMED_KINDS),
    approximate: fc.boolean(),
    day: someDay,
    kind: fc.nat(2),
    more: fc.nat(6),
  })
  .map(({ role, approximate, day, kind, more }) => {
    if (kind === 0) return { role, approximate, precision: 'minute', minute: `${day}T14:30` };
    if (kind === 1) return { role, approximate, precision: 'day', day };
    return { role, approximate, precision: 'range', from: day, through: addDays(day, more) };
  });

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { nil: null });
}

const someClaim: fc.Arbitrary<Claim> = fc
  .record({
    date: maybe(anchoredDate),
    says: maybe(hostileText),
    dates: maybe(hostileText),
    credible: fc.boolean(),
    aam: fc.boolean(),
  })
  .map(({ aam, ...over }) => claim({ ...over, source: aam ? AAM : ILKHA }));

/** An event with at least one edge and anything in its texts. */
export const someEvent: fc.Arbitrary<ListEvent> = fc
  .record({
    title: hostileText,
    phrase: hostileText,
    certainty: fc.constantFrom(...CERTAINTIES),
    certaintyNote: maybe(hostileText),
    dateCertainty: maybe(fc.constantFrom(...CERTAINTIES)),
    zone,
    place: maybe(hostileText),
    stakes: maybe(hostileText),
    summary: maybe(hostileText),
    date: anchoredDate,
    more: fc.array(someClaim, { maxLength: 4 }),
    assumed: fc.subarray(['zone', 'hour'] as const),
    id: fc.integer({ min: 1, max: 99 }).map((count) => `event-${count}`),
  })
  .map(({ date, more, ...over }) => event({ ...over, dependsOn: ['gone'], claims: [claim({ date }), ...more] }));
