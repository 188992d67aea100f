import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { backupState, restoreState } from '../../store/restore-state.ts';
import type { CopiedState } from '../../store/sqlite/copy-database.ts';
import { stampOf } from '../../store/sqlite/keep-copies.ts';
import { realMachine } from '../../time/machine.ts';
import { type Io, requireConfig, StartError } from '../start/start-error.ts';

/**
 * `datewatch backup FILE`: copies the state into a file while the bot runs; into a new file of a folder, where FILE is
 * one. Exit code 0. Throws `StoreError` where there is nothing to copy or nowhere to copy it to.
 */
export async function backup(io: Io, target: string, options: { json?: boolean }): Promise<number> {
  const { stateFolder } = await requireFile(io);
  const named = resolve(target);
  const isFolder = statSync(named, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = isFolder ? join(named, `datewatch-${stampOf(realMachine().now())}.sqlite`) : named;
  const copied = await backupState(stateFolder, file);
  io.out(
    options.json === true
      ? `${JSON.stringify({ file, ...copied })}\n`
      : `Copied to ${file}: ${held(copied)}. It holds ids of servers, channels and people: keep it as you keep the state.\n`,
  );
  return 0;
}

/**
 * `datewatch restore FILE`: puts a copy in the place of the state while the bot is stopped. Exit code 0. Throws
 * `StoreError` where the bot runs or the copy cannot be used; then nothing has been changed.
 */
export async function restore(io: Io, file: string, options: { json?: boolean }): Promise<number> {
  const { stateFolder } = await requireFile(io);
  const { restored, before } = restoreState(stateFolder, resolve(file), stampOf(realMachine().now()));
  if (options.json === true) {
    io.out(`${JSON.stringify({ before, ...restored })}\n`);
    return 0;
  }
  const kept = before === null ? '' : ` What was there is now ${before}; delete it once all is well.`;
  io.out(
    `Restored: ${held(restored)}.${kept}\nStart the bot now. What it sent since that copy it looks for in its channels first, so that nothing comes twice.\n`,
  );
  return 0;
}

/** The settings of a bot whose state is a file: PostgreSQL has means of its own. */
async function requireFile(io: Io): Promise<Config> {
  const config = await requireConfig(io);
  if (config.database === null) return config;
  throw new StartError(
    'The state is in PostgreSQL: copy it with `pg_dump`, put it back with `pg_restore` (docs/run.md, "PostgreSQL").',
  );
}

function held({ subscriptions, messages, watermark }: CopiedState): string {
  const until = watermark === null ? 'which never ran' : `as of ${watermark}`;
  return `${subscriptions} subscriptions and ${messages} messages sent, ${until}`;
}
