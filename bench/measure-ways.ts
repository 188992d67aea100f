import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Emulator } from '../emulator/emulator.ts';
import { startEmulator } from '../emulator/start-emulator.ts';
import { realMachine } from '../src/time/machine.ts';
import { type CountedProgram, runCounted } from './counted-program.ts';

/** The files of src that ran on each way, as paths from the root. */
export type Ways = {
  /** Own modules that were loaded when the gateway said READY. */
  readonly start: readonly string[];
  readonly press: readonly string[];
  readonly reminder: readonly string[];
  readonly list: readonly string[];
  /** A list that moves a date of which a channel was told, until notice and correction are settled. */
  readonly notice: readonly string[];
};

const GUILD = '1428000000000000001';
const CHANNELS = [1, 2, 3, 4].map((number) => `14280000000000000${10 + number}`);
const MINUTE_MS = 60_000;
const LEAD_MS = 15 * MINUTE_MS;
/** How often each way is gone; the shortest counts, since a tick may fall into the others. */
const TIMES = 3;
const HANDLED = 'A post was sent.';

/**
 * Goes each way in the running program, as its users start it, against the emulator: which files run from one signal to the
 * next. Each way was gone once before, so that nothing is loaded on it. Takes about three minutes, since reminders fall due
 * on full minutes.
 */
export async function measureWays(): Promise<Ways> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  await mkdir(join(folder, 'data'));
  const emulator = await startEmulator({ channelLimit: 'off', world: worldOfChannels() });
  let readyAt = Number.POSITIVE_INFINITY;
  const unlisten = emulator.on('ready', () => {
    readyAt = Math.min(readyAt, performance.timeOrigin + performance.now());
  });
  const dates = { firstDue: nextMinute(20_000), far: '2099-06-01', announced: 0 };
  await writeFile(join(folder, 'settings.yaml'), SETTINGS);
  await saveList(folder, dates);
  const program = runCounted({
    DISCORD_TOKEN: emulator.token,
    DISCORD_API_URL: emulator.apiUrl,
    DATEWATCH_DATA: join(folder, 'data'),
    DATEWATCH_CONFIG: join(folder, 'settings.yaml'),
    DATEWATCH_STATE: join(folder, 'var'),
  });
  try {
    await program.says('Datewatch is running.');
    const { loaded } = await program.report();
    const start = [...new Set(loaded.filter(({ atMs }) => atMs <= readyAt).map(({ path }) => path))];
    const reminders = await goReminders(program, dates.firstDue);
    const press = await goPresses(program, emulator);
    const list = await goLists(program, folder, dates);
    const notice = await goNotices(program, folder, dates);
    return { start, press, reminder: reminders, list, notice };
  } finally {
    unlisten();
    await program.stop();
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** From what is reported before `act` to what is reported after it, so many times; the first is not counted. */
async function goWay(program: CountedProgram, times: number, act: (time: number) => Promise<unknown>) {
  let shortest: readonly string[] | null = null;
  for (let time = 0; time <= times; time += 1) {
    await program.report();
    await act(time);
    const { ran } = await program.report();
    if (time > 0 && (shortest === null || ran.length < shortest.length)) shortest = ran;
  }
  return shortest ?? [];
}

function goReminders(program: CountedProgram, firstDue: number): Promise<readonly string[]> {
  const machine = realMachine();
  return goWay(program, TIMES - 1, async (time) => {
    const handled = program.says(HANDLED);
    await machine.sleep(Math.max(0, firstDue + time * MINUTE_MS - machine.now() - 300));
    await program.report();
    await handled;
  });
}

async function goPresses(program: CountedProgram, { interact }: Emulator): Promise<readonly string[]> {
  const { message } = await interact.command({ name: 'datewatch why', options: { event: 'far' } });
  if (message === undefined) throw new Error('There is no answer to press on.');
  return goWay(program, TIMES, (time) =>
    interact.button({ messageId: message.id, customId: `why:far::${time % 2 === 0 ? 1 : 0}` }),
  );
}

function goLists(program: CountedProgram, folder: string, dates: Dates): Promise<readonly string[]> {
  return goWay(program, TIMES, async (time) => {
    const settled = listSettled(folder);
    await saveList(folder, { ...dates, far: `2099-06-0${2 + time}` });
    await settled;
  });
}

/** Each moves the date of the next event of which a reminder was posted: a notice, and a correction of that reminder. */
function goNotices(program: CountedProgram, folder: string, dates: Dates): Promise<readonly string[]> {
  return goWay(program, TIMES - 1, async (time) => {
    const handled = program.says(HANDLED, 2);
    await saveList(folder, { ...dates, far: '2099-07-01', announced: time + 1 });
    await handled;
  });
}

/** Resolves when the state holds another list as settled than now. Looks at the file, so that nothing more runs in the program. */
async function listSettled(folder: string): Promise<void> {
  const machine = realMachine();
  const state = new DatabaseSync(join(folder, 'var', 'datewatch.sqlite'), { readOnly: true });
  const revision = () => JSON.stringify(state.prepare("select value from facts where name = 'list.revision'").get());
  const before = revision();
  while (revision() === before) await machine.sleep(5);
  state.close();
}

type Dates = {
  /** When the first reminder is due, ms since 1970. The others follow minute by minute. */
  readonly firstDue: number;
  /** The day of the event of which nobody was told. */
  readonly far: string;
  /** How many of the events of which a channel was told have been moved by a day. */
  readonly announced: number;
};

function saveList(folder: string, { firstDue, far, announced }: Dates): Promise<void> {
  const due = Array.from({ length: TIMES }, (_, index) => {
    const moved = index < announced ? 24 * 60 * MINUTE_MS : 0;
    const closes = new Date(firstDue + index * MINUTE_MS + LEAD_MS + moved).toISOString();
    return eventText(`due-${index}`, 'due', `${closes.slice(0, 10)} ${closes.slice(11, 16)}`);
  });
  const text = `${HEAD}${due.join('')}${eventText('far', 'far', `${far} 12:00`)}`;
  return writeFile(join(folder, 'data', 'made.yaml'), text);
}

const HEAD = 'covers: Made up, to measure\nzone: UTC\nsources:\n  office: { name: Office }\nevents:\n';

function eventText(id: string, topic: string, closes: string): string {
  return `  - id: ${id}
    title: Filing ${id}
    kind: filing
    certainty: confirmed
    topics: [${topic}]
    claims: [{ source: office, published: 2025-10-01, date: { closes: ${closes} } }]
`;
}

/**
 * One channel hears of what falls due and of its changes. The others, which make pages of `/datewatch why`, chose to hear nothing of
 * the changes of theirs: no post begins before such a list is settled.
 */
const SETTINGS = `zone: UTC
subscriptions:
${CHANNELS.map(
  (channel, index) =>
    `  - { server: "${GUILD}", channel: "${channel}", leads: [15m], ${index === 0 ? 'topics: [due]' : 'topics: [far], notices: { later: nothing }'} }\n`,
).join('')}`;

function worldOfChannels() {
  return { guilds: [{ id: GUILD, name: 'Desk', channels: CHANNELS.map((id) => ({ id, name: `dates-${id}` })) }] };
}

/** The first full minute that is at least so many ms away. */
function nextMinute(ms: number): number {
  return Math.ceil((realMachine().now() + ms) / MINUTE_MS) * MINUTE_MS;
}
