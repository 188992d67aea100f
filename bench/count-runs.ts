/**
 * Loaded before the program with `--import`: notes which modules of its own it loads and when, and which of its files run.
 * To each message of its parent it answers with the files that ran since the last one. Node's inspector counts every call:
 * https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#method-startPreciseCoverage
 */
import { type Profiler, Session } from 'node:inspector';
import { registerHooks } from 'node:module';

/** Files as paths below the root of the repository. */
export type RunReport = {
  /** In which a function ran: what a module does while it is loaded is not counted. */
  readonly ran: readonly string[];
  /** Loaded since the start of the process, each with the machine's time, ms since 1970. */
  readonly loaded: readonly { readonly path: string; readonly atMs: number }[];
};

const ROOT = new URL('../', import.meta.url).href;
const isOwn = (url: string) => url.startsWith(`${ROOT}src/`) && url.endsWith('.ts');
const pathOf = (url: string) => url.slice(ROOT.length);

const loaded: { path: string; atMs: number }[] = [];
registerHooks({
  load(url, context, nextLoad) {
    if (isOwn(url)) loaded.push({ path: pathOf(url), atMs: performance.timeOrigin + performance.now() });
    return nextLoad(url, context);
  },
});

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** The function that begins at the first character is the module itself. */
function hasRun({ ranges: [whole] }: Profiler.FunctionCoverage): boolean {
  return whole !== undefined && whole.count > 0 && whole.startOffset > 0;
}

process.on('message', () => {
  session.post('Profiler.takePreciseCoverage', (error, taken) => {
    if (error !== null) throw error;
    const ran = taken.result
      .filter(({ url, functions }) => isOwn(url) && functions.some(hasRun))
      .map(({ url }) => pathOf(url));
    process.send?.({ ran, loaded } satisfies RunReport);
  });
});
// The program ends when it wants to, whether or not its parent still listens.
process.channel?.unref();
