/** One environment variable that the program reads. */
export type EnvironmentVariable = {
  readonly name: string;
  /** The value in force when it is not set, in words; an empty value counts as not set, except for the two tokens. */
  readonly fallback: string;
  /** Its effect, in one sentence. */
  readonly meaning: string;
};

/** Every environment variable that is read: `--help`, docs/settings.md and the reader all follow this list. */
export const ENVIRONMENT = [
  {
    name: 'DISCORD_TOKEN',
    fallback: 'none: the demo runs',
    meaning: "The bot's token. Better in a file, where other programs cannot see it.",
  },
  {
    name: 'DISCORD_TOKEN_FILE',
    fallback: 'none',
    meaning: "A file that holds the bot's token and nothing else.",
  },
  {
    name: 'DISCORD_API_URL',
    fallback: "Discord's own",
    meaning: 'The REST base of an emulator or a proxy, such as `http://127.0.0.1:4000/api`, without a version.',
  },
  {
    name: 'HTTPS_PROXY',
    fallback: 'none',
    meaning:
      'The proxy for everything that goes to Discord, such as `http://proxy.example:3128`. Small letters work too.',
  },
  { name: 'HTTP_PROXY', fallback: 'none', meaning: 'The same for addresses that begin with `http:` or `ws:`.' },
  {
    name: 'NO_PROXY',
    fallback: 'none',
    meaning: 'Hosts that are reached without the proxy, with commas between them. This machine always is.',
  },
  { name: 'DATEWATCH_DATA', fallback: '`data`', meaning: 'The folder with the lists of dates.' },
  {
    name: 'DATEWATCH_CONFIG',
    fallback: '`config/datewatch.yaml`',
    meaning: 'The settings file. The default one may be missing, one named here may not.',
  },
  { name: 'DATEWATCH_STATE', fallback: '`var`', meaning: 'The folder for what must survive a restart. Keep it.' },
  {
    name: 'DATABASE_URL',
    fallback: 'none: SQLite in the state folder',
    meaning:
      'The address of a PostgreSQL that keeps the state, such as `postgres://user:password@host:5432/datewatch`. Better in a file.',
  },
  { name: 'DATABASE_URL_FILE', fallback: 'none', meaning: 'A file that holds that address and nothing else.' },
  {
    name: 'DATEWATCH_NOW',
    fallback: 'the real time',
    meaning: 'The instant at which a simulated clock starts, such as `2025-10-19T00:00:00Z`; not for real servers.',
  },
  {
    name: 'DATEWATCH_SPEED',
    fallback: '`1`',
    meaning: 'Simulated seconds per second, above 0 and at most 1000000; only beside `DATEWATCH_NOW`.',
  },
  {
    name: 'DATEWATCH_HTTP_PORT',
    fallback: 'none: no HTTP',
    meaning: 'The port for the status page, `/healthz`, `/readyz` and `/metrics`, such as `8080`.',
  },
  {
    name: 'DATEWATCH_HTTP_HOST',
    fallback: '`127.0.0.1`',
    meaning: 'The address it listens on. Any but this machine alone, such as `0.0.0.0`, needs a password.',
  },
  {
    name: 'DATEWATCH_HTTP_PASSWORD',
    fallback: 'none',
    meaning: 'The password of the pages, any user name beside it. Better in a file.',
  },
  {
    name: 'DATEWATCH_HTTP_PASSWORD_FILE',
    fallback: 'none',
    meaning: 'A file that holds that password and nothing else.',
  },
  {
    name: 'DATEWATCH_INTERACTIONS_PORT',
    fallback: 'none: commands come by the gateway',
    meaning: 'The port for commands that Discord sends over HTTP, such as `8081`. See [Commands over HTTP](http.md).',
  },
  {
    name: 'INTERACTIONS_PORT',
    fallback: 'none',
    meaning: 'The same by a shorter name.',
  },
  {
    name: 'DATEWATCH_INTERACTIONS_HOST',
    fallback: '`127.0.0.1`',
    meaning: 'The address it listens on for them; `0.0.0.0` where the proxy in front is on another machine.',
  },
  {
    name: 'DATEWATCH_GATEWAY',
    fallback: '`on`',
    meaning: 'With `off` it does not log in; only beside a port for commands over HTTP.',
  },
  {
    name: 'LOG_LEVEL',
    fallback: '`info`',
    meaning: 'How much is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.',
  },
  {
    name: 'LOG_FORMAT',
    fallback: '`text` on a terminal, `json` elsewhere',
    meaning: 'The form of the log: `text` for people, `json` for programs.',
  },
  {
    name: 'NODE_ENV',
    fallback: 'not production',
    meaning: 'With `production` a missing token is an error instead of a demo. The container sets it.',
  },
] as const satisfies readonly EnvironmentVariable[];

/** The name of a variable that is read. */
export type VariableName = (typeof ENVIRONMENT)[number]['name'];

/** Variables by name, as the process or a test has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own environment. Nothing else in the program reads it. */
export function processEnvironment(): Environment {
  return process.env;
}
