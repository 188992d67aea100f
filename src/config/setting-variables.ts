import type { Problem } from '../model/problem.ts';
import { variableValue } from '../yaml/fill-variables.ts';
import type { Path } from '../yaml/open-yaml.ts';
import { pathText, sentence } from '../yaml/problem-text.ts';
import type { Environment } from './environment.ts';
import type { Show } from './secret.ts';

/** A setting of the file that a variable can set instead, which then wins. */
export type SettingVariable = {
  readonly name: string;
  readonly path: readonly string[];
  /** `text`: as it is. `words`: words between commas or spaces. `yaml`: as in the file, in one line or in many. */
  readonly form: 'text' | 'words' | 'yaml';
};

/** Every setting of the file; a test compares them with its shape. */
export const SETTING_VARIABLES: readonly SettingVariable[] = (
  [
    ['text', 'zone'],
    ['text', 'postingTime'],
    ['words', 'leads', 'events'],
    ['words', 'leads', 'deadlines'],
    ['yaml', 'leads', 'kinds'],
    ['text', 'grace', 'most'],
    ['text', 'grace', 'at'],
    ['yaml', 'requestsPerSecond'],
    ['text', 'maintainers', 'channel'],
    ['text', 'maintainers', 'user'],
    ['words', 'onlyServers'],
    ['yaml', 'channelsPerServer'],
    ['yaml', 'public', 'serve'],
    ['text', 'public', 'title'],
    ['text', 'public', 'address'],
    ['yaml', 'servers'],
    ['yaml', 'subscriptions'],
    ['yaml', 'boards'],
    ['yaml', 'digests'],
  ] as const
).map(([form, ...path]) => ({ name: settingVariable(path), path, form }));

/** `DATEWATCH_LEADS_EVENTS` for `leads.events`. */
export function settingVariable(path: readonly string[]): string {
  const words = path.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`));
  return `DATEWATCH_${words.join('_').toUpperCase()}`;
}

/** The settings with those that the environment sets. */
export type SetByVariable = {
  /** The settings of the file with those of the environment over them. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** The place of a path in the environment, such as `DATEWATCH_BOARDS[0].channel`; `null` for one of the file. */
  placeOf(path: Path): string | null;
};

/** Puts the settings of the environment over those of the file. `show` prepares found values for reports. */
export function setByVariables(file: unknown, env: Environment, show: Show): SetByVariable {
  const set = SETTING_VARIABLES.flatMap((one) => {
    const text = env[one.name]?.trim() ?? '';
    return text === '' ? [] : [{ ...one, text, read: readForm(one.form, text) }];
  });
  const problems = set.flatMap(({ name, text, read }): Problem[] =>
    'value' in read
      ? []
      : [
          {
            ...{ file: null, line: null, column: null, at: name, found: show(text) },
            message: sentence(`This is not valid YAML: ${read.problem}`),
            expected: 'the setting as it stands in a file, such as `[{ name: value }]`',
          },
        ],
  );
  let value = file;
  // A maintainer is a channel or a user: one that is named here takes the place of the file's.
  if (set.some(({ path }) => path[0] === 'maintainers')) value = without(value, 'maintainers');
  for (const { path, read } of set) if ('value' in read) value = withValue(value, path, read.value);
  return {
    value,
    problems,
    placeOf(path) {
      const of = set.find((one) => startsWith(path, one.path)) ?? set.find((one) => startsWith(one.path, path));
      if (of === undefined) return null;
      const rest = pathText(path.slice(of.path.length), show);
      return rest === null ? of.name : `${of.name}${rest.startsWith('[') ? '' : '.'}${rest}`;
    },
  };
}

function readForm(form: SettingVariable['form'], text: string): ReturnType<typeof variableValue> {
  if (form === 'text') return { value: text };
  if (form === 'yaml') return variableValue(text);
  const words = text.replace(/^\[(.*)\]$/s, '$1').split(/[\s,]+/);
  return { value: words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')).filter((word) => word !== '') };
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, at) => path[at] === step);
}

function without(value: unknown, key: string): unknown {
  return isGroup(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) : value;
}

/** A group that is none in the file stays, and is reported as the file's mistake. */
function withValue(value: unknown, [step, ...rest]: readonly string[], set: unknown): unknown {
  if (step === undefined) return set;
  if (value !== undefined && !isGroup(value)) return value;
  return { ...value, [step]: withValue(value === undefined ? undefined : innerOf(value, step), rest, set) };
}

function innerOf(value: object, step: string): unknown {
  return Object.entries(value).find(([name]) => name === step)?.[1];
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
