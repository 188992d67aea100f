// `npm run test:busy [-- <what npm test takes>]`: the whole suite beside two processes that take all they get of the
// machine. Ends with the suite's exit code, and ends the two whatever happens.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const BUSY = 2;
/** Takes all it gets, until whoever started it is gone. */
const LOOP = 'const parent = process.ppid; while (process.ppid === parent);';

const loops = Array.from({ length: BUSY }, () => spawn(process.execPath, ['-e', LOOP], { stdio: 'ignore' }));
process.once('exit', () => {
  for (const loop of loops) loop.kill('SIGKILL');
});
const began = performance.now();
const suite = spawn('npm', ['test', '--', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => suite.kill(signal));
const [code] = (await once(suite, 'close')) as [number | null];
const died = loops.filter(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null).length;
const seconds = Math.round((performance.now() - began) / 1_000);
process.stdout.write(
  `npm test ended with ${code ?? 'a signal'} after ${seconds} s beside ${BUSY - died} busy processes.\n`,
);
process.exit(died > 0 ? 1 : (code ?? 1));
