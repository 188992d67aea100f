import { resolve } from 'node:path';
import { isLoopback } from '../model/loopback.ts';
import { didYouMean, nearestWord } from '../model/nearest-word.ts';
import type { Problem } from '../model/problem.ts';
import { parseInstant } from '../time/world.ts';
import type { Config } from './config.ts';
import { ENVIRONMENT, type Environment, type VariableName } from './environment.ts';
import { keptTokenFile } from './read-token.ts';
import { makeSecret, type Show } from './secret.ts';
import { SETTING_VARIABLES } from './setting-variables.ts';

const LOG_LEVELS = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'silent',
] as const satisfies Config['logLevel'][];
const MAX_SPEED = 1_000_000;

/** The settings that the environment alone decides, the token aside. */
type Variables = Pick<
  Config,
  | 'apiUrl'
  | 'apiIsLocal'
  | 'proxies'
  | 'production'
  | 'dataFolder'
  | 'stateFolder'
  | 'settingsFile'
  | 'simulated'
  | 'logLevel'
  | 'logFormat'
> & {
  /** Whether the settings file was named, so that it must exist. */
  readonly settingsNamed: boolean;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
};

/**
 * Reads every variable but those of secrets. Folders and files are made absolute from `cwd`; `show` prepares found values
 * for reports. Where there are problems, the rest must not be used.
 */
export function readVariables(env: Environment, cwd: string, show: Show): Variables {
  const problems: Problem[] = [];
  const get = (name: VariableName) => env[name]?.trim() || null;
  const reportIssue: ReportIssue = (at, message, expected, found = show(get(at) ?? '')) => {
    problems.push({ file: null, line: null, column: null, at, message, found, expected });
  };
  const api = readApiUrl(get('DISCORD_API_URL'), show);
  if ('problem' in api) problems.push(api.problem);
  return {
    apiUrl: 'url' in api ? api.url : null,
    apiIsLocal: 'url' in api && api.isLocal,
    proxies: readProxies(env, reportIssue),
    production: get('NODE_ENV') === 'production',
    ...placesOf(env, cwd),
    settingsNamed: get('DATEWATCH_CONFIG') !== null,
    simulated: readSimulated(get('DATEWATCH_NOW'), get('DATEWATCH_SPEED'), reportIssue),
    logLevel: readLogLevel(get('LOG_LEVEL'), reportIssue),
    logFormat: checkLogFormat(env, reportIssue),
    problems,
    notes: [...('note' in api ? [api.note] : []), ...strangerNotes(env, show)],
  };
}

/** Files and folders of the program. */
type Places = Pick<Config, 'dataFolder' | 'stateFolder' | 'settingsFile'>;

function placesOf(env: Environment, cwd: string): Places {
  const get = (name: VariableName) => env[name]?.trim() || null;
  return {
    dataFolder: resolve(cwd, get('DATEWATCH_DATA') ?? 'data'),
    stateFolder: resolve(cwd, get('DATEWATCH_STATE') ?? 'var'),
    settingsFile: resolve(cwd, get('DATEWATCH_CONFIG') ?? 'config/datewatch.yaml'),
  };
}

/** The folder of the state, and the files and folders by which a start may fail, whether or not they can be read. */
export type ConfigFiles = { readonly state: string; readonly watched: readonly string[] };

/** Where the environment says that everything is. */
export function configFiles(env: Environment, cwd: string): ConfigFiles {
  const { dataFolder, stateFolder, settingsFile } = placesOf(env, cwd);
  const named = (['DISCORD_TOKEN_FILE', 'DATABASE_URL_FILE'] as const).map((name) => env[name]?.trim() ?? '');
  const secrets = named.filter((path) => path !== '').map((path) => resolve(cwd, path));
  return { state: stateFolder, watched: [settingsFile, dataFolder, keptTokenFile(stateFolder), ...secrets] };
}

/** Hosts of this machine, whose requests no proxy could answer. */
const THIS_MACHINE = 'localhost,127.0.0.1,[::1]';

/**
 * The proxies as every other program reads them: small letters come first, as in curl. A wrong address is never repeated,
 * since it may hold a password.
 */
function readProxies(env: Environment, reportIssue: ReportIssue): Config['proxies'] {
  const get = (name: VariableName) => (env[name.toLowerCase()] ?? env[name])?.trim() || null;
  const read = (name: 'HTTPS_PROXY' | 'HTTP_PROXY') => {
    const text = get(name);
    if (text === null) return null;
    if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return makeSecret(text);
    reportIssue(name, 'This is no address of a proxy.', 'an address such as http://proxy.example:3128', null);
    return null;
  };
  const [https, http] = [read('HTTPS_PROXY'), read('HTTP_PROXY')];
  if (https === null && http === null) return null;
  return { https, http, except: [THIS_MACHINE, get('NO_PROXY')].filter((hosts) => hosts !== null).join(',') };
}

