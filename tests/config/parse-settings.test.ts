import { expect, test } from 'vitest';
import { parseSettings } from '../../src/config/parse-settings.ts';
import { shorten } from '../../src/config/secret.ts';
import { problemLine } from '../../src/model/problem.ts';
import { BAD_SETTINGS } from './bad-settings.ts';
import { BAD_SUBSCRIPTIONS } from './bad-subscriptions.ts';

function report(text: string): string[] {
  const parsed = parseSettings('s.yaml', text, (found) => shorten(found, []));
  return 'problems' in parsed ? parsed.problems.map(problemLine) : [];
}

function settings(text: string) {
  const parsed = parseSettings('s.yaml', text, (found) => shorten(found, []));
  if ('problems' in parsed) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed.settings;
}

test.each([...BAD_SETTINGS, ...BAD_SUBSCRIPTIONS])(
  'a settings file is refused when it breaks a rule: $rule',
  ({ text, report: expected }) => {
    expect(report(text)).toEqual(expected);
  },
);

test('a settings file has the mistakes of the whole file reported at once, in the order of its lines', () => {
  const all = BAD_SETTINGS.filter(({ text }) => /^(zone: CST|grace: \{ most|requestsPerSecond: 0)/.test(text));
  const lines = report(all.map(({ text }) => text).join(''));
  expect(lines.map((line) => line.split(':').slice(1, 2).join())).toEqual(['1', '2', '2', '3']);
  expect(lines).toHaveLength(all.flatMap((one) => one.report).length);
});

test('a settings file has mistakes of single values reported beside those of parts that contradict each other', () => {
  expect(report('zone: CST\nmaintainers: {}\n')).toHaveLength(2);
});

test('the report of a mistake cuts a long value and shows no control characters of it', () => {
  const [line] = report(`zone: "a\\u0007${'b'.repeat(500)}"\n`);
  expect(line).toContain(`Found: a ${'b'.repeat(57)}….`);
});

test('a settings file that is too long is refused before it is read', () => {
  expect(report(' '.repeat(4_000_001))).toEqual([
    's.yaml: This is too long for a settings file. Found: 4000001 characters. Expected: at most 4000000 characters.',
  ]);
});

test('a settings file with nesting without end and references that multiply has only a few problems', () => {
  const references = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcd'[i]}`).join(', ')}]`),
  ];
  expect(report('['.repeat(50_000)).length).toBeLessThanOrEqual(5);
  expect(report(`${references.join('\n')}\n`)).toEqual([
    's.yaml:1:1: This is not valid YAML: it cannot be resolved. Expected: `name: value`, indented by spaces.',
  ]);
});

test('a settings file with a key such as __proto__ has an unknown key', () => {
  expect(report('__proto__: { zone: UTC }\n')).toEqual([
    expect.stringContaining('There is no setting of this name here.'),
  ]);
});

test('a settings file may be empty, or have sections whose entries are all commented out', () => {
  expect(settings('leads:\ngrace:\nmaintainers:\nservers:\nsubscriptions:\nboards:\ndigests:\n')).toEqual(settings(''));
});

test('a settings file gives zones their proper spelling', () => {
  expect(settings('zone: america/new_york\n').zone).toBe('America/New_York');
});

test('a settings file gives leads the longest first, each once', () => {
  const leads = settings('leads: { events: [at, 1d, 2w, 14d, 24h] }\n').leads.events;
  expect(leads).toEqual([
    { unit: 'days', count: 14 },
    { unit: 'days', count: 1 },
    { unit: 'minutes', count: 1440 },
    { unit: 'minutes', count: 0 },
  ]);
});

test('a settings file may switch default reminders off with an empty list', () => {
  expect(settings('leads: { kinds: { visit: [] } }\n').leads.kinds).toEqual({ visit: [] });
});

test('a settings file gives spans in milliseconds', () => {
  expect(settings('grace: { most: 48h, at: 1m }\n').grace).toEqual({ most: 172_800_000, at: 60_000 });
});
