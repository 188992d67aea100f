import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { keepList } from '../src/engine/list-keeper.ts';
import { MAX_EVENTS } from '../src/list/parse/parse-list.ts';
import { readList } from '../src/list/parse/read-list.ts';
import { realMachine } from '../src/time/machine.ts';
import type { Measurement } from './figure.ts';
import { madeListText } from './make-list.ts';
import { takeMedian } from './take-percentile.ts';

/** Its list never loses anything. */
const NOTHING_ACCEPTED = { read: async () => null, write: async () => undefined };
const ROUNDS = 5;

/**
 * A list of as many events as there may be, edited and read again as a running bot does it: read in a thread, then made
 * ready for ticks and answers. The stall is the longest time in which the main thread answered nothing.
 *
 * Misleading would be: other work on the machine, which is in the longest stall; events shorter than people write them
 * (these have one claim and 420 characters, those of the shipped list 840).
 */
export async function measureList(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-list-'));
  const path = join(folder, 'made-up.yaml');
  const machine = realMachine();
  const rounds: { readonly took: number; readonly stall: number }[] = [];
  try {
    const text = madeListText(MAX_EVENTS);
    await writeFile(path, text);
    const began = performance.now();
    const { list } = readList(folder);
    const atStart = performance.now() - began;
    if (list === null) throw new Error('The made-up list is not good.');
    const keeper = keepList({ folder }, { list, problems: [], held: null }, machine, NOTHING_ACCEPTED);
    for (let round = 0; round < ROUNDS; round += 1) {
      await writeFile(path, text.replace('event 7 is', `event ${round}${round} is`));
      rounds.push(
        await watchLoop(async () => {
          const reading = await keeper.reread();
          if (reading !== 'replaced') throw new Error(`An edited list was ${reading}.`);
        }),
      );
    }
    const stalls = rounds.map(({ stall }) => stall);
    return {
      name: 'list',
      title: `reading ${MAX_EVENTS.toLocaleString('en')} events`,
      figures: [
        {
          what: 'edited, until it is in force, median',
          value: takeMedian(rounds.map(({ took }) => took)),
          unit: 'ms',
          goal: { is: 'at most', bound: 3_000 },
        },
        {
          what: 'longest stall meanwhile, median',
          value: takeMedian(stalls),
          unit: 'ms',
          goal: { is: 'at most', bound: 20 },
        },
        { what: 'longest stall meanwhile, worst', value: Math.max(...stalls), unit: 'ms', goal: null },
        { what: 'at a start, where nothing else waits', value: atStart, unit: 'ms', goal: null },
      ],
      notes: [`${ROUNDS} edits, ${(text.length / 1e6).toFixed(1)} MB.`],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How long something took, and the longest stall of the event loop meanwhile, in ms. */
async function watchLoop(act: () => Promise<void>): Promise<{ readonly took: number; readonly stall: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // Without a turn of its own the monitor would count what went before.
  await new Promise(setImmediate);
  delay.enable();
  const before = performance.now();
  await act();
  const took = performance.now() - before;
  delay.disable();
  return { took, stall: delay.max / 1e6 };
}
