import { openLog } from '../src/app/start/open-log.ts';
import { startDatewatch } from '../src/app/start/start-datewatch.ts';
import { readConfig } from '../src/config/read-config.ts';
import { type Machine, realMachine } from '../src/time/machine.ts';

/**
 * Datewatch as it ships, but for two things: its world runs so many whole seconds beside the machine, so that a due
 * instant need not be waited for; and every second answer to a command is deferred at once instead of after a second and a half,
 * so that deferred answers and their edits can be measured. Arguments: REST base, token, state folder, data folder,
 * offset in ms.
 */

/** How long the program lets a handler run before it defers. */
const DEFER_AFTER_MS = 1_500;

const [api = '', token = '', state = '', data = '', offset = ''] = process.argv.slice(2);
const env = { DISCORD_TOKEN: token, DISCORD_API_URL: api, DATEWATCH_STATE: state, DATEWATCH_DATA: data };
const read = await readConfig(env, state);
if ('problems' in read || read.config.token === null)
  throw new Error(`The settings are wrong: ${JSON.stringify(read)}`);

const real = realMachine();
let answers = 0;
const machine: Machine = {
  ...real,
  sleep(ms, signal) {
    if (ms !== DEFER_AFTER_MS) return real.sleep(ms, signal);
    answers += 1;
    return answers % 2 === 0 ? Promise.resolve() : real.sleep(ms, signal);
  },
};
const running = await startDatewatch({
  config: read.config,
  token: read.config.token,
  world: { kind: 'real', now: () => real.now() + Number(offset) },
  machine,
  log: openLog('info', 1),
  replay: false,
  until: null,
});
process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
