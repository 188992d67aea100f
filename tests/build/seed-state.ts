import type { Secret } from '../../src/config/secret.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';

/**
 * Writes a state in which the program ran until a minute before `due` and these channels had been subscribed for a day,
 * by the settings unless it says otherwise, to the lead `15m`: so a program can start after `due`, and no test has to start before it in time.
 */
export async function seedState(
  folder: string,
  request: {
    readonly guild: string;
    readonly channels: readonly string[];
    readonly due: number;
    readonly database?: Secret | null;
    readonly madeBy?: 'command' | 'settings';
  },
): Promise<void> {
  const { outbox, registry, close } = await openStore({
    folder,
    database: request.database ?? null,
    clock: 'simulated',
    machine: realMachine(),
  });
  const filter = { topics: null, kinds: null };
  const clock = { leads: [{ unit: 'minutes', count: 15 }], role: null, pingFor: ['confirmed'], paused: null } as const;
  const own = {
    owner: ofGuild(request.guild),
    filter,
    since: request.due - 86_400_000,
    madeBy: request.madeBy ?? 'settings',
    ...clock,
  } as const;
  for (const channel of request.channels) await registry.putSubscription({ ...own, channel });
  const settledChannels = (await registry.subscriptions()).map(({ channel, version }) => ({ channel, version }));
  await outbox.reserve({ posts: [], skipped: [], watermark: request.due - 60_000, settledChannels, settledList: null });
  await close();
}
