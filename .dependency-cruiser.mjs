/**
 * The table of folders and arrows, as rules that fail. A folder that is not in `MAY_IMPORT` may import nothing of src, so
 * a new folder begins with a line here. Read by `npm run check` and by tests/architecture/layers.test.ts.
 */

/** Which other folders of src each folder may import, and where code belongs that needs more. */
const MAY_IMPORT = {
  model: [[], 'src/model holds words and small pure functions. What needs a zone belongs in time, a decision in plan.'],
  time: [['model'], 'src/time knows clocks and zones, not events. What decides when something is due belongs in plan.'],
  yaml: [
    ['model', 'time'],
    'src/yaml knows positions in a file and how to word mistakes. What a field means belongs in list or config.',
  ],
  config: [
    ['model', 'time', 'yaml'],
    'src/config reads settings and builds nothing. What acts on a setting belongs in app.',
  ],
  list: [
    ['model', 'time', 'yaml'],
    'src/list reads, checks and indexes the list. What decides by it belongs in plan, what shows it in render.',
  ],
  intake: [
    ['model', 'time'],
    'src/intake reads dates in the text of others and keeps nothing. What fetches a text or makes an entry of it belongs in app.',
  ],
  plan: [
    ['model'],
    'src/plan is pure and reads no clock: of time it knows local days and zones. What reads or writes belongs in outbox, deliver or engine.',
  ],
  outbox: [['model'], 'src/outbox is a port: types and guarantees. What fulfils them belongs in store.'],
  store: [
    ['model', 'outbox'],
    'src/store fulfils the outbox port and decides nothing. Decisions belong in plan, wiring in app.',
  ],
  engine: [
    ['model', 'time', 'list', 'plan', 'outbox', 'deliver'],
    'src/engine obeys the plan. Words belong in deliver/compose or render, settings are handed in by app.',
  ],
  deliver: [
    ['model', 'outbox', 'plan', 'render', 'time'],
    'src/deliver knows the Sender port only. What speaks to Discord belongs in discord, SQL in store.',
  ],
  render: [
    ['model', 'time'],
    'src/render turns values into words. What looks something up belongs in features or deliver, which hand it in.',
  ],
  publish: [
    ['model', 'time', 'render'],
    'src/publish turns the list and its changes into files for everybody. What asks for them belongs in app or http.',
  ],
  features: [
    ['model', 'time', 'list', 'plan', 'outbox', 'render'],
    'src/features is free of the SDK. What needs discord.js belongs in discord, behind CommandCall and Reply.',
  ],
  discord: [
    ['model'],
    "src/discord translates. Beside model it knows deliver's port and the features' types; everything else is handed in by app.",
  ],
  picture: [['model', 'time'], 'src/picture makes pixels of an SVG. What is in the picture belongs in render.'],
  http: [
    ['model', 'time', 'outbox', 'render'],
    'src/http shows what the program knows of itself and decides nothing. What it shows is handed in by app.',
  ],
  app: [
    [
      'model',
      'time',
      'yaml',
      'config',
      'list',
      'intake',
      'plan',
      'outbox',
      'store',
      'engine',
      'deliver',
      'render',
      'features',
      'discord',
      'http',
      'picture',
      'publish',
    ],
    'src/app wires everything but the emulator.',
  ],
};

/** Single files of a folder that are open to another one beyond the table: ports, and the pure parts of time and plan. */
const OPEN_FILES = {
  plan: ['time/(?:local|vague-span)\\.ts$'],
  store: ['time/(?:world|machine)\\.ts$'],
  render: ['plan/claims/', 'plan/reminders/(?:judge-silence|order-reminders)\\.ts$'],
  publish: ['plan/claims/', 'yaml/(?:json-schema|load-zod)\\.ts$'],
  discord: [
    'deliver/sender\\.ts$',
    'features/call/command\\.ts$',
    'outbox/(?:leases|claims)\\.ts$',
    'time/(?:world|machine)\\.ts$',
  ],
};

