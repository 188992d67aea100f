import type { Message } from '../model/message.ts';
import type { DeadReason } from '../model/post.ts';
import type { ChannelId } from '../model/subscription.ts';
import { text } from './text.ts';

/** What managers are told when one of their channels has closed to the bot. */
export type ClosedChannel = { readonly channel: ChannelId; readonly reason: DeadReason };

/** Amber: somebody has to do something, nothing is lost. */
const COLOUR = 0xd9_8b_0b;

/** A word to a server's managers, in a channel where the bot may still write. It pings nobody. */
export function renderClosedChannel({ channel, reason }: ClosedChannel, mark: string): Message {
  const isGone = reason === 'unknown channel';
  return {
    content: text('trouble.closedLine'),
    ping: null,
    cards: [
      {
        title: text('trouble.closedTitle'),
        colour: COLOUR,
        description: null,
        fields: [
          { name: text('trouble.closedChannel'), value: `<#${channel}>`, inline: true },
          { name: text('trouble.closedWhy'), value: reason, inline: true },
          {
            name: text('trouble.closedDo'),
            value: text(isGone ? 'trouble.closedGone' : 'trouble.closedMend'),
            inline: false,
          },
        ],
        footer: null,
        event: null,
      },
    ],
    controls: [[{ type: 'button', id: `help~${mark}`, label: '/help', style: 'secondary', disabled: false }]],
    files: [],
  };
}
