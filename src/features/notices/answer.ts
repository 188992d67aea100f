import { CHANGE_KINDS, type ChangeKind, DEFAULT_NOTICE_WAYS } from '../../model/change.ts';
import type { Message } from '../../model/message.ts';
import type { Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { callText, nameText } from '../call/words.ts';
import { noticeWayText } from './words.ts';

/** The notices that a channel gets, and the effect of the command. */
export type NoticesView = {
  readonly saved: Subscription;
  /** The kind that was named, and whether it was so already; `null` when the command only asked. */
  readonly chosen: { readonly kind: ChangeKind; readonly same: boolean } | null;
  /** True where the choice was written over a subscription of the settings file. */
  readonly fromSettings: boolean;
};

/** The answer to `/datewatch notices`: for every kind of change the way the channel gets it, chosen or by default. */
export function noticesAnswer({ saved, chosen, fromSettings }: NoticesView): Message {
  const channel = channelMention(saved.channel);
  const pings = CHANGE_KINDS.some((kind) => (saved.notices?.[kind] ?? DEFAULT_NOTICE_WAYS[kind]) === 'ping');
  const card = buildCard({
    title: noticeWayText('title'),
    rows: CHANGE_KINDS.map((kind) => noticeRow(kind, saved)),
    sections: [
      { name: callText('channelField'), rows: [channel] },
      { name: callText('wasField'), rows: fromSettings ? [callText('wasFromSettings')] : [] },
      {
        name: noticeWayText('noRole'),
        rows: pings && saved.role === null ? [noticeWayText('noRoleText', { channel })] : [],
      },
      { name: noticeWayText('announced'), rows: [noticeWayText('announcedText')] },
    ],
    footer: noticeWayText('how'),
  });
  return buildAnswer(firstThatFits(contentLine(saved, chosen)), card);
}

function contentLine(saved: Subscription, chosen: NoticesView['chosen']): string {
  if (chosen !== null) {
    const way = saved.notices?.[chosen.kind] ?? DEFAULT_NOTICE_WAYS[chosen.kind];
    const words = { change: nameText(`${chosen.kind}`), way: noticeWayText(`${way}`) };
    return chosen.same ? noticeWayText('same', words) : noticeWayText('saved', words);
  }
  const count = CHANGE_KINDS.filter((kind) => saved.notices?.[kind] !== undefined).length;
  return count === 0 ? noticeWayText('shownNone') : noticeWayText('shown', { count });
}

function noticeRow(kind: ChangeKind, { notices }: Subscription): string {
  const change = nameText(`${kind}`);
  const fallback = noticeWayText(`${DEFAULT_NOTICE_WAYS[kind]}`);
  const own = notices?.[kind];
  if (own === undefined) return noticeWayText('row', { change, way: fallback });
  return noticeWayText('rowChosen', { change, way: noticeWayText(`${own}`), fallback });
}
