import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseSettings } from '../../src/config/parse-settings.ts';
import { settingsSchemaJson } from '../../src/config/settings-shape.ts';
import { SCHEMA_NAME } from '../../src/yaml/json-schema.ts';

const text = await readFile('config/datewatch.yaml', 'utf8');
/** With every setting that is switched off by a `#` right before its name switched on. */
const everything = text.replaceAll(/^( *)#(?=\S+:|- )/gm, '$1');

type Schema = { properties?: Record<string, Schema>; items?: Schema; additionalProperties?: Schema | boolean };

/** Dotted names of every setting that a schema knows; `*` stands for an entry. */
function names(schema: Schema, prefix = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...names(inner, `${prefix}${name}.`),
  ]);
  const entries = [schema.items, schema.additionalProperties].filter((inner) => typeof inner === 'object');
  return [...own, ...entries.flatMap((inner) => names(inner, `${prefix}*.`))];
}

/** The same of a value. */
function namesUsed(value: unknown, known: Set<string>, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = known.has(`${prefix}${key}`) ? key : '*';
    return [`${prefix}${name}`, ...namesUsed(inner, known, `${prefix}${name}.`)];
  });
}

describe('the settings file that is shipped', () => {
  test('the settings file that is shipped says what holds without it', () => {
    expect(parseSettings('s.yaml', text, String)).toEqual(parseSettings('s.yaml', '', String));
    expect(parseSettings('s.yaml', text, String)).toHaveProperty('settings');
  });

  test('the settings file that is shipped is still good when all that is switched off is switched on', () => {
    expect(parseSettings('s.yaml', everything, String)).toHaveProperty('settings.subscriptions.length', 1);
  });

  test('the settings file that is shipped has every setting there is', () => {
    const all = names(JSON.parse(settingsSchemaJson()));
    expect(all).toContain('subscriptions.*.pingFor');
    const used = namesUsed(parse(everything), new Set(all));
    // A maintainer is a channel or a user: the file can show only one of them as a setting.
    expect(new Set(all.filter((name) => !used.includes(name)))).toEqual(new Set(['maintainers.user']));
  });

  test('the settings file that is shipped names its schema for editors, and the schema is the present one', async () => {
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=./${SCHEMA_NAME}`);
    expect(await readFile(`config/${SCHEMA_NAME}`, 'utf8'), 'stale: npm run schema').toBe(settingsSchemaJson());
  });
});
