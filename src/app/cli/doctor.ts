import { constants, existsSync } from 'node:fs';
import { access, mkdtemp, readFile, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { readList } from '../../list/parse/read-list.ts';
import { problemLine } from '../../model/problem.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import type { Store } from '../../store/make-store.ts';
import { DATABASE_FILE, openStore } from '../../store/open-store.ts';
import { backupState } from '../../store/restore-state.ts';
import { realMachine } from '../../time/machine.ts';
import { isZoneDataOld, zoneDataVersion } from '../../time/zone-data.ts';
import { noSign, readHealth } from '../start/keep-health.ts';
import { explainFailure, type Io, requireConfig } from '../start/start-error.ts';
import { lookAtDiscord } from './doctor-discord.ts';
import { doctorReport, type Examine, type Examined, type Found } from './doctor-report.ts';

const LEAST_FREE_MB = 100;

/**
 * `datewatch doctor`: looks at everything that a run needs, changes nothing and logs in nowhere: settings, list, zone data,
 * folder, state, the running program, token, clock, and what the bot may do in each channel. Exit code 1 where something
 * has to be fixed. Never throws.
 */
export async function doctor(io: Io, options: { json?: boolean }): Promise<number> {
  const all: Examined[] = [];
  const examine: Examine = async (what, look) => {
    const found = await look().catch((error: unknown): Found => ({ state: 'fix', says: explainFailure(error) }));
    all.push({ what, ...found });
  };
  const config = await requireConfig(io, 'token').catch((error: unknown) => {
    all.push({ what: 'settings', state: 'fix', says: explainFailure(error) });
    return null;
  });
  if (config !== null) {
    all.push({ what: 'settings', state: 'well', says: config.settingsFile });
    await examine('list', async () => lookAtList(config));
    await examine('time zones', lookAtZones);
    await examine('running', () => lookAtRun(config));
    await examine('folder', () => lookAtFolder(config));
    await lookAtState(config, io, examine);
  }
  const { text, code } = doctorReport(all);
  io.out(options.json === true ? `${JSON.stringify({ ok: code === 0, examined: all })}\n` : text);
  return code;
}

function lookAtList({ dataFolder, defaults }: Config): Found {
  const { list, problems } = readList(dataFolder, defaults);
  if (list === null) return { state: 'fix', says: problems.map(problemLine).join('\n') };
  return {
    state: 'well',
    says: `${counted(list.events.length, 'event')} in ${counted(list.files.length, 'file')} of ${dataFolder}`,
  };
}

async function lookAtZones(): Promise<Found> {
  const version = zoneDataVersion();
  if (isZoneDataOld(version, realMachine().now())) return { state: 'fix', says: alarmText('zoneDataOld', { version }) };
  return { state: 'well', says: version };
}

/** That nothing runs is no trouble: the doctor is asked before the first start too. */
async function lookAtRun({ stateFolder }: Config): Promise<Found> {
  const { well, says } = await readHealth(stateFolder, realMachine().now());
  return { state: well ? 'well' : says === noSign(stateFolder) ? 'note' : 'fix', says };
}

/** Whether the state can be written, lasts where this runs in a container, and has room. */
async function lookAtFolder({ stateFolder, production }: Config): Promise<Found> {
  const there = await firstThere(stateFolder);
  const isWritable = await access(there, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return { state: 'fix', says: `${there} cannot be written by this user. Give this user write access to it.` };
  const { bavail, bsize } = await statfs(there);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < LEAST_FREE_MB)
    return { state: 'fix', says: `Only ${free} MB are free on the disk with ${there}. Free some space.` };
  if (production && (await isForgetful(stateFolder))) {
    return {
      state: 'fix',
      says: `${stateFolder} is inside the container, and is gone with it. Mount a volume there (compose.yaml does).`,
    };
  }
  return { state: 'well', says: `${stateFolder} can be written; ${free} MB are free` };
}

/** The folder itself, or the nearest one above it that exists. */
async function firstThere(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  return found !== null || dirname(folder) === folder ? folder : firstThere(dirname(folder));
}

/** Whether this is a container and no volume is mounted at the folder or above it. */
async function isForgetful(folder: string): Promise<boolean> {
  const inContainer = await stat('/.dockerenv').catch(() => null);
  if (inContainer === null) return false;
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const places = mounts.split('\n').flatMap((line) => line.split(' ')[4] ?? []);
  return !places.some((place) => place !== '/' && (folder === place || folder.startsWith(`${place}/`)));
}

/** Looks at a copy of the state, since a running program owns the state itself, and by it at Discord. */
async function lookAtState(config: Config, io: Io, examine: Examine): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-doctor-'));
  let store: Store | null = null;
  try {
    await examine('state', async () => {
      if (config.database !== null) {
        return {
          state: 'skipped',
          says: 'It is in PostgreSQL: `/datewatch check` looks at it and at the channels while the bot runs.',
        };
      }
      if (!existsSync(join(config.stateFolder, DATABASE_FILE)))
        return { state: 'note', says: `There is none yet in ${config.stateFolder}: a first start makes it.` };
      const copied = await backupState(config.stateFolder, join(folder, DATABASE_FILE));
      const clock = config.simulated === null ? 'real' : 'simulated';
      store = await openStore({ folder, clock, machine: realMachine() });
      const { subscriptions, messages } = copied;
      return {
        state: 'well',
        says: `${config.stateFolder}: ${counted(subscriptions, 'subscription')}, ${counted(messages, 'message')} sent`,
      };
    });
    await lookAtDiscord(config, store, io, examine);
  } finally {
    await (store as Store | null)?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
