import { parentPort, workerData } from 'node:worker_threads';
import type { ListDefaults } from '../parse/parse-list.ts';
import { readList } from '../parse/read-list.ts';

/** The folder to read. */
export type ListRequest = { readonly folder: string; readonly defaults?: ListDefaults };

/** Events handed over at once: receiving them costs the other thread a few milliseconds. */
const PORTION = 100;

/**
 * The thread of `readListInThread`: posts the result of reading the folder without its events, then a portion of them
 * each time it is asked, and an empty one after the last.
 */
function handOver({ folder, defaults }: ListRequest): void {
  const read = readList(folder, defaults);
  const { events = [] } = read.list ?? {};
  let handed = 0;
  parentPort?.on('message', () => {
    parentPort?.postMessage(events.slice(handed, handed + PORTION));
    handed += PORTION;
  });
  parentPort?.postMessage({ ...read, list: read.list && { ...read.list, events: [] } });
}

handOver(workerData as ListRequest);
