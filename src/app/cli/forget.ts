import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ofGuild } from '../../model/subscription.ts';
import type { Forgotten } from '../../outbox/registry.ts';
import { DATABASE_FILE, openStore } from '../../store/open-store.ts';
import { realMachine } from '../../time/machine.ts';
import { type Io, requireConfig, StartError } from '../start/start-error.ts';

/** Discord's ids: https://docs.discord.com/developers/reference#snowflakes */
const ID = /^\d{15,20}$/;

/**
 * `datewatch forget ID`: deletes everything that is kept of one server or person, from the disk too, and prints what it
 * was. Refuses while the bot runs, whose memory holds it as well. Exit code 1 when nothing was kept. Throws
 * `StartError` for what is no id and where there is no state, `StoreError` where the state cannot be opened.
 */
export async function forget(io: Io, id: string, options: { json?: boolean }): Promise<number> {
  if (!ID.test(id)) {
    throw new StartError(
      'Give the id of a server or of a person: 15 to 20 digits, from "Copy Server ID" or "Copy User ID" in Discord.',
    );
  }
  const { stateFolder, database, simulated } = await requireConfig(io);
  if (database === null && !existsSync(join(stateFolder, DATABASE_FILE)))
    throw new StartError(`There is no state in ${stateFolder}.`);
  const clock = simulated === null ? 'real' : 'simulated';
  const store = await openStore({ folder: stateFolder, database, clock, machine: realMachine() });
  try {
    const server = await store.registry.forget(ofGuild(id));
    const person = await store.registry.forget({ kind: 'person', user: id });
    const kept = [server, person].some((one) => countOf(one) > 0);
    io.out(
      options.json === true
        ? `${JSON.stringify({ id, server, person })}\n`
        : kept
          ? `${[...lines('Server', id, server), ...lines('Person', id, person)].join('\n')}\n`
          : `Nothing is kept of ${id}.\n`,
    );
    return kept ? 0 : 1;
  } finally {
    await store.close();
  }
}

function countOf(forgotten: Forgotten): number {
  return Object.values(forgotten).reduce((sum, count) => sum + count, 0);
}

function lines(what: string, id: string, forgotten: Forgotten): string[] {
  if (countOf(forgotten) === 0) return [];
  const { subscriptions, recurring, settings, posts, reminders } = forgotten;
  return [
    `${what} ${id} is forgotten. Deleted: subscriptions ${subscriptions}, boards and digests ${recurring}, settings ${settings}, messages ${posts}, reminders ${reminders}.`,
  ];
}
