import type { ChannelId } from '../../model/subscription.ts';

/** Lets the answer to Board on a channel’s card wait for the pin. */
export type PinEar = {
  /** Resolves when the pin of a new board in that channel has been tried: with whether an answer of now can be changed still. */
  tried(channel: ChannelId): Promise<boolean>;
  /** The pin has been tried, and how it ended is noted. */
  heard(channel: ChannelId): void;
};

/**
 * Discord takes changes of an answer for 15 minutes; one less is surely in time.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
 */
const CHANGED_WITHIN_MS = 14 * 60_000;

/** Makes one; `monotonic` is machine time, ms. */
export function hearPins(monotonic: () => number): PinEar {
  const waiting = new Map<ChannelId, PromiseWithResolvers<void>>();
  return {
    async tried(channel) {
      const since = monotonic();
      const end = waiting.get(channel) ?? Promise.withResolvers<void>();
      waiting.set(channel, end);
      await end.promise;
      return monotonic() - since < CHANGED_WITHIN_MS;
    },
    heard(channel) {
      waiting.get(channel)?.resolve();
      waiting.delete(channel);
    },
  };
}
