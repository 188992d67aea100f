import { readConfig } from '../src/config/read-config.ts';
import { createSendBudget } from '../src/deliver/send-budget.ts';
import type { Sender } from '../src/deliver/sender.ts';
import { makeCatalogue } from '../src/engine/catalogue.ts';
import { type Engine, startEngine } from '../src/engine/engine.ts';
import { makeRoster } from '../src/engine/roster.ts';
import type { EventList } from '../src/model/event.ts';
import type { Store } from '../src/store/make-store.ts';
import type { Machine } from '../src/time/machine.ts';
import type { SteppedWorld } from '../src/time/world.ts';

/**
 * The program's engine with its defaults, over a store and a world that is moved by hand. Whatever it would send throws, unless
 * `send` and the requests a second that Discord would allow are given.
 */
export async function startBenchEngine(
  list: EventList,
  { outbox, registry }: Pick<Store, 'outbox' | 'registry'>,
  world: SteppedWorld,
  machine: Machine,
  delivery: { readonly send: Sender['send']; readonly requestsPerSecond: number } | null = null,
): Promise<Engine> {
  const settings = await readConfig({}, process.cwd());
  if ('problems' in settings) throw new Error(JSON.stringify(settings.problems));
  const { defaults, grace } = settings.config;
  const { requestsPerSecond } = delivery ?? settings.config;
  const catalogue = makeCatalogue(list);
  const failed = (error: unknown): never => {
    throw error;
  };
  const sent = async () => failed(new Error('Something was sent, and only ticks are measured.'));
  return startEngine({
    config: { defaults, grace },
    world,
    machine,
    outbox,
    registry,
    roster: makeRoster(registry, defaults),
    sender: { send: delivery?.send ?? sent, edit: sent, pin: sent, publish: sent, look: sent, recent: sent },
    budget: createSendBudget(machine, requestsPerSecond),
    events: { closed: async () => undefined, credentialsGone: failed, ban: failed, failed, settled: () => undefined },
    catalogue: () => catalogue,
    askDate: async () => 'no date',
    random: () => 0,
    replay: false,
  });
}
