/**
 * `node build/fill-compile-cache.ts ENTRY`: runs a bundle once against Discord on loopback, so that V8's compiled code
 * lies beside it. The image is read-only where it runs, and each start would otherwise compile everything anew. Run it
 * with the Node, the user and the path that will run the bundle: the cache holds for no other.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/start-emulator.ts';
import { runCommand, startBot } from './run-program.ts';

const [entry = ''] = process.argv.slice(2);
if (entry === '' || entry.startsWith('-')) {
  process.stdout.write('usage: node build/fill-compile-cache.ts ENTRY    such as dist/main.js\n');
  process.exit(entry === '--help' ? 0 : 2);
}
const state = await mkdtemp(join(tmpdir(), 'datewatch-cache-'));
const emulator = await startEmulator();
const env = { DISCORD_TOKEN: emulator.token, DISCORD_API_URL: emulator.apiUrl, DATEWATCH_STATE: state };
try {
  const bot = await startBot({ entry, env });
  // What answers a command is compiled when it first answers one.
  await emulator.interact.command({ name: 'dates next' });
  await runCommand({ entry, env }, ['health']);
  if ((await bot.stop()) !== 0) throw new Error(bot.out());
  await runCommand({ entry, env }, ['check']);
} catch (error) {
  process.stderr.write(`The cache was not filled: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await emulator.stop();
  await rm(state, { recursive: true, force: true });
}
