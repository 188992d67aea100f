import { isAbsolute, relative } from 'node:path';
import type { NoticeChoices } from '../model/change.ts';
import { maskSecrets } from '../model/mask-secrets.ts';
import type { Problem } from '../model/problem.ts';
import { type EventFilter, ofGuild } from '../model/subscription.ts';
import { readRegularFile } from '../yaml/read-file.ts';
import type { Config, InteractionSettings } from './config.ts';
import type { Environment, VariableName } from './environment.ts';
import { parseSettings } from './parse-settings.ts';
import { DATABASE, secretsOfAddress } from './read-database.ts';
import { readHttp } from './read-http.ts';
import { readSecret } from './read-secret.ts';
import { readToken } from './read-token.ts';
import { configFiles, readVariables } from './read-variables.ts';
import { hideInProblem, makeSecret, type Secret, type Show, shorten } from './secret.ts';
import { type Settings, WEEKDAYS } from './settings-shape.ts';

/** `notes` are worth a line in the log and stop nothing; `problems` are reported all at once, and nothing starts. */
export type ReadConfig =
  | { readonly config: Config; readonly notes: readonly string[] }
  | { readonly problems: readonly Problem[] };

/** No settings file comes near it. */
const MAX_SETTINGS_BYTES = 16_000_000;

/**
 * Reads environment and settings file into one validated `Config`. Relative paths start from `cwd`. Reports every
 * problem of both at once; no text it returns holds a secret. Never throws. In production a missing token is a problem
 * if `needs` asks for one.
 */
export async function readConfig(
  env: Environment,
  cwd: string,
  needs: 'token' | 'no token' = 'token',
): Promise<ReadConfig> {
  const token = readToken(env, cwd, configFiles(env, cwd).state);
  const database = readSecret(env, cwd, DATABASE);
  const { http, ...ofHttp } = readHttp(env, cwd);
  const secrets = [...token.raw, ...database.raw.flatMap(secretsOfAddress), ...ofHttp.raw];
  const show: Show = (text) => shorten(text, secrets);
  const { settingsNamed, problems: wrong, notes, ...variables } = readVariables(env, cwd, show);
  const { problems: unheard, ...interactions } = readInteractions(env, show);
  const isMissing = variables.production && token.value === null && token.problems.length === 0;
  const missing = isMissing && needs === 'token' ? [noToken()] : [];
  const read = readSettings(variables.settingsFile, settingsNamed, { cwd, env }, show);
  const problems = [
    ...token.problems,
    ...missing,
    ...database.problems,
    ...wrong,
    ...ofHttp.problems,
    ...unheard,
    ...('problems' in read ? read.problems : []),
  ];
  if (problems.length > 0 || 'problems' in read) {
    return { problems: problems.map((problem) => hideInProblem(problem, secrets)) };
  }
  return {
    config: {
      token: wrap(token.value),
      database: wrap(database.value),
      http,
      ...interactions,
      ...variables,
      ...fromSettings(read.settings),
    },
    notes: [...token.notes, ...database.notes, ...notes].map((note) => maskSecrets(note, secrets)),
  };
}

function wrap(value: string | null): Secret | null {
  return value === null ? null : makeSecret(value);
}

