import type { Problem } from '../model/problem.ts';
import { checkSettings, type Tell } from './check-settings.ts';
import type { Show } from './hide-secrets.ts';
import { openSettings, type Path, valueAt } from './open-settings.ts';
import { type Settings, settingsShape } from './settings-shape.ts';
import { tellSettingsIssues } from './tell-settings-issues.ts';

/** A file of 10,000 subscriptions is smaller; more is no settings file. */
const MAX_CHARACTERS = 4_000_000;

/** Parts whose entries may all be commented out: nothing below their name means the defaults. */
const SECTIONS = ['leads', 'grace', 'maintainers', 'servers', 'subscriptions', 'boards', 'digests'];

/**
 * Reads the text of a settings file. `file` is its name in reports, `show` prepares what was found for them. All
 * problems at once, in the file's order; never throws.
 */
export function parseSettings(
  file: string,
  text: string,
  show: Show,
): { readonly settings: Settings } | { readonly problems: readonly Problem[] } {
  if (text.length > MAX_CHARACTERS) return { problems: [tooLong(file, text.length)] };
  const opened = openSettings(file, text);
  if ('problems' in opened) return opened;
  const problems: Problem[] = [];
  const tell: Tell = (path, on, message, expected) => {
    const written = on === 'key' ? String(path.at(-1) ?? '') : opened.written(path);
    // Blanks alone would not be seen without quotes.
    const found = written === null || written.trim() === '' ? describe(valueAt(opened.value, path)) : written;
    problems.push({
      file,
      ...opened.locate(path, on),
      at: pathText(path, show),
      message: /[.?]$/.test(message) ? message : `${message}.`,
      found: found === null ? null : show(found),
      expected,
    });
  };
  const bareIds = opened.numberKeys.filter((path) => path.length === 2 && path[0] === 'servers');
  for (const path of bareIds) {
    tell(path, 'key', 'A bare number loses the last digits of an id', 'the same digits in quotes');
  }
  const value = withoutEmptySections(opened.value);
  const parsed = settingsShape.safeParse(value, { jitless: true });
  if (!parsed.success) {
    const told = new Set(bareIds.map((path) => path.join('.')));
    const rest = parsed.error.issues.filter((issue) => issue.code !== 'invalid_key' || !told.has(issue.path.join('.')));
    tellSettingsIssues(rest, value, tell);
  }
  checkSettings(value, tell);
  if (parsed.success && problems.length === 0) return { settings: parsed.data };
  return { problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)) };
}

function tooLong(file: string, length: number): Problem {
  const expected = `at most ${MAX_CHARACTERS} characters`;
  return {
    file,
    line: null,
    column: null,
    at: null,
    message: 'This is too long for a settings file.',
    found: `${length} characters`,
    expected,
  };
}

function withoutEmptySections(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => inner !== null || !SECTIONS.includes(key)));
}

/** `subscriptions[0].leads[1]` */
function pathText(path: Path, show: Show): string | null {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${show(step)}`)).join('');
  return text === '' ? null : text.replace(/^\./, '');
}

function describe(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
