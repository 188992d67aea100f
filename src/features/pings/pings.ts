import { CERTAINTIES, type Certainty, LIVING_CERTAINTIES } from '../../model/event.ts';
import { PING_KINDS, type PingKind, type Subscription } from '../../model/subscription.ts';
import { pingKindWords } from '../../render/card/describe-subscription.ts';
import { certaintyText } from '../../render/text/words.ts';
import { type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireSubscription, saveChoice } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { pingsAnswer } from './answer.ts';
import { pingsText } from './words.ts';

const SHAPE = {
  name: 'datewatch pings',
  description: pingsText('pings'),
  options: [
    {
      name: 'message',
      description: pingsText('pingsMessage'),
      type: 'string',
      choices: PING_KINDS.map((kind) => ({ name: pingKindWords(kind), value: kind })),
    },
    {
      name: 'certainty',
      description: pingsText('pingsCertainty'),
      type: 'string',
      choices: LIVING_CERTAINTIES.map((certainty) => ({ name: certaintyText(`${certainty}`), value: certainty })),
    },
    { name: 'ping', description: pingsText('pingsPing'), type: 'boolean' },
    { name: 'channel', description: pingsText('pingsChannel'), type: 'channel' },
  ],
} as const satisfies CommandShape;

/** `/datewatch pings`: which messages ping the channel's role, and for which certainty; without options, the present choice. */
const pings: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const { message, certainty, ping } = call.options;
    const isNamed = message !== null || certainty !== null;
    if (isNamed !== (ping !== null)) throw new CommandRefusal(pingsText('pingsMissing'));
    const { found } = await requireSubscription(call, context);
    const saved = ping !== null ? withPings(found, { message, certainty, ping }) : found;
    const isSame = isEqual(saved, found);
    if (!isSame) await saveChoice(saved, context);
    const chosen = ping !== null ? { message, certainty, ping, isSame } : null;
    return { message: pingsAnswer({ saved, before: found, chosen }), private: true };
  },
};

/**
 * Returns the subscription with one kind of message, one certainty, or both switched on or off; both lists keep one
 * order.
 */
function withPings(
  subscription: Subscription,
  { message, certainty, ping }: { message: PingKind | null; certainty: Certainty | null; ping: boolean },
): Subscription {
  const { pingless: before = [], ...rest } = subscription;
  const pingless = PING_KINDS.filter((kind) => (kind === message ? !ping : before.includes(kind)));
  const pingFor = CERTAINTIES.filter((each) => (each === certainty ? ping : rest.pingFor.includes(each)));
  return pingless.length === 0 ? { ...rest, pingFor } : { ...rest, pingFor, pingless };
}

function isEqual(a: Subscription, b: Subscription): boolean {
  const same = <Word>(left: readonly Word[], right: readonly Word[]) =>
    left.length === right.length && left.every((word) => right.includes(word));
  return same(a.pingFor, b.pingFor) && same(a.pingless ?? [], b.pingless ?? []);
}

export const feature: Feature = { commands: [pings] };
