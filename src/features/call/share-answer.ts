import { controlIds } from '../../model/control-id.ts';
import type { Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import { addButton, addNote } from '../../render/card/adjust-message.ts';
import { buildButton } from '../../render/card/build-card.ts';
import { mayAnswerAll } from './check-channel.ts';
import {
  type Call,
  CommandRefusal,
  type OptionShape,
  type PressCall,
  type PressHandler,
  type Reply,
} from './command.ts';
import type { ShortMemory } from './short-memory.ts';
import { callText } from './words.ts';

/** A private answer that its caller may still show to everyone. */
export type ShareableAnswer = { readonly user: UserId; readonly message: Message };

/** Where such answers are kept. */
type Sharing = { readonly shared: ShortMemory<ShareableAnswer> };

/** The option of answers about dates that everyone in the channel may see. */
export const SHARE_OPTION = {
  name: 'share',
  description: callText('optionShare'),
  type: 'boolean',
} as const satisfies OptionShape;

/** A press on Share: `share:<answer>`. */
const SHARE_IDS = controlIds('share', 'answer');

/** An answer about dates: for the caller alone and to be shared, unless it was asked for everyone. */
export function datesReply(
  call: Call & { readonly options: { readonly share: boolean | null } },
  message: Message,
): Reply {
  return { message, private: call.options.share !== true || !mayAnswerAll(call), shareable: true };
}

/** The answer with a Share button, where only the caller sees it and the bot may write to everyone there. */
export function offerShare(call: Call & Pick<Partial<PressCall>, 'below'>, reply: Reply, context: Sharing): Reply {
  const isPrivate = reply.update === true ? call.below?.isPrivate === true : reply.private;
  if (reply.shareable !== true || !isPrivate || call.guild === null || !mayAnswerAll(call)) return reply;
  const answer = context.shared.nextNumber();
  context.shared.keep(answer, { user: call.user, message: reply.message });
  const button = buildButton(SHARE_IDS.write({ answer }), callText('share'), false);
  return { ...reply, message: addButton(reply.message, button) };
}

/** Shows an answer to everyone in the channel, as its caller's, once: the button goes. */
const pressShare: PressHandler<Sharing> = {
  action: SHARE_IDS.action,
  async handle(call, context) {
    const { answer } = SHARE_IDS.read(call.args);
    const kept = context.shared.find(answer);
    if (kept === null || kept.user !== call.user) throw new CommandRefusal(callText('shareGone'));
    if (!mayAnswerAll(call)) throw new CommandRefusal(callText('shareNowhere'));
    context.shared.remove(answer);
    const also = addNote(kept.message, callText('sharedBy', { user: `<@${call.user}>` }));
    return { message: kept.message, private: true, update: true, also };
  },
};

export const feature = { presses: [pressShare] };
