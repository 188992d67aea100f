import { realMachine } from '../time/real-machine.ts';
import { requireConfig } from './require-config.ts';
import type { Rim } from './rim.ts';
import { readHealth } from './tell-health.ts';

/** `datewatch health`: for a container's health check. Exit code 1 when the program has not ticked for a minute. */
export async function reportHealth(rim: Rim): Promise<number> {
  const config = await requireConfig(rim);
  const { well, says } = await readHealth(config.stateFolder, realMachine().now());
  rim.out(`${says}\n`);
  return well ? 0 : 1;
}
