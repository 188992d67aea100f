import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadMinutes, leadName, parseLead, sortLeads } from '../../src/model/lead.ts';

test.each([
  ['7d', '7d', 10_080],
  ['2w', '14d', 20_160],
  ['0d', '0d', 0],
  ['1h', '1h', 60],
  ['90m', '90m', 90],
  ['120m', '2h', 120],
  ['15m', '15m', 15],
  ['at', 'at', 0],
  ['0m', 'at', 0],
  ['0h', 'at', 0],
  [' 1D ', '1d', 1_440],
  ['366d', '366d', 527_040],
])('the lead %j is %s, %i minutes long', (text, name, minutes) => {
  const lead = parseLead(text);
  expect(lead === null ? null : [leadName(lead), leadMinutes(lead)]).toEqual([name, minutes]);
});

test.each(['7x', '', 'd', '-1d', '1.5h', '1d1h', '367d', '53w', '8785h', '999999d', '1 d', 'tomorrow', '1d;'])(
  '%j is no lead, or longer than a year',
  (text) => expect(parseLead(text)).toBeNull(),
);

test('a lead has one spelling, which reads back as itself', () => {
  const any = fc.record({ unit: fc.constantFrom('days' as const, 'minutes' as const), count: fc.nat({ max: 366 }) });
  fc.assert(
    fc.property(any, (lead) => {
      expect(parseLead(leadName(lead))).toEqual(lead);
    }),
    { seed: 7 },
  );
});

test('leads are sorted longest first, a day before the same length in hours, each once', () => {
  const all = ['at', '1h', '24h', '7d', '60m', '1d', '1w', '0d', '15m'].flatMap((text) => parseLead(text) ?? []);
  expect(sortLeads(all).map(leadName)).toEqual(['7d', '1d', '24h', '1h', '15m', '0d', 'at']);
});