/** Translates the settings to the program's names; absent fields become `null`. */
function fromSettings({ leads, maintainers, servers, ...settings }: Settings) {
  return {
    defaults: {
      zone: settings.zone,
      postingTime: settings.postingTime,
      leads: { events: leads.events, deadlines: leads.deadlines, byKind: leads.kinds },
    },
    grace: settings.grace,
    requestsPerSecond: settings.requestsPerSecond,
    onlyServers: settings.onlyServers ?? null,
    channelsPerServer: settings.channelsPerServer,
    public: {
      serve: settings.public.serve,
      title: settings.public.title ?? null,
      address: settings.public.address?.replace(/\/*$/, '/') ?? null,
    },
    maintainers: toMaintainers(maintainers),
    subscriptions: settings.subscriptions.map(readSubscription),
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

function readSettings(
  path: string,
  named: boolean,
  { cwd, env }: { readonly cwd: string; readonly env: Environment },
  show: Show,
): ReturnType<typeof parseSettings> {
  const inside = relative(cwd, path);
  const file = inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  const problem = (why: string) => {
    const message = `The settings file ${why}.`;
    const expected = named
      ? 'the path of a YAML file in DATEWATCH_CONFIG, or no DATEWATCH_CONFIG'
      : 'a readable YAML file, or none';
    return { problems: [{ file, line: null, column: null, at: null, message, found: null, expected }] };
  };
  try {
    const read = readRegularFile(path, { most: MAX_SETTINGS_BYTES });
    return 'bytes' in read ? parseSettings(file, read.bytes.toString(), show, env) : problem(read.refused);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' && !named) return parseSettings(file, '', show, env);
    return problem(code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})`);
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

type Entry = Settings['subscriptions'][number];

/**
 * Translates one subscription of the file to the program's names; absent fields are left out or `null`, as the model
 * has it.
 */
export function readSubscription(entry: Entry): Config['subscriptions'][number] {
  return {
    owner: ofGuild(entry.server),
    channel: entry.channel,
    filter: readFilter(entry),
    leads: entry.leads ?? null,
    ...(entry.leadsByKind === undefined ? {} : { leadsByKind: entry.leadsByKind }),
    ...(entry.quiet === undefined ? {} : { quiet: entry.quiet }),
    ...(entry.pingless === undefined ? {} : { pingless: entry.pingless }),
    ...(entry.publish === undefined ? {} : { publish: entry.publish }),
    role: entry.role ?? null,
    pingFor: entry.pingFor ?? (['confirmed'] as const),
    ...(entry.notices === undefined ? {} : { notices: entry.notices as NoticeChoices }),
    madeBy: 'settings',
    paused: null,
  };
}

function readFilter({ topics, kinds, regions, certainties, importances, words, mute }: Entry): EventFilter {
  return {
    topics: topics ?? null,
    kinds: kinds ?? null,
    ...(regions === undefined ? {} : { regions }),
    ...(certainties === undefined ? {} : { certainties }),
    ...(importances === undefined ? {} : { importances }),
    ...(words === undefined ? {} : { words: { allow: words.allow ?? [], block: words.block ?? [] } }),
    ...(mute === undefined ? {} : { muted: mute }),
  };
}

/**
 * Translates the boards and digests of the file to the program's names. A weekly digest that names no day comes on
 * Mondays.
 */
export function readRecurring({ boards, digests }: Pick<Settings, 'boards' | 'digests'>): Config['recurring'] {
  return [
    ...boards.map(({ server, channel }) => {
      return { guild: server, channel, kind: 'board', time: null, weekday: null, paused: null } as const;
    }),
    ...digests.map(({ server, channel, every, time, weekday = 'monday' }) => {
      const day = every === 'weekly' ? WEEKDAYS.indexOf(weekday) + 1 : null;
      return { guild: server, channel, kind: every, time: time ?? null, weekday: day, paused: null };
    }),
  ];
}

/** How interactions arrive. */
type ReadInteractions = {
  /** `null`: nothing listens for them, or there are problems. */
  readonly interactions: InteractionSettings | null;
  /** Whether the bot logs in to the gateway. */
  readonly gateway: boolean;
  readonly problems: readonly Problem[];
};

/** Both names of one setting: the short one is known from other programs. */
const PORTS = ['DATEWATCH_INTERACTIONS_PORT', 'INTERACTIONS_PORT'] as const;

/** Reads where Discord sends interactions, and whether there is a gateway. `show` prepares found values for reports. */
export function readInteractions(env: Environment, show: Show): ReadInteractions {
  const get = (name: VariableName) => env[name]?.trim() || null;
  const problems: Problem[] = [];
  const report = (at: VariableName, message: string, expected: string, found = get(at)): void => {
    problems.push({
      ...{ file: null, line: null, column: null, at, message, expected },
      found: found === null ? null : show(found),
    });
  };
  const named = PORTS.find((name) => get(name) !== null) ?? PORTS[0];
  const text = get(named);
  if (PORTS.every((name) => get(name) !== null) && get(PORTS[0]) !== get(PORTS[1]))
    report(PORTS[1], 'The port for interactions is set twice.', `the one of ${PORTS[0]}, or ${PORTS[0]} alone`);
  const port = text !== null && /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (text !== null && !(port <= 65_535)) report(named, 'This is no port.', 'a number up to 65535, such as 8081');
  const host = (get('DATEWATCH_INTERACTIONS_HOST') ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1');
  if (!/^[\w.:%-]+$/.test(host))
    report(
      'DATEWATCH_INTERACTIONS_HOST',
      'This is no address to listen on.',
      'an address such as 127.0.0.1 or 0.0.0.0',
    );
  else if (text === null && get('DATEWATCH_INTERACTIONS_HOST') !== null)
    report('DATEWATCH_INTERACTIONS_HOST', 'It does nothing without a port.', `${PORTS[0]} beside it, or neither`, null);
  const gateway = get('DATEWATCH_GATEWAY')?.toLowerCase() ?? 'on';
  if (gateway !== 'on' && gateway !== 'off')
    report('DATEWATCH_GATEWAY', 'The gateway is on or off.', 'on, or off beside DATEWATCH_INTERACTIONS_PORT');
  else if (gateway === 'off' && text === null)
    report('DATEWATCH_GATEWAY', 'Without the gateway no command arrives.', `${PORTS[0]} beside it, or on`, 'off');
  const isGood = problems.length === 0 && text !== null;
  return { interactions: isGood ? { host, port } : null, gateway: gateway !== 'off', problems };
}
