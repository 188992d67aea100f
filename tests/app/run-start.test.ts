import { expect, test } from 'vitest';
import type { RunEnd } from '../../src/app/start/keep-trying.ts';
import { awaitEnd } from '../../src/app/start/run-start.ts';
import { RunError } from '../../src/app/start/start-error.ts';
import { stopInOrder } from '../../src/app/start/stop-in-order.ts';
import { buildTicker } from '../build/build-ticker.ts';
import { handMachine } from '../build/hand-machine.ts';

const NEVER = new Promise<never>(() => undefined);
const WHY = 'No tick for 120 seconds.';

/** A run that ends for `why` (`null`: it is told to), and whose stop is `stop`. */
function ending(why: string | null, stop: () => Promise<void>) {
  const machine = handMachine();
  const said: string[] = [];
  const io = { err: (text: string) => said.push(text), stopSignal: why === null ? Promise.resolve('SIGTERM') : NEVER };
  const began = Promise.withResolvers<void>();
  const code = awaitEnd(io, machine, {
    broken: why === null ? NEVER : Promise.resolve(new RunError(why)),
    stop() {
      began.resolve();
      return stop();
    },
  });
  return { machine, said, code, began: began.promise };
}

/** Lets what is under way come to rest. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a stop that was asked for and comes to its end is a success, and says nothing', async () => {
  const { code, said } = ending(null, async () => undefined);
  expect(await code).toEqual({ kind: 'stopped', code: 0 });
  expect(said).toEqual([]);
});

test('a program that cannot go on ends with the reason, though it stopped well', async () => {
  const { code } = ending(WHY, async () => undefined);
  expect(await code).toEqual({ kind: 'broken', error: new RunError(WHY) } satisfies RunEnd);
});

test.each([
  ['that was asked for', null],
  ['of a program that cannot go on', WHY],
])('a stop %s and never ends is left after five seconds, in a sentence and as a failure', async (_what, why) => {
  const { code, said, machine, began } = ending(why, () => NEVER);
  await began;
  await settle();
  machine.advance(5_000);
  expect(await code).toEqual({ kind: 'stopped', code: 1 });
  expect(said.at(-1)).toMatch(/^Datewatch did not stop within 5 seconds and ends as it is\./);
  expect(said).toHaveLength(why === null ? 1 : 2);
});

test('a tick that never ends keeps nothing else from being closed', async () => {
  const fixture = await buildTicker();
  const failed: string[] = [];
  const closed: string[] = [];
  const order = stopInOrder((name, error) => failed.push(`${name}: ${String(error)}`));
  order.atStop('state', async () => closed.push('state'));
  order.atStop('watermark', () => fixture.engine.ticker.flush());
  await fixture.watched.tick();
  fixture.ledgerIs('hung');
  void fixture.watched.tick();
  await settle();
  const stopping = order.stop();
  await settle();
  fixture.hand.advance(1_000);
  await stopping;
  expect(failed).toEqual(['watermark: Error: A tick is still under way.']);
  expect(closed).toEqual(['state']);
  await fixture.close();
});
