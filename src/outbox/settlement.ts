import type { Instant, MachineInstant } from '../model/date.ts';
import type { Message } from '../model/message.ts';
import type { MomentKey } from '../model/moment.ts';
import type { DeadReason, MomentState, SentReason, SkipReason } from '../model/post.ts';

/** How one moment of a settled post ended. */
export type MomentSettlement = {
  readonly key: MomentKey;
  readonly state: Exclude<MomentState, 'reserved'>;
  readonly reason: SkipReason | DeadReason | SentReason | string;
};

/** The end of an attempt. Moments not named stay `reserved` where the post is `waiting` and end with the post otherwise. */
export type Settlement = {
  readonly post: string;
  readonly lease: string;
  readonly moments: readonly MomentSettlement[];
} & (
  | {
      readonly to: 'sent';
      readonly reason: SentReason;
      readonly message: string | null;
      readonly at: Instant;
      /** The message, where no attempt has recorded it: found in the channel, as it was sent. */
      readonly payload?: Message;
      /** Whether the message is to be published to those that follow its channel. */
      readonly publish?: boolean;
    }
  | {
      /** Handed back, to be claimed again at `readyAt`, at most `LONGEST_WAIT_MS` ahead. */
      readonly to: 'waiting';
      readonly reason: string;
      readonly readyAt: MachineInstant;
      /** False where nothing was attempted (a pause, a shutdown): counts no attempt. */
      readonly attempted: boolean;
      /** True where the attempt may have arrived: then `firstUnanswered` stays; false clears it. */
      readonly unanswered: boolean;
    }
  | { readonly to: 'skipped'; readonly reason: SkipReason }
  | { readonly to: 'dead'; readonly reason: DeadReason }
  | { readonly to: 'uncertain'; readonly reason: string }
);
