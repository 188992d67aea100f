import { join } from 'node:path';
import { judgeAddress } from '../../config/read-database.ts';
import { DATABASE_FILE } from '../../store/open-store.ts';
import { moveToPostgres } from '../../store/postgres/move-state.ts';
import { realMachine } from '../../time/machine.ts';
import { type Io, requireConfig, StartError } from '../start/start-error.ts';

/**
 * `datewatch migrate [--to URL]`: moves the state from SQLite's file to an empty PostgreSQL, that of `DATABASE_URL` where
 * no address is given, and compares both afterwards. The file stays as it is. Progress goes to standard error. Exit code
 * 0. Throws `StartError` without a usable address, `StoreError` where it cannot be done; then nothing has been moved.
 */
export async function migrateState(io: Io, options: { to?: string; json?: boolean }): Promise<number> {
  const { stateFolder, database } = await requireConfig(io);
  const url = options.to ?? database?.reveal();
  if (url === undefined) {
    throw new StartError('Where to? Give --to postgres://user:password@host:5432/datewatch, or set DATABASE_URL_FILE.');
  }
  const wrong = judgeAddress(url);
  if (wrong !== null) throw new StartError(`${wrong.message} Expected: ${wrong.expected}.`);
  const file = join(stateFolder, DATABASE_FILE);
  let shown = '';
  const tables = await moveToPostgres({
    folder: stateFolder,
    file,
    url,
    machine: realMachine(),
    progress(table, done, of) {
      // Each tenth of a long table is a line.
      const step = of === 0 ? 10 : Math.floor((done / of) * 10);
      const line = `${table} ${step}`;
      if (line === shown || (step < 10 && of < 10_000)) return;
      shown = line;
      io.err(`${table}: ${done.toLocaleString('en')} of ${of.toLocaleString('en')} rows\n`);
    },
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  io.out(
    options.json === true
      ? `${JSON.stringify({ from: file, rows, tables })}\n`
      : `Moved: ${rows.toLocaleString('en')} rows in ${tables.length} tables, read again on both sides and equal.
Next: start the bot with DATABASE_URL_FILE, a file that holds the address, and look at \`/datewatch check\`.
${file} is as it was. Once all is well, move it away: it does not know what is sent from now on.
`,
  );
  return 0;
}
