import { expect, test } from 'vitest';
import { TEN_KINDS } from '../../gallery/rooms/ten-kinds.ts';
import { printRehearsal } from '../../src/app/cli/print-rehearsal.ts';
import { readConfig } from '../../src/config/read-config.ts';

type Printed = { readonly moments?: readonly { readonly event: string }[] };

test('the ten kinds of dates are rehearsed: each that has a day is reminded of, and no quarter or month is', async () => {
  let out = '';
  const io = {
    out(text: string) {
      out += text;
    },
    err: () => undefined,
    stopSignal: new Promise<never>(() => undefined),
    config: () => readConfig({ DATEWATCH_DATA: TEN_KINDS }, process.cwd(), 'no token'),
  };
  const span = { from: '2031-01-10', to: '2031-10-01', zone: 'America/New_York' };
  expect(await printRehearsal(io, { ...span, json: true, leads: '1d' })).toBe(0);
  const printed = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Printed);
  const events = new Set(printed.flatMap(({ moments = [] }) => moments.map(({ event }) => event)));
  const [expiries, others] = [true, false].map((wanted) =>
    [...events].filter((event) => event.startsWith('index-options') === wanted).sort(),
  );
  expect(expiries).toHaveLength(6);
  expect(others).toEqual([
    'federal-funds-rate',
    'final-import-rule',
    'form-941-first-quarter',
    'hearing-on-port-fees',
    'new-import-rule',
    'symposium-2031',
    'trade-fair',
    'vote-on-the-budget',
  ]);
});
