import { readFileSync } from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * How many transactions a write-ahead log holds: the frames that end one, by their page count, of the log's present run.
 * Read from the file itself (https://www.sqlite.org/fileformat2.html#the_write_ahead_log), so that no part of the store
 * is believed. Only for logs that have not been checkpointed meanwhile.
 */
export function countCommits(wal: string): number {
  const bytes = readFileSync(wal);
  if (bytes.length < HEADER) return 0;
  const pageSize = bytes.readUInt32BE(8);
  const salts = bytes.subarray(16, 24);
  let commits = 0;
  for (let at = HEADER; at + FRAME_HEADER + pageSize <= bytes.length; at += FRAME_HEADER + pageSize) {
    if (!bytes.subarray(at + 8, at + 16).equals(salts)) break;
    if (bytes.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}
