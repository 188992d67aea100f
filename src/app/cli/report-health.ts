import { realMachine } from '../../time/real-machine.ts';
import type { Rim } from '../start/io.ts';
import { requireConfig } from '../start/require-config.ts';
import { readHealth } from '../tell/write-health.ts';

/** `datewatch health`: for a container's health check. Exit code 1 when the program has not ticked for a minute. */
export async function reportHealth(rim: Rim): Promise<number> {
  const config = await requireConfig(rim);
  const { well, says } = await readHealth(config.stateFolder, realMachine().now());
  rim.out(`${says}\n`);
  return well ? 0 : 1;
}
