import { readFile } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';
import { hideInProblem, hideSecrets, type Show, shorten } from './hide-secrets.ts';
import { parseSettings } from './parse-settings.ts';
import { readToken } from './read-token.ts';
import { readVariables } from './read-variables.ts';
import { readRecurring, readWish } from './read-wishes.ts';
import type { Settings } from './settings-shape.ts';

/** `notes` are worth a line in the log and stop nothing; `problems` are to be told all at once, and nothing starts. */
export type ReadConfig =
  | { readonly config: Config; readonly notes: readonly string[] }
  | { readonly problems: readonly Problem[] };

/**
 * Reads environment and settings file into one validated `Config`. Relative paths are meant from `cwd`. Reports every
 * problem of both at once; no text it returns holds the token. Never throws. In production a missing token is a problem
 * for what `needs` one.
 */
export async function readConfig(
  env: Environment,
  cwd: string,
  needs: 'token' | 'no token' = 'token',
): Promise<ReadConfig> {
  const token = await readToken(env, cwd);
  const show: Show = (text) => shorten(text, token.raw);
  const { settingsNamed, problems: wrong, notes, ...variables } = readVariables(env, cwd, show);
  const isMissing = variables.production && token.token === null && token.problems.length === 0;
  const missing = isMissing && needs === 'token' ? [noToken()] : [];
  const read = await readSettings(variables.settingsFile, settingsNamed, cwd, show);
  const problems = [...token.problems, ...missing, ...wrong, ...('problems' in read ? read.problems : [])];
  if (problems.length > 0 || 'problems' in read) {
    return { problems: problems.map((problem) => hideInProblem(problem, token.raw)) };
  }
  return {
    config: { token: token.token, ...variables, ...fromSettings(read.settings) },
    notes: [...token.notes, ...notes].map((note) => hideSecrets(note, token.raw)),
  };
}

/** The settings by the program's names; what was left out becomes `null`. */
function fromSettings({ leads, maintainers, servers, ...settings }: Settings) {
  return {
    defaults: {
      zone: settings.zone,
      postingTime: settings.postingTime,
      leads: { events: leads.events, deadlines: leads.deadlines, byKind: leads.kinds },
    },
    grace: settings.grace,
    requestsPerSecond: settings.requestsPerSecond,
    maintainers: toMaintainers(maintainers),
    subscriptions: settings.subscriptions.map(readWish),
    recurring: readRecurring(settings),
    guilds: Object.entries(servers).map(([guild, { zone, postingTime }]) => ({
      guild,
      zone: zone ?? null,
      postingTime: postingTime ?? null,
    })),
  } satisfies Partial<Config>;
}

function toMaintainers(maintainers: Settings['maintainers']): Config['maintainers'] {
  if (maintainers?.channel !== undefined) return { channel: maintainers.channel };
  return maintainers?.user === undefined ? null : { user: maintainers.user };
}

async function readSettings(
  path: string,
  named: boolean,
  cwd: string,
  show: Show,
): Promise<ReturnType<typeof parseSettings>> {
  const inside = relative(cwd, path);
  const file = inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  try {
    return parseSettings(file, await readFile(path, 'utf8'), show);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' && !named) return parseSettings(file, '', show);
    const why =
      code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${String(code)})`;
    const message = `The settings file ${why}.`;
    const expected = named
      ? 'the path of a YAML file in DATEWATCH_CONFIG, or no DATEWATCH_CONFIG'
      : 'a readable YAML file, or none';
    return { problems: [{ file, line: null, column: null, at: null, message, found: null, expected }] };
  }
}

function noToken(): Problem {
  const message = 'There is no token, and NODE_ENV is `production`, where no demo runs.';
  return {
    file: null,
    line: null,
    column: null,
    at: 'DISCORD_TOKEN',
    message,
    found: null,
    expected: 'DISCORD_TOKEN_FILE or DISCORD_TOKEN',
  };
}
