import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ListEvent } from '../../model/event.ts';
import type { ListDefaults, ReadList } from '../parse/parse-list.ts';
import type { ListRequest } from './list-thread.ts';

/**
 * Reads a folder as `readList` does, in a thread of its own, so that 5,000 events block nothing. The events are fetched
 * a few at a time, since receiving all of them at once would block for longer than a tick may wait. Rejects when the
 * thread fails, never for anything in the folder.
 */
export async function readListInThread(folder: string, defaults?: ListDefaults): Promise<ReadList> {
  const request: ListRequest = { folder, ...(defaults && { defaults }) };
  // The bundler makes this file of its own part too: it finds it by this very form.
  const thread = new Worker(new URL('./list-thread.ts', import.meta.url), { workerData: request });
  const ended = new AbortController();
  thread.once('exit', () => ended.abort());
  const receive = async (): Promise<unknown> => (await once(thread, 'message', { signal: ended.signal }))[0];
  try {
    const read = (await receive()) as ReadList;
    if (read.list === null) return read;
    const events: ListEvent[] = [];
    for (;;) {
      thread.postMessage('more');
      const portion = (await receive()) as readonly ListEvent[];
      if (portion.length === 0) return { ...read, list: { ...read.list, events } };
      events.push(...portion);
    }
  } finally {
    await thread.terminate();
  }
}