/** Packages and parts of Node that have one home each; a home is a folder of src, or `emulator`. */
const HOMES = [
  ['luxon', '^luxon$|/luxon/|/@types/luxon/', ['time']],
  ['words-of-time', '^(?:chrono-node|@vvo/tzdb)(?:/|$)|/(?:chrono-node|@vvo)/', ['time']],
  ['node-cron', '^node-cron$|/node-cron/', ['time']],
  ['timers', '^(?:node:)?timers(?:/promises)?$', ['time', 'emulator']],
  ['sql', '^(?:kysely|pg|(?:node:)?sqlite)$|/node_modules/(?:kysely|pg)/|^node_modules/(?:kysely|pg)/', ['store']],
  ['discord-sdk', '(?:^|/)(?:discord\\.js|discord-api-types|@discordjs/[^/]+)(?:/|$)', ['discord']],
  ['emulator-packages', '(?:^|node_modules/)(?:ws|@types/ws|discord-api-spec)(?:/|$)', ['emulator']],
  ['yaml', '(?:^|node_modules/)yaml(?:/|$)', ['yaml']],
  ['zod', '(?:^|node_modules/)zod(?:/|$)', ['yaml', 'config', 'list', 'emulator']],
  ['i18next', '(?:^|node_modules/)i18next(?:/|$)', ['render']],
  ['commander', '(?:^|node_modules/)commander(?:/|$)', ['main.ts']],
  ['http-packages', '(?:^|node_modules/)(?:fastify|@fastify/[^/]+|prom-client)(?:/|$)', ['http']],
  ['pino', '(?:^|node_modules/)pino(?:/|$)', ['app']],
  ['files', '^(?:node:)?fs(?:/promises)?$', ['yaml', 'config', 'list', 'store', 'picture', 'app', 'emulator']],
  ['pictures', '(?:^|node_modules/)(?:@resvg|@fontsource)/', ['picture']],
];

/** A part of our own src. */
const inSrc = (part) => `^src/${part}`;
const OURS = '^(?:src|emulator)/';

const layers = Object.entries(MAY_IMPORT).map(([folder, [allowed, comment]]) => ({
  name: `${folder}-imports-only-what-the-table-allows`,
  comment,
  severity: 'error',
  from: { path: inSrc(`${folder}/`) },
  to: {
    path: inSrc(''),
    pathNot: [folder, ...allowed].map((name) => inSrc(`${name}/`)).concat((OPEN_FILES[folder] ?? []).map(inSrc)),
  },
}));

const homes = HOMES.map(([name, path, folders]) => ({
  name: `${name}-has-one-home`,
  comment: `Only ${folders.join(', ')} may use it. Elsewhere, ask that folder for what you need.`,
  severity: 'error',
  from: { path: OURS, pathNot: folders.map((folder) => (folder === 'emulator' ? '^emulator/' : inSrc(folder))) },
  to: { path },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    ...homes,
    {
      name: 'every-folder-is-in-the-table',
      comment: 'A new folder of src needs its line in MAY_IMPORT: what it owns and what it may import.',
      severity: 'error',
      from: { path: inSrc('[^/]+/'), pathNot: Object.keys(MAY_IMPORT).map((folder) => inSrc(`${folder}/`)) },
      to: {},
    },
    {
      name: 'a-feature-knows-no-other-feature',
      comment: 'What two features share belongs in src/features/call, or in src/render/card where posts show it too.',
      severity: 'error',
      from: { path: inSrc('features/([^/]+)/') },
      to: { path: inSrc('features/'), pathNot: [inSrc('features/$1/'), inSrc('features/call/')] },
    },
    {
      name: 'the-emulator-stands-alone',
      comment: 'It is a second opinion on Discord: it shares no code with the bot, so that it can disagree with it.',
      severity: 'error',
      from: { path: '^emulator/' },
      to: { path: inSrc('') },
    },
    {
      name: 'only-the-demo-knows-the-emulator',
      comment: 'The program for a real Discord must not know it: what needs it belongs in src/app/demo.',
      severity: 'error',
      from: { path: inSrc(''), pathNot: inSrc('app/demo/') },
      to: { path: '^emulator/' },
    },
    {
      name: 'nothing-imports-the-command-line',
      comment: 'src/main.ts parses and exits. What others need of it belongs in src/app.',
      severity: 'error',
      from: { path: OURS },
      to: { path: inSrc('main\\.ts$') },
    },
    {
      name: 'the-command-line-starts-the-app-only',
      comment: 'src/main.ts knows app and config. What a command does belongs in a file of src/app.',
      severity: 'error',
      from: { path: inSrc('main\\.ts$') },
      to: { path: inSrc(''), pathNot: [inSrc('app/'), inSrc('config/')] },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one question: move what both need into a third file. Types count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: use it or delete it.',
      severity: 'error',
      from: { orphan: true, path: OURS, pathNot: ['\\.d\\.ts$', inSrc('main\\.ts$')] },
      to: {},
    },
    {
      name: 'every-import-resolves',
      comment: 'The file or package is not there. Imports within src end in .ts; packages belong in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-test-code-in-the-program',
      comment: 'The program must run without tests and without devDependencies.',
      severity: 'error',
      from: { path: OURS },
      to: { path: '^tests/|(?:^|node_modules/)(?:vitest|fast-check)(?:/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: a layer that knows another's types depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
