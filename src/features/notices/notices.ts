import { CHANGE_KINDS, type ChangeKind, NOTICE_WAYS, type NoticeWay } from '../../model/change.ts';
import type { Subscription } from '../../model/subscription.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { chooseChannel, requireManager } from '../call/check-channel.ts';
import { type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { nameText } from '../call/words.ts';
import { noticesAnswer } from './answer.ts';
import { noticeWayText } from './words.ts';

/** The ways that the option offers, and a way back to the default. */
const OFFERED = [...NOTICE_WAYS, 'default'] as const;

const SHAPE = {
  name: 'datewatch notices',
  description: noticeWayText('notices'),
  options: [
    { name: 'channel', description: noticeWayText('noticesChannel'), type: 'channel' },
    {
      name: 'change',
      description: noticeWayText('noticesChange'),
      type: 'string',
      choices: CHANGE_KINDS.map((kind) => ({ name: nameText(kind), value: kind })),
    },
    {
      name: 'way',
      description: noticeWayText('noticesWay'),
      type: 'string',
      choices: OFFERED.map((way) => ({ name: noticeWayText(way), value: way })),
    },
  ],
} as const satisfies CommandShape;

/** `/datewatch notices`: the way a channel gets each kind of change; without `change` and `way`, the present ones. */
const notices: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const { change: kind, way } = call.options;
    if ((kind === null) !== (way === null)) throw new CommandRefusal(noticeWayText('both'));
    const channel = chooseChannel(call);
    const row = await subscriptionIn(guild, channel.id, context);
    if (row === null) {
      throw new CommandRefusal(noticeWayText('notSubscribed', { channel: channelMention(channel.id) }));
    }
    const { unsettled: _, version: __, ...found } = row;
    if (kind === null || way === null) {
      return { message: noticesAnswer({ saved: found, chosen: null, fromSettings: false }), private: true };
    }
    const wanted = way === 'default' ? null : way;
    const same = (found.notices?.[kind] ?? null) === wanted;
    // No due instant depends on it, so the window of the subscription stays where it began.
    const saved: Subscription = same ? found : { ...withChoice(found, kind, wanted), madeBy: 'command' };
    if (!same) {
      await context.registry.putSubscription(saved);
      context.changed();
    }
    const fromSettings = !same && found.madeBy === 'settings';
    return { message: noticesAnswer({ saved, chosen: { kind, same }, fromSettings }), private: true };
  },
};

/** Returns the subscription with one kind chosen or, for `null`, left to the default again. */
function withChoice(subscription: Subscription, kind: ChangeKind, way: NoticeWay | null): Subscription {
  const { notices: before, ...rest } = subscription;
  const { [kind]: _, ...others } = before ?? {};
  const notices = way === null ? others : { ...others, [kind]: way };
  return Object.keys(notices).length === 0 ? rest : { ...rest, notices };
}

export const feature: Feature = { commands: [notices] };
