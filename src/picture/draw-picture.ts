import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { type Machine, settlesWithin } from '../time/machine.ts';
import type { PictureOrder } from './picture-thread.ts';

/** Makes a PNG of an SVG, at three times its size. Rejects where that takes too long. */
export type DrawPicture = (svg: string) => Promise<Uint8Array>;

/** Somebody waits for it in Discord. */
const LONGEST_MS = 10_000;
/** Most that wait: who asks beyond that is told at once. */
const MOST_WAITING = 8;
/** Pictures kept for those who ask for the same one soon. */
const KEPT = 4;

/**
 * Makes the function that draws: one picture at a time, each in a thread of its own that ends with it, so that neither its
 * time nor its memory is the program's.
 */
export function makePictureDrawer(machine: Machine, longestMs = LONGEST_MS): DrawPicture {
  const turn = pLimit(1);
  const kept = new Map<string, Uint8Array>();
  return async (svg) => {
    const known = kept.get(svg);
    if (known !== undefined) return known;
    if (turn.pendingCount >= MOST_WAITING) throw new Error('Too many pictures are waiting to be drawn.');
    const png = await turn(() => drawInThread({ svg }, machine, longestMs));
    kept.set(svg, png);
    for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(old);
    return png;
  };
}

async function drawInThread(order: PictureOrder, machine: Machine, longestMs: number): Promise<Uint8Array> {
  // The bundler makes this file of its own part too: it finds it by this very form.
  const thread = new Worker(new URL('./picture-thread.ts', import.meta.url), { workerData: order });
  const drawn = once(thread, 'message');
  try {
    if (!(await settlesWithin(drawn, longestMs, machine))) throw new Error('The picture took too long.');
    const [png] = await drawn;
    return png as Uint8Array;
  } finally {
    await thread.terminate();
  }
}