/** `found` is shown in place of the variable's value. */
type ReportIssue = (at: VariableName, message: string, expected: string, found?: string | null) => void;

function readSimulated(now: string | null, speed: string | null, reportIssue: ReportIssue): Config['simulated'] {
  const factor = speed === null ? 1 : /^\d+(\.\d+)?$/.test(speed) ? Number(speed) : 0;
  if (!(factor > 0 && factor <= MAX_SPEED)) {
    reportIssue(
      'DATEWATCH_SPEED',
      'This is no speed for a simulated clock.',
      `a number above 0 and at most ${MAX_SPEED}`,
    );
  }
  if (now === null) {
    if (speed !== null)
      reportIssue('DATEWATCH_SPEED', 'Only a simulated clock has a speed.', 'DATEWATCH_NOW beside it, or neither');
    return null;
  }
  const start = parseInstant(now);
  if (start === null) {
    reportIssue(
      'DATEWATCH_NOW',
      'This is no instant.',
      'a day or an instant with its offset, such as 2025-10-19 or 2025-10-19T08:00:00Z',
    );
    return null;
  }
  return { start, speed: factor };
}

function readLogLevel(text: string | null, reportIssue: ReportIssue): Config['logLevel'] {
  const level = text === null ? 'info' : LOG_LEVELS.find((known) => known === text.toLowerCase());
  if (level !== undefined) return level;
  const near = nearestWord(text ?? '', LOG_LEVELS);
  reportIssue('LOG_LEVEL', `There is no such level${didYouMean(near) || '.'}`, LOG_LEVELS.join(', '));
  return 'info';
}

/** The form of the log that is asked for; `null` where none is, or none that is known. */
export function readLogFormat(env: Environment): Config['logFormat'] {
  const text = env['LOG_FORMAT']?.trim().toLowerCase();
  return text === 'json' || text === 'text' ? text : null;
}

function checkLogFormat(env: Environment, reportIssue: ReportIssue): Config['logFormat'] {
  const format = readLogFormat(env);
  if (format === null && env['LOG_FORMAT']?.trim()) reportIssue('LOG_FORMAT', 'There is no such form.', 'json or text');
  return format;
}

/** Names that look like ours but that nothing reads: a mistyped one would otherwise be ignored silently. */
function strangerNotes(env: Environment, show: Show): string[] {
  const known = [...ENVIRONMENT, ...SETTING_VARIABLES].map(({ name }): string => name);
  const ours = /^(DATEWATCH_|DISCORD_.*TOK)/;
  const strangers = Object.keys(env).filter(
    (name) => ours.test(name) && !known.includes(name) && env[name] !== undefined,
  );
  return strangers.sort().map((name) => {
    const near = nearestWord(name, known);
    return `${show(name)} is not read by anything${didYouMean(near) || '.'}`;
  });
}

type ApiUrl =
  | { readonly url: string | null; readonly isLocal: boolean; readonly note?: string }
  | { readonly problem: Problem };

const EXPECTED = 'an address such as http://127.0.0.1:4000/api';

/**
 * Reads `DISCORD_API_URL`: http or https, without version, query or password; a slash at its end is dropped. `isLocal`
 * is true for loopback only, where nobody but this machine listens (RFC 6890, 127.0.0.0/8 and ::1).
 */
function readApiUrl(text: string | null, show: Show): ApiUrl {
  if (text === null) return { url: null, isLocal: false };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return refuse('This is no address of a web server.', show(text));
  // The text is not repeated where it may hold a password.
  if (url.username !== '' || url.password !== '') return refuse('The address holds a user name or a password.', null);
  if (url.search !== '' || url.hash !== '') return refuse('The address has a query or a fragment.', null);
  if (/\/v\d+\/?$/.test(url.pathname))
    return refuse('The version at the end is added when the address is used.', show(text));
  const isLocal = isLoopback(url.hostname);
  const clear = url.protocol === 'http:' && !isLocal;
  return {
    url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    isLocal,
    ...(clear
      ? { note: 'DISCORD_API_URL is http and not on this machine: the token crosses the network unencrypted.' }
      : {}),
  };
}

function refuse(message: string, shown: string | null): ApiUrl {
  const found = shown?.includes('@') ? null : shown;
  return {
    problem: { file: null, line: null, column: null, at: 'DISCORD_API_URL', message, found, expected: EXPECTED },
  };
}
