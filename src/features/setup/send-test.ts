import { channelMention } from '../../render/card/describe-subscription.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import type { PressCall, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { queryFor } from '../call/read-clock.ts';
import { previewCard, previewMessages, setupTest } from './preview-messages.ts';
import { type CardPlace, requireCard, type Shown, showCard } from './show-card.ts';
import { setupText } from './words.ts';

/** Most UTF-16 units for a reminder's card beside the card that says that this is a test. */
const SAMPLE_UNITS = 5_000;

/**
 * Send a test: posts a message into the channel that says what it is, pings nobody, and shows the card of the first
 * reminder. Then it shows the card of the channel with the result.
 */
export async function sendTest(
  place: CardPlace,
  shown: Shown,
  call: PressCall,
  context: CommandContext,
): Promise<Reply> {
  const { subscription, clock, defaults, now } = await requireCard(place, context);
  const index = context.index();
  const preview = previewMessages(index, queryFor(subscription, clock, defaults), now, 1);
  const card = previewCard(preview, { zone: clock.zone, events: index.events }, SAMPLE_UNITS);
  const sample = card === null ? null : { card, example: preview.kind === 'example' };
  const tried = await context.tryChannel(place.channel, setupTest(call.user, sample));
  const channel = channelMention(place.channel);
  const note =
    tried.kind === 'failed'
      ? setupText('testFailed', { channel, why: tried.why })
      : setupText('tested', { channel, link: messageLink(place.guild, place.channel, tried.message) });
  return showCard(place, call, context, { ...shown, note });
}
