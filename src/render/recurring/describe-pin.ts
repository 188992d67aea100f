import type { PinRefusal } from '../../model/recurring.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { channelMention } from '../card/describe-subscription.ts';
import { boardText } from './recurring-words.ts';

const WORDS = { 'not allowed': 'pinNotAllowed', refused: 'pinRefused', failed: 'pinFailed' } as const;

/** The reason for which the board of a channel is not pinned, and what to do, as sentences for a card. */
export function pinRefusalWords(why: PinRefusal, channel: ChannelId): string {
  return boardText(WORDS[why], { channel: channelMention(channel) });
}

/** The same as one line about one of several channels. */
export function unpinnedLine({ channel, why }: { readonly channel: ChannelId; readonly why: PinRefusal }): string {
  return boardText('unpinned', { channel: channelMention(channel), why: pinRefusalWords(why, channel) });
}
