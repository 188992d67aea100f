import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { type Line, startLine } from './command-line.ts';
import { FILING_LIST } from './list-texts.ts';
import { seedState } from './seed-state.ts';
import { DUE } from './start-program.ts';
import { MANAGER } from './start-world.ts';

const GUILD = '1428000000000000001';

const NAMES = ['trade-dates', 'newsroom', 'legal'];

/** The program as its users start it, serving its pages on a free port, and Discord on loopback. */
export type Served = {
  readonly emulator: Emulator;
  readonly bot: Line;
  readonly channels: readonly string[];
  readonly home: string;
  /** Asks for a page, as a browser on this machine does. */
  get(path: string, init?: RequestInit): Promise<Response>;
};

/** Starts it a second after a reminder has fallen due in so many channels; it is ended with the test. */
export async function serveProgram(
  options: {
    readonly channels?: number;
    /** The text of the list, or the folder of one. */
    readonly list?: string;
    readonly data?: string;
    /** What each channel asks for. */
    readonly wants?: string;
    /** The instant at which a reminder is due, where the list is another. */
    readonly due?: number;
    readonly env?: Readonly<Record<string, string>>;
    readonly args?: readonly string[];
    /** By the machine's clock: then nothing falls due. */
    readonly realClock?: true;
    /** Nothing names a token. */
    readonly withoutToken?: true;
    readonly discord?: Omit<EmulatorOptions, 'world'>;
    prepare?(emulator: Emulator): void;
  } = {},
): Promise<Served> {
  const channels = Array.from({ length: options.channels ?? 1 }, (_, index) => `142800000000000010${index}`);
  const emulator = await startEmulator({
    ...options.discord,
    world: {
      guilds: [
        {
          id: GUILD,
          name: 'Harbour Desk',
          members: [{ id: MANAGER, username: 'maria', owner: true }],
          channels: channels.map((id, index) => ({ id, name: NAMES[index] ?? `dates-${index}` })),
        },
      ],
    },
  });
  options.prepare?.(emulator);
  const home = await mkdtemp(join(tmpdir(), 'datewatch-served-'));
  await mkdir(join(home, 'data'));
  await writeFile(join(home, 'data', 'made.yaml'), options.list ?? FILING_LIST);
  const subscriptions = channels.map(
    (id) => `  - { server: "${GUILD}", channel: "${id}", ${options.wants ?? 'leads: [15m]'} }\n`,
  );
  await writeFile(join(home, 'settings.yaml'), `zone: UTC\nsubscriptions:\n${subscriptions.join('')}`);
  const due = options.due ?? DUE;
  if (options.realClock !== true) await seedState(join(home, 'var'), { guild: GUILD, channels, due });
  const bot = startLine(options.args ?? ['start'], {
    ...(options.withoutToken === true ? {} : { DISCORD_TOKEN: emulator.token }),
    DISCORD_API_URL: emulator.apiUrl,
    DATEWATCH_DATA: options.data ?? join(home, 'data'),
    DATEWATCH_CONFIG: join(home, 'settings.yaml'),
    DATEWATCH_STATE: join(home, 'var'),
    ...(options.realClock === true ? {} : { DATEWATCH_NOW: new Date(due + 1_000).toISOString() }),
    DATEWATCH_HTTP_PORT: '0',
    ...options.env,
  });
  onTestFinished(async () => {
    bot.signal('SIGTERM');
    await bot.ended;
    await emulator.stop();
    await rm(home, { recursive: true, force: true });
  });
  await bot.says('Serving the status page.');
  const address = /address(?:":"|=)(http:[^"),]+)/.exec(bot.out())?.[1] ?? '';
  return { emulator, bot, channels, home, get: (path, init) => fetch(`${address}${path}`, init) };
}

/** The samples of a text of Prometheus, by name and labels as they stand there. */
export function readSamples(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}
