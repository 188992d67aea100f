import type { ListDefaults, ReadList } from '../../src/list/parse/parse-list.ts';
import { readList } from '../../src/list/parse/read-list.ts';

/**
 * In place of the thread that reads the list, in tests whose program runs in their own process: each thread loads all modules
 * anew, which is nine tenths of such a test's work. What it reads is handed over as a thread does. The thread itself is run by
 * tests/list/read-in-thread.test.ts and by every test that starts the program as a process.
 */
export async function readListInThread(folder: string, defaults?: ListDefaults): Promise<ReadList> {
  return structuredClone(readList(folder, defaults));
}
