import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { readSamples } from '../build/serve-program.ts';
import type { YearMark, YearOptions } from './run-year.ts';

const RUN = new URL('./run-year.ts', import.meta.url);
/** World time at which the program starts: a Monday, so that the first day has a bit of everything. */
const FROM = Date.UTC(2027, 0, 4);
const DAY_MS = 86_400_000;
/** As fast as the settings allow: a day takes a tenth of a second where nothing is due. */
const SPEED = 1_000_000;
/** Every so many days something has a date; every other one is of a topic that all servers want. */
const DATE_EVERY_DAYS = 3;
/** Every so many servers one has a board and a weekly digest besides. */
const RICH_EVERY = 50;
const ASK_EVERY_MS = 1_000;
/** Discord's limit is not what is measured: a year takes a day at it. */
const PER_SECOND = 2_000;

/** What came of a simulated time. */
export type YearReport = {
  readonly marks: readonly YearMark[];
  /** What /metrics counted beside what Discord saw, by name: equal where all is well. */
  readonly counted: readonly { readonly what: string; readonly metrics: number; readonly discord: number }[];
  readonly violations: readonly string[];
  readonly said: readonly string[];
};

/** The program in a thread of its own over so many simulated days at so many servers, while commands come. */
export async function simulateYear(options: {
  readonly days: number;
  readonly servers: number;
  say(line: string): void;
}): Promise<YearReport> {
  const places = Array.from({ length: options.servers }, (_, at) => ({
    guild: `1428${String(at).padStart(15, '0')}`,
    channel: `1429${String(at).padStart(15, '0')}`,
  }));
  const clock = new Float64Array(new SharedArrayBuffer(8)).fill(FROM);
  const emulator = await startEmulator({
    world: {
      guilds: places.map(({ guild, channel }, at) => ({
        id: guild,
        name: `Desk ${at}`,
        channels: [{ id: channel, name: 'dates' }],
        botPermissions: BOT_PERMISSIONS,
      })),
    },
    now: () => clock[0] ?? FROM,
    dateHeader: () => new Date(clock[0] ?? FROM),
    globalLimit: 'off',
    channelLimit: 'off',
    interactionDeadlineMs: 30_000,
  });
  const home = await mkdtemp(join(tmpdir(), 'datewatch-year-'));
  const seen = countSeen(emulator);
  const thread = new Worker(RUN, {
    workerData: { from: FROM, until: FROM + options.days * DAY_MS, clock } satisfies YearOptions,
    env: await writeHome(home, emulator, places, options.days),
    stderr: true,
  });
  const said: string[] = [];
  const marks: YearMark[] = [];
  const address = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<void>();
  thread.stderr.on('data', (text: Buffer) => said.push(...text.toString().trimEnd().split('\n')));
  thread.on('message', (told: YearMark | { readonly address: string } | { readonly ended: true }) => {
    if ('address' in told) address.resolve(told.address);
    else if ('ended' in told) ended.resolve();
    else {
      marks.push(told);
      options.say(describeMark(told));
    }
  });
  const fail = (error: unknown): void => {
    address.reject(error);
    ended.reject(error);
  };
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error(`The program ended before its time:\n${said.join('\n')}`)));
  try {
    const at = await address.promise;
    await emulator.until('the commands', () => emulator.commands().length > 0);
    const asking = askUntil(emulator, places, ended.promise);
    await ended.promise;
    const commands = await asking;
    const samples = readSamples(await (await fetch(`${at}/metrics`)).text());
    return {
      marks,
      said,
      counted: compare(samples, { ...seen, commands }),
      violations: emulator.violations.map(({ method, path, reasons }) => `${method} ${path}: ${reasons.join('; ')}`),
    };
  } finally {
    await thread.terminate();
    await emulator.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** View, send, send in threads, embed links, read history, pin. */
const BOT_PERMISSIONS = (1n << 10n) | (1n << 11n) | (1n << 38n) | (1n << 14n) | (1n << 16n) | (1n << 51n);

function describeMark({ world, heapMb, fileMb }: YearMark): string {
  const day = Math.round((world - FROM) / DAY_MS);
  return `day ${day}: heap ${heapMb.toFixed(1)} MB, database ${fileMb.toFixed(1)} MB`;
}

async function writeHome(
  home: string,
  emulator: Emulator,
  places: readonly { readonly guild: string; readonly channel: string }[],
  days: number,
): Promise<Record<string, string>> {
  await mkdir(join(home, 'data'));
  const events = Array.from({ length: Math.floor(days / DATE_EVERY_DAYS) }, (_, at) => {
    const day = new Date(FROM + DAY_MS + at * DATE_EVERY_DAYS * DAY_MS).toISOString().slice(0, 10);
    return `  - { id: filing-${at}, title: Filing ${at}, kind: filing, topics: [${at % 2 === 0 ? 'trade' : 'ships'}], certainty: confirmed, claims: [{ source: office, published: 2026-12-01, date: { closes: ${day} 18:00 } }] }\n`;
  });
  const head = 'covers: a year\nzone: UTC\nsources:\n  office: { name: Office }\nevents:\n';
  await writeFile(join(home, 'data', 'year.yaml'), `${head}${events.join('')}`);
  const idOf = ({ guild, channel }: (typeof places)[number]) => `server: "${guild}", channel: "${channel}"`;
  const wants = places.map(
    (one, at) => `  - { ${idOf(one)}, leads: [1d]${at % 2 === 0 ? '' : ', topics: [trade]'} }\n`,
  );
  const rich = places.filter((_, at) => at % RICH_EVERY === 0);
  const settings = [
    'zone: UTC\nsubscriptions:\n',
    ...wants,
    `boards:\n${rich.map((one) => `  - { ${idOf(one)} }\n`).join('')}`,
    `digests:\n${rich.map((one) => `  - { ${idOf(one)}, every: weekly }\n`).join('')}`,
    `requestsPerSecond: ${PER_SECOND}\n`,
  ];
  await writeFile(join(home, 'settings.yaml'), settings.join(''));
  return {
    DISCORD_TOKEN: emulator.token,
    DISCORD_API_URL: emulator.apiUrl,
    DATEWATCH_DATA: join(home, 'data'),
    DATEWATCH_CONFIG: join(home, 'settings.yaml'),
    DATEWATCH_STATE: join(home, 'var'),
    DATEWATCH_HTTP_PORT: '0',
    DATEWATCH_NOW: new Date(FROM).toISOString(),
    DATEWATCH_SPEED: String(SPEED),
  };
}

/** A command a second, from one server after the other. Returns how many were answered. */
async function askUntil(
  emulator: Emulator,
  places: readonly { readonly channel: string }[],
  over: Promise<void>,
): Promise<number> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  void over.then(end, end);
  let answered = 0;
  for (let nth = 0; !isOver; nth += 1) {
    const channelId = places[nth % places.length]?.channel ?? '';
    await emulator.interact.command({ name: nth % 2 === 0 ? 'dates next' : 'help', channelId });
    answered += 1;
    await Promise.race([sleep(ASK_EVERY_MS), over.catch(() => undefined)]);
  }
  return answered;
}

