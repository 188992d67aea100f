import type { EventChange } from '../../model/change.ts';
import type { LocalDay } from '../../model/date.ts';
import type { GuildId } from '../../model/subscription.ts';
import { startOfDay } from '../../time/local.ts';
import type { CommandContext } from '../call/context.ts';
import { readClock } from '../call/read-clock.ts';
import type { ChangesView } from './answer.ts';

/** Rows of a page: the longest ones still fit into one card. */
const PAGE_SIZE = 8;
/** Most changes that are looked through; nobody turns sixty pages. */
const MOST = 480;

/** A page of what changed since the start of a day in the server's zone; a page that does not exist becomes the last one. */
export async function changesPage(
  wish: { readonly since: LocalDay; readonly page: number },
  guild: GuildId | null,
  context: CommandContext,
): Promise<ChangesView> {
  const { zone } = await readClock(guild, context);
  // The ledger tells what came after an instant, and a change at midnight itself belongs to the day.
  const after = startOfDay(wish.since, zone) - 1;
  const found = await context.outbox.changes({ since: after, limit: MOST + 1 });
  const shown = found.slice(0, MOST);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
  const page = Math.min(Math.max(0, wish.page), pages - 1);
  return {
    since: wish.since,
    rows: shown
      .slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
      .map(({ at, what }) => ({ at, change: JSON.parse(what) as EventChange })),
    count: shown.length,
    cut: found.length > MOST,
    page,
    pages,
    now: context.world.now(),
    zone,
    events: context.index().events,
  };
}
