import { channelMention } from '../../render/card/describe-subscription.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import type { PressCall, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { changeDraft, lookAgain, showDraft, type Ticket } from './change-draft.ts';
import { checkPlace, seenFrom } from './check-place.ts';
import { requireDraft } from './keep-draft.ts';
import { previewCard } from './setup-preview.ts';
import { setupTest } from './setup-test.ts';
import { viewDraft } from './view-draft.ts';
import { setupText } from './words.ts';

/** What the card of a reminder may take beside the one that says that this is a test. */
const SAMPLE_UNITS = 5_000;

/**
 * Send a test: a message into the chosen channel that says what it is, pings nobody, and shows the card of the first
 * reminder. Then the draft with how it ended; after a failure with what is missing now.
 */
export async function sendTest(ticket: Ticket, rev: number, call: PressCall, context: CommandContext): Promise<Reply> {
  const { owner, run } = ticket;
  const draft = seenFrom(await requireDraft(context.registry, owner, run), call);
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
