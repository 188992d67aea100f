import { CERTAINTIES, type Certainty, LIVING_CERTAINTIES } from '../../model/event.ts';
import { PING_KINDS, type PingKind, type Subscription } from '../../model/subscription.ts';
import { pingKindWords } from '../../render/card/describe-subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { certaintyText } from '../../render/text/words.ts';
import { type Command, type CommandCall, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireSubscription, saveChoice } from '../call/find-subscription.ts';
import { textOption } from '../call/read-options.ts';
import { callText } from '../call/words.ts';
import { pingsAnswer } from './answer.ts';
import { pingsText } from './words.ts';

/** `/pings`: which messages ping the channel's role, and for dates how sure; without options, what holds now. */
export const pings: Command<CommandContext> = {
  shape: {
    name: 'pings',
    description: pingsText('pings'),
    for: 'manage',
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
  },
  async handle(call, context) {
    const message = readChoice(call, 'message', PING_KINDS);
    const certainty = readChoice<Certainty>(call, 'certainty', LIVING_CERTAINTIES);
    const ping = call.options['ping'];
    const isNamed = message !== null || certainty !== null;
    if (isNamed !== (typeof ping === 'boolean')) throw new CommandRefusal(pingsText('pingsMissing'));
    const { found } = await requireSubscription(call, context);
    const saved = typeof ping === 'boolean' ? withPings(found, { message, certainty, ping }) : found;
    const isSame = isEqual(saved, found);
    if (!isSame) await saveChoice(saved, context);
    const chosen = typeof ping === 'boolean' ? { message, certainty, ping, isSame } : null;
    return { message: pingsAnswer({ saved, before: found, chosen }), private: true };
  },
};

/** The subscription with one kind of message, one certainty, or both switched on or off; both lists in one order. */
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

/** One of an option's choices; `null` when it was left out. Discord sends no others, a caller of ours could. */
function readChoice<Word extends string>(call: CommandCall, option: string, words: readonly Word[]): Word | null {
  const typed = textOption(call, option);
  const found = words.find((word) => word === typed) ?? null;
  if (typed === null || found !== null) return found;
  throw new CommandRefusal(callText('unknownChoice', { typed: plainText(typed, 60) || '…', option }));
}
