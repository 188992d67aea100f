import { sortLeads } from '../../model/lead.ts';
import type { Call } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { chosenLeads, derivingClock, findPerson, readPersonClock } from '../call/find-subscription.ts';
import { comingLeads, personalStanding } from './personal-events.ts';
import { undeliveredTo } from './read-undelivered.ts';
import type { PersonalRow, RemindersView } from './reminders-answer.ts';

/** Rows of a page: they fit into one card, and their events into one select. */
const PAGE_SIZE = 10;

/** A page of what a person is reminded of, soonest next reminder first; a page that does not exist becomes the last one. */
export async function remindersPage(wanted: number, call: Call, context: CommandContext): Promise<RemindersView> {
  const now = context.world.now();
  const row = await findPerson(call.user, context);
  const shown = await readPersonClock(call, context);
  const clock = derivingClock(shown);
  const { byId } = context.index();
  const rows = [...chosenLeads(row)].map(([id, leads]): PersonalRow => {
    const listed = byId.get(id);
    if (listed === undefined) return { id, event: null, edge: null, standing: 'gone', coming: [] };
    const standing = personalStanding(listed, now);
    const coming = standing === 'dated' ? comingLeads(listed, sortLeads(leads), clock, now) : [];
    const edge = listed.edges.find(({ anchor }) => anchor > now) ?? null;
    return { id, event: listed.event, edge, standing, coming };
  });
  rows.sort((a, b) => orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1));
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return {
    rows: rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
    count: rows.length,
    next: rows[0]?.coming[0]?.due ?? null,
    page,
    pages,
    zone: shown.zone,
    undelivered: row === null ? null : await undeliveredTo(row, context),
  };
}

/** By the next reminder; then those that wait for a date, those called off, those of which all have come, the over, the gone. */
function orderOf({ coming, standing }: PersonalRow): number {
  const [next] = coming;
  if (next !== undefined) return next.due;
  return Number.MAX_SAFE_INTEGER - ['gone', 'over', 'dated', 'called off', 'undated'].indexOf(standing);
}
