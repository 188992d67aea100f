import type { Problem } from '../model/problem.ts';
import { describeIssues, type ReportIssue, type Text } from '../yaml/describe-issues.ts';
import { fillVariables } from '../yaml/fill-variables.ts';
import { keepNumberKeys, type OpenYaml, openYaml, type Path, valueAt, writtenAt } from '../yaml/open-yaml.ts';
import { pathText, sentence, wholeFile } from '../yaml/problem-text.ts';
import { checkSettings } from './check-settings.ts';
import type { Environment } from './environment.ts';
import type { Show } from './secret.ts';
import { ID_WANTED } from './setting-fields.ts';
import { setByVariables } from './setting-variables.ts';
import { SETTINGS_WORDING, type Settings, settingsShape } from './settings-shape.ts';

/** A file of 10,000 subscriptions is smaller; a larger one is no settings file. */
const MAX_CHARACTERS = 4_000_000;
/** One unclosed bracket brings many errors after it; the first few say what to fix. */
const MAX_ERRORS = 5;

/** Sections whose entries may all be commented out: an empty one means the defaults. */
const SECTIONS = ['leads', 'grace', 'maintainers', 'onlyServers', 'servers', 'subscriptions', 'boards', 'digests'];

/** The report of an id that is a number to YAML, which keeps 15 digits of it. */
const BARE_ID = ['A bare number loses the last digits of an id', 'the same digits in quotes'] as const;

/**
 * Reads the text of a settings file, with the variables that it names put in and those that set a setting over it. `file`
 * is its name in reports, `show` prepares found values for them. All problems at once, in the file's order; never throws.
 */
export function parseSettings(
  file: string,
  text: string,
  show: Show,
  env: Environment = {},
): { readonly settings: Settings } | { readonly problems: readonly Problem[] } {
  if (text.length > MAX_CHARACTERS) {
    const [found, most] = [`${text.length} characters`, `at most ${MAX_CHARACTERS} characters`];
    return { problems: [wholeFile(file, 'This is too long for a settings file', found, most)] };
  }
  const opened = openSettings(file, text, env);
  if ('problems' in opened) return opened;
  const { yaml, bareIds } = opened;
  const set = setByVariables(withoutEmptySections(opened.value), env, show);
  const { value } = set;
  const problems: Problem[] = [...opened.unset, ...set.problems];
  const reportIssue: ReportIssue = (path, on, message, expected) => {
    const said = { message: sentence(made(message)), expected: expected === null ? null : made(expected) };
    const at = set.placeOf(path);
    if (at !== null) {
      const inside = valueAt(value, path);
      const found = typeof inside === 'string' ? inside : describe(inside);
      problems.push({ file: null, line: null, column: null, at, found: found === null ? null : show(found), ...said });
      return;
    }
    const written = on === 'key' ? String(path.at(-1) ?? '') : writtenAt(yaml, path);
    // Blanks alone would not be seen without quotes.
    const found = written === null || written.trim() === '' ? describe(valueAt(opened.value, path)) : written;
    const place = { file, ...yaml.locate(path, on), at: pathText(path, show) };
    problems.push({ ...place, found: found === null ? null : show(found), ...said });
  };
  for (const path of bareIds) reportIssue(path, 'key', ...BARE_ID);
  const parsed = settingsShape.safeParse(value, { jitless: true });
  if (!parsed.success) {
    const known = new Set(bareIds.map((path) => path.join('.')));
    const rest = parsed.error.issues.filter(
      (issue) => issue.code !== 'invalid_key' || !known.has(issue.path.join('.')),
    );
    describeIssues(rest, value, settingsShape, SETTINGS_WORDING, (path, on, message, expected) => {
      const isBare = expected === ID_WANTED && typeof valueAt(value, path) === 'number';
      if (isBare && set.placeOf(path) === null) reportIssue(path, on, ...BARE_ID);
      else reportIssue(path, on, message, expected);
    });
  }
  checkSettings(value, reportIssue);
  if (parsed.success && problems.length === 0) return { settings: parsed.data };
  return { problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)) };
}

/** The file's plain value, and the servers whose ids are bare numbers in it; in paths and value these are texts. */
type OpenSettings = {
  readonly yaml: OpenYaml;
  readonly value: unknown;
  readonly bareIds: readonly Path[];
  /** Variables that the file names and that are not set. */
  readonly unset: readonly Problem[];
};

function openSettings(
  file: string,
  text: string,
  env: Environment,
): OpenSettings | { readonly problems: readonly Problem[] } {
  const notYaml = (place: { line: number; column: number }, reason: string): Problem => ({
    ...wholeFile(file, `This is not valid YAML: ${reason}`, null, '`name: value`, indented by spaces'),
    ...place,
  });
  const top = { line: 1, column: 1 };
  const yaml = openYaml(text);
  if (yaml === null) return { problems: [notYaml(top, 'it is nested too deeply')] };
  const errors = yaml.document.errors.slice(0, MAX_ERRORS);
  if (errors.length > 0) return { problems: errors.map((error) => notYaml(yaml.place(error.pos[0]), error.message)) };
  const bareIds = keepNumberKeys(yaml).filter(([first, _, more]) => first === 'servers' && more === undefined);
  const unset = fillVariables(yaml, (name) => env[name]).map(
    ({ name, ...at }): Problem => ({
      ...wholeFile(
        file,
        'This variable is not set',
        `\${${name}}`,
        `${name} in the environment, or \${${name}:-otherwise}`,
      ),
      ...at,
    }),
  );
  try {
    return { yaml, value: yaml.document.toJS(), bareIds, unset };
  } catch {
    // The package refuses references that multiply.
    return { problems: [notYaml(top, 'it cannot be resolved')] };
  }
}

function made(text: Text): string {
  return typeof text === 'string' ? text : text();
}

function withoutEmptySections(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => inner !== null || !SECTIONS.includes(key)));
}

function describe(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
