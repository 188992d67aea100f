import type { CommandContext } from '../call/context.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import { wantedEdges } from '../call/preview-reminders.ts';
import { clockFrom, wishOf } from '../call/read-clock.ts';
import { SETTING } from '../call/read-filter.ts';
import type { Draft, DraftOwner } from '../call/setup-drafts.ts';
import { checkPlace } from './check-place.ts';
import { offeredLeads, offeredTimes, offeredWords, offeredZones, type SetupTicket } from './setup-controls.ts';
import type { SetupView } from './setup-page.ts';
import { isInForce, previewMessages, settingsFrom, subscriptionOf, wishFrom } from './wish-from-draft.ts';

/** How many messages the last page shows; the others name the first one only. */
const SHOWN = 3;

/** Everything that the message of a draft shows, worked out from memory. */
export async function viewDraft(
  draft: Draft,
  owner: DraftOwner,
  note: string | null,
  context: CommandContext,
): Promise<SetupView> {
  const { guild } = owner;
  const list = context.list();
  const index = context.index();
  const now = context.world.now();
  const defaults = context.defaults();
  const found = await subscriptionIn(guild, draft.place?.id ?? null, context);
  const own = await context.settingsOf(guild);
  const wished = settingsFrom(draft, own, guild);
  const clock = clockFrom(wished ?? own, defaults);
  const wish = wishFrom(draft, found, guild, now);
  const wanted = wishOf(wish, clock, defaults);
  const preview = previewMessages(index, wanted, now, draft.page === 3 ? SHOWN : 1);
  return {
    ticket: ticketOf(draft, owner),
    page: draft.page,
    wish,
    before: found === null ? null : subscriptionOf(found),
    same: wished === null && isInForce(wish, found),
    defaults,
    clock,
    clockBefore: clockFrom(own, defaults),
    now,
    ahead: [...wantedEdges(index, wish.filter, now)].length,
    next: preview.kind === 'ahead' ? (preview.reminders[0] ?? null) : null,
    preview,
    events: index.events,
    choices: {
      topics: offeredWords(
        list.events.flatMap((event) => event.topics),
        draft.topics,
      ),
      kinds: offeredWords(
        list.events.map((event) => event.kind),
        draft.kinds,
      ),
      leads: offeredLeads(draft.leads),
      zones: offeredZones(draft.offered, clock.ownZone ? clock.zone : null),
      times: offeredTimes(clock.ownPostingTime ? clock.postingTime : null),
      mostWords: SETTING.most,
    },
    ...checkPlace(draft),
    note,
  };
}

/** Whose draft a control belongs to, and which state of it was on the screen. */
function ticketOf({ run, rev }: Draft, { user }: DraftOwner): SetupTicket {
  return { user, run, rev };
}
