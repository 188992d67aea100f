import { join } from 'node:path';
import { readList } from '../../src/list/parse/read-list.ts';
import type { EventList } from '../../src/model/event.ts';

/**
 * The folder of the trade calendar of autumn 2025 as the two first reports had it, frozen: tests and exhibits with
 * reviewed texts and instants stand on it, so that the lists that are shipped may go on.
 */
export function autumnFolder(): string {
  return join(import.meta.dirname, 'lists/autumn-2025');
}

/** The list in that folder. */
export function readAutumn(): EventList {
  const { list, problems } = readList(autumnFolder());
  if (list === null) throw new Error(JSON.stringify(problems));
  return list;
}
