import { paceAsides, type SendBudget } from '../../deliver/send-budget.ts';
import type { FoundRest, Sender } from '../../deliver/sender.ts';
import { makeServerFinder } from '../../discord/rest/find-server.ts';
import { makeChannelLook } from '../../discord/rest/look-at-channel.ts';
import { makeSender } from '../../discord/rest/make-sender.ts';
import type { RestConnection } from '../../discord/rest/open-connection.ts';
import { reachPerson } from '../../discord/rest/reach-person.ts';
import type { CommandContext } from '../../features/call/context.ts';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import { observeSender, type RunObserver } from './run-observer.ts';

/** The requests that the program makes of Discord by REST once it runs. */
export type Reach = Pick<CommandContext, 'reachPerson' | 'findServer' | 'tryChannel'> & {
  readonly sender: Sender;
  /** Asks Discord whether the bot may post in a channel. Never throws. */
  lookAt(guild: string, channel: string): Promise<FoundRest>;
  /** Waits for a slot for one request besides those of posts. */
  mayAsk(signal: AbortSignal): Promise<boolean>;
};

/** Everything in it takes its slots from this budget, what is asked besides posts as an aside. */
export function reachDiscord(
  rest: RestConnection,
  budget: SendBudget,
  parts: {
    readonly machine: Machine;
    readonly log: Log;
    readonly observer?: RunObserver;
    /** For tests: another sender in place of the program's own. */
    readonly hooks?: { sender?(own: Sender): Sender };
  },
): Reach {
  const { machine, log, hooks, observer } = parts;
  const hooked = hooks?.sender?.(makeSender(rest)) ?? makeSender(rest);
  const sender = observer === undefined ? hooked : observeSender(hooked, observer);
  const mayAsk = paceAsides(budget, machine);
  return {
    ...{ sender, mayAsk, lookAt: makeChannelLook(rest, mayAsk), findServer: makeServerFinder(rest, mayAsk) },
    reachPerson: (user, greeting) => reachPerson(rest, mayAsk, user, greeting),
    async tryChannel(channel, message) {
      const { makeChannelTry } = await import('./try-channel.ts');
      return makeChannelTry({ sender, machine, log, mayAsk })(channel, message);
    },
  };
}
