import { call } from './build-calls.ts';
import { makeContext } from './command-context.ts';
import { run } from './run-command.ts';
import { openSetup } from './setup-screen.ts';

/** When the card is opened. */
export const NOW = '2025-10-24T16:00:00Z';

/** The card of a channel that gets everything. */
export async function openSubscribedCard(options: Partial<Parameters<typeof makeContext>[0]> = {}, subscribed = {}) {
  const made = await makeContext({ now: NOW, ...options });
  await run('datewatch subscribe', call(subscribed), made.context);
  const screen = await openSetup(made.context);
  const saved = async () => made.context.registry.subscription('100');
  return { ...made, screen, saved };
}
