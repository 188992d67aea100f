import { checkReport, describeCheck } from '../events/describe-check.ts';
import { readList } from '../events/read-list.ts';
import { requireConfig } from './require-config.ts';
import type { Rim } from './rim.ts';

/** `datewatch check`: reads the list and prints every problem, or what it found. Exit code 1 when anything is wrong. */
export async function checkList(rim: Rim, options: { json?: boolean }): Promise<number> {
  const config = await requireConfig(rim);
  const read = await readList(config.dataFolder);
  rim.out(options.json === true ? `${JSON.stringify(checkReport(read))}\n` : describeCheck(read));
  return read.list === null ? 1 : 0;
}
