import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseSettings } from '../../src/config/parse-settings.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { SETTING_VARIABLES, settingVariable } from '../../src/config/setting-variables.ts';
import { settingsSchemaJson } from '../../src/config/settings-shape.ts';
import { problemLine } from '../../src/model/problem.ts';
import { valueAt } from '../../src/yaml/open-yaml.ts';

const text = await readFile('config/datewatch.yaml', 'utf8');
const everything = parse(text.replaceAll(/^( *)#(?=\S+:|- )/gm, '$1'));
const ID = '1428000000000000001';
/** The settings whose shown value is the default, or which the file cannot show beside another one. */
const OTHERS: Readonly<Record<string, unknown>> = {
  DATEWATCH_ZONE: 'Asia/Seoul',
  DATEWATCH_POSTING_TIME: '07:30',
  DATEWATCH_LEADS_EVENTS: ['3d', '1d'],
  DATEWATCH_LEADS_DEADLINES: ['2w', '2h'],
  DATEWATCH_GRACE_MOST: '3h',
  DATEWATCH_GRACE_AT: '5m',
  DATEWATCH_REQUESTS_PER_SECOND: 60,
  DATEWATCH_CHANNELS_PER_SERVER: 7,
  DATEWATCH_MAINTAINERS_USER: ID,
  DATEWATCH_PUBLIC_SERVE: true,
};
/** Anything short is a title. */
const WRONG: Readonly<Record<string, string>> = { DATEWATCH_PUBLIC_TITLE: 'Wrong!'.repeat(20) };

/** The value of a setting as a variable has it. */
function asVariable(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function nested(path: readonly string[], value: unknown): object {
  return { [path[0] ?? '']: path.length === 1 ? value : nested(path.slice(1), value) };
}

/** How a file names a variable. */
const named = (variable: string) => `$\{${variable}}`;

const fromFile = (settings: object) => parseSettings('s.yaml', stringify(settings), String);
const withEnv = (env: Record<string, string>, file = '') => parseSettings('s.yaml', file, String, env);
const linesOf = (read: ReturnType<typeof parseSettings>) =>
  'problems' in read ? read.problems.map(problemLine) : [JSON.stringify(read.settings)];

type Schema = { readonly properties?: Record<string, Schema> };

test('every setting of the file has its variable, and no other has one', () => {
  const top: Schema = JSON.parse(settingsSchemaJson());
  const names = Object.entries(top.properties ?? {}).flatMap(([name, { properties }]) =>
    properties === undefined ? [[name]] : Object.keys(properties).map((inner) => [name, inner]),
  );
  expect(SETTING_VARIABLES.map(({ name }) => name).sort()).toEqual(names.map(settingVariable).sort());
});

describe.each(SETTING_VARIABLES)('$name', ({ name, path }) => {
  const value = OTHERS[name] ?? valueAt(everything, path);

  test(`${name} gives the same as the file`, () => {
    const file = fromFile(nested(path, value));
    expect(file).toHaveProperty('settings');
    expect(file).not.toEqual(fromFile({}));
    expect(withEnv({ [name]: asVariable(value) })).toEqual(file);
    expect(withEnv({ [name]: ` ${asVariable(value)}\n` })).toEqual(file);
    expect(withEnv({ [name]: '' })).toEqual(fromFile({}));
  });

  test(`a wrong value of ${name} is reported with the variable, what was found and what was expected`, () => {
    const lines = linesOf(withEnv({ [name]: WRONG[name] ?? 'Wrong!' }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`(${name}`);
    expect(lines[0]).toMatch(/Found: .*Wrong!.* Expected: /);
  });
});

test('a variable wins over the file, and leaves the rest of its group', () => {
  const file = 'zone: UTC\nleads: { events: [5d], deadlines: [4d] }\nmaintainers: { channel: "1428000000000000100" }\n';
  const env = { DATEWATCH_ZONE: 'Asia/Seoul', DATEWATCH_LEADS_EVENTS: '[2d]', DATEWATCH_MAINTAINERS_USER: ID };
  expect(withEnv(env, file)).toEqual(
    fromFile({ zone: 'Asia/Seoul', leads: { events: ['2d'], deadlines: ['4d'] }, maintainers: { user: ID } }),
  );
});

test('ids need no quotes in a variable and keep all their digits', () => {
  const boards = `[{ server: ${ID}, channel: 1428000000000000123 }]`;
  expect(withEnv({ DATEWATCH_BOARDS: boards, DATEWATCH_SERVERS: `{ ${ID}: { zone: UTC } }` })).toEqual(
    fromFile({ boards: [{ server: ID, channel: '1428000000000000123' }], servers: { [ID]: { zone: 'UTC' } } }),
  );
});

test('mistakes inside a variable name the place in it, and what is no YAML is said to be none', () => {
  expect(linesOf(withEnv({ DATEWATCH_BOARDS: `[{ server: ${ID}, channel: 12 }]` }))).toEqual([
    expect.stringMatching(/\(DATEWATCH_BOARDS\[0\]\.channel\) Found: 12\. Expected: a Discord id/),
  ]);
  expect(linesOf(withEnv({ DATEWATCH_DIGESTS: '[{' }))).toEqual([
    expect.stringMatching(/^This is not valid YAML: .*\(DATEWATCH_DIGESTS\) Found: \[\{\./),
  ]);
});

test('a value of the file may name variables, with another value for when they are missing; a missing one is named with its line', () => {
  const file = `zone: ${named('ZONE')}\nrequestsPerSecond: ${named('RATE:-60')}\nleads: { events: ["${named('FIRST')}", 1d] }\nmaintainers:\n  channel: ${named('CHANNEL')}\n`;
  expect(withEnv({ ZONE: 'Asia/Seoul', FIRST: '3d', CHANNEL: ID }, file)).toEqual(
    fromFile({
      zone: 'Asia/Seoul',
      requestsPerSecond: 60,
      leads: { events: ['3d', '1d'] },
      maintainers: { channel: ID },
    }),
  );
  const lines = linesOf(withEnv({ FIRST: '3d', CHANNEL: ID }, file));
  expect(lines[0]).toMatch(
    /^s\.yaml:1:7: This variable is not set\. Found: \$\{ZONE\}\. Expected: ZONE in the environment/,
  );
  expect(linesOf(withEnv({ ZONE: 'Narnia' }, `zone: ${named('ZONE')}`))[0]).toMatch(
    /^s\.yaml:1:7: .*Found: \$\{ZONE\}\./,
  );
  expect(
    linesOf(withEnv({}, `subscriptions: [{ server: "1", words: { allow: ["$${named('x')}"] } }]`)).join(),
  ).not.toContain('variable');
});

test('the whole reader takes them, and a mistyped one is noted with the nearest name', async () => {
  const env = { DATEWATCH_CONFIG: 'config/datewatch.yaml', DATEWATCH_GRACE_MOST: '2h', DATEWATCH_POSTINGTIME: '8' };
  const read = await readConfig(env, process.cwd(), 'no token');
  expect(read).toMatchObject({ config: { grace: { most: 7_200_000 } } });
  expect(read).toHaveProperty('notes', [
    'DATEWATCH_POSTINGTIME is not read by anything; did you mean `DATEWATCH_POSTING_TIME`?',
  ]);
});