/** What Discord sees: of the requests that are posts, how many of each kind were answered how. */
function countSeen(emulator: Emulator) {
  const seen = { sent: 0, edited: 0, pinned: 0, limited: 0 };
  emulator.on('request', ({ route, status }) => {
    if (status === 429) seen.limited += 1;
    if (status !== 200 && status !== 204) return;
    if (route === 'POST /channels/:channel/messages') seen.sent += 1;
    if (route === 'PATCH /channels/:channel/messages/:message') seen.edited += 1;
    if (route.startsWith('PUT ') && route.includes('/pins/')) seen.pinned += 1;
  });
  return seen;
}

function compare(
  samples: ReadonlyMap<string, number>,
  seen: ReturnType<typeof countSeen> & { readonly commands: number },
): YearReport['counted'] {
  const sum = (fits: (name: string) => boolean): number =>
    [...samples].reduce((all, [name, value]) => (fits(name) ? all + value : all), 0);
  const requests = (kind: string, answer: string): number =>
    samples.get(`datewatch_discord_requests_total{request="${kind}",answer="${answer}"}`) ?? 0;
  return [
    { what: 'messages created', metrics: requests('send', 'sent'), discord: seen.sent },
    { what: 'messages edited', metrics: requests('edit', 'sent'), discord: seen.edited },
    { what: 'messages pinned', metrics: requests('pin', 'sent'), discord: seen.pinned },
    {
      what: 'requests refused as too many',
      metrics: sum((name) => name.startsWith('datewatch_discord_requests_total') && name.includes('answer="wait"')),
      discord: seen.limited,
    },
    {
      what: 'messages that were timed',
      metrics: sum((name) => name.startsWith('datewatch_post_lateness_seconds_count')),
      discord: seen.sent,
    },
    {
      what: 'commands answered',
      metrics: sum((name) => name.startsWith('datewatch_interaction_seconds_count{entrance="command"')),
      discord: seen.commands,
    },
  ];
}

/** The heap may grow by so much after the first day. */
const HEAP_SHARE = 0.05;
/** What is kept is deleted after 180 days; from a month later on the file must have reached its size. */
const FULL_AFTER_DAYS = 210;
const FILE_SHARE = 0.1;

/** What of it is as it should be, in words. */
export function judgeYear({ marks, counted, violations, said }: YearReport): readonly {
  readonly what: string;
  readonly isGood: boolean;
}[] {
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return [{ what: 'Nothing was measured.', isGood: false }];
  const growth = last.heapMb / first.heapMb - 1;
  const full = marks.filter(({ world }) => world >= FROM + FULL_AFTER_DAYS * DAY_MS);
  const [size] = full;
  const file = size === undefined ? null : Math.max(...full.map(({ fileMb }) => fileMb)) / size.fileMb - 1;
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    { what: `heap at the end beside the first day: ${percent(growth)} more`, isGood: growth <= HEAP_SHARE },
    ...(file === null
      ? []
      : [{ what: `database after day ${FULL_AFTER_DAYS}: at most ${percent(file)} more`, isGood: file <= FILE_SHARE }]),
    ...counted.map(({ what, metrics, discord }) => ({
      what: `${what}: ${metrics} by /metrics, ${discord} by Discord`,
      isGood: metrics === discord,
    })),
    { what: `bodies that Discord would have refused: ${violations.length}`, isGood: violations.length === 0 },
    { what: `warnings and errors logged: ${said.length}`, isGood: said.length === 0 },
    ...[...violations, ...said].slice(0, 10).map((line) => ({ what: `  ${line}`, isGood: false })),
  ];
}
