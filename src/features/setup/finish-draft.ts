import type { GuildId } from '../../model/subscription.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import type { PressCall, Reply } from '../call/command.ts';
import type { CommandContext, FoundServer } from '../call/context.ts';
import { requireRoom, subscriptionIn } from '../call/find-subscription.ts';
import { clockFrom } from '../call/read-clock.ts';
import type { Draft } from '../call/setup-drafts.ts';
import { viewOfSaved } from '../call/view-saved.ts';
import { changeDraft, keepChanged, lookAgain, requireDraft, showDraft, type Ticket } from './change-draft.ts';
import { checkPlace, seenByServer, seenFrom } from './check-place.ts';
import { previewCard, setupDone, setupTest } from './setup-ended.ts';
import { isInForce, settingsFrom, subscriptionFrom, subscriptionOf, viewDraft } from './view-draft.ts';
import { setupText } from './words.ts';

/**
 * Finish: saves what the screen showed, after checking the channel and the role once more. It does not save where
 * something is missing, where the draft was changed in another window, or where somebody else changed the channel since
 * this draft was begun: then it shows the draft again with a note. Equal values are not written.
 */
export async function finishDraft(
  ticket: Ticket,
  rev: number,
  call: PressCall,
  context: CommandContext,
): Promise<Reply> {
  const { owner, run } = ticket;
  const { place } = requireDraft(context, owner, run);
  const server = place === null ? null : await context.findServer(owner.guild, [place.id]);
  return context.inTurn(owner.user, async () => {
    const draft = requireDraft(context, owner, run);
    const stop = await stopFor(draft, rev, server, owner.guild, call, context);
    if (stop !== null) return showDraft(ticket, keepChanged(owner, draft, stop, context), context);
    const message = await putInForce(draft, owner.guild, context);
    context.drafts.remove(owner);
    return { message, private: true, update: true };
  });
}

/** The draft to show again, with the reason; `null` when it may be saved. */
async function stopFor(
  draft: Draft,
  rev: number,
  server: FoundServer | null,
  guild: GuildId,
  call: PressCall,
  context: CommandContext,
) {
  if (draft.rev !== rev) return { draft, note: setupText('elsewhere') };
  const here = seenFrom(draft, call);
  const { draft: seen, roleGone } = server === null ? { draft: here, roleGone: false } : seenByServer(here, server);
  if (roleGone) return { draft: seen, note: setupText('roleGone') };
  if (!checkPlace(seen).ready) return { draft: seen, note: null };
  const version = (await subscriptionIn(guild, draft.place?.id ?? null, context))?.version ?? null;
  return version === draft.base ? null : { draft: { ...seen, base: version }, note: setupText('overtaken') };
}

async function putInForce(draft: Draft, guild: GuildId, context: CommandContext) {
  const now = context.world.now();
  const row = await subscriptionIn(guild, draft.place?.id ?? null, context);
  const own = await context.settingsOf(guild);
  const wantedSettings = settingsFrom(draft, own, guild);
  const saved = subscriptionFrom(draft, row, guild, now);
  const clock = clockFrom(wantedSettings ?? own, context.defaults());
  const before = row === null ? null : subscriptionOf(row);
  const keeps = isInForce(saved, row);
  await requireRoom(guild, saved.channel, context);
  // Everything that could fail comes before the write: an error answer says that nothing was changed.
  const subscription = await viewOfSaved({ saved, before, clock, pingNeeds: null }, context);
  if (wantedSettings !== null) await context.registry.putGuildSettings(wantedSettings, now);
  if (!keeps) await context.registry.putSubscription(saved);
  if (wantedSettings !== null || !keeps) context.changed();
  const clockBefore = clockFrom(own, context.defaults());
  return setupDone({ subscription, clock, clockBefore, same: wantedSettings === null && keeps });
}

/** Most UTF-16 units for a reminder's card beside the card that says that this is a test. */
const SAMPLE_UNITS = 5_000;

/**
 * Send a test: posts a message into the chosen channel that says what it is, pings nobody, and shows the card of the
 * first reminder. Then it shows the draft with the result; after a failure with what is missing now.
 */
export async function sendTest(ticket: Ticket, rev: number, call: PressCall, context: CommandContext): Promise<Reply> {
  const { owner, run } = ticket;
  const draft = seenFrom(requireDraft(context, owner, run), call);
  if (draft.rev !== rev) return showDraft(ticket, { draft, note: setupText('elsewhere') }, context);
  const { place } = draft;
  if (place === null || !checkPlace(draft).ready) return showDraft(ticket, { draft, note: null }, context);
  const { preview, clock, events } = await viewDraft(draft, owner, null, context);
  const card = previewCard(preview, { zone: clock.zone, events }, SAMPLE_UNITS);
  const sample = card === null ? null : { card, example: preview.kind === 'example' };
  const tried = await context.tryChannel(place.id, setupTest(call.user, sample));
  const channel = channelMention(place.id);
  if (tried.kind === 'failed') {
    const note = setupText('testFailed', { channel, why: tried.why });
    return showDraft(ticket, await lookAgain(ticket, { draft, note }, context), context);
  }
  const link = messageLink(owner.guild, place.id, tried.message);
  const note = setupText('tested', { channel, link });
  return showDraft(ticket, await changeDraft(ticket, context, (current) => ({ draft: current, note })), context);
}
