import type { GuildId, UserId } from '../../model/subscription.ts';
import type { CalledChannel } from './command.ts';

/** The answers to the first questions of a set-up, until the last one saves them. */
export type SetupDraft = {
  readonly user: UserId;
  readonly guild: GuildId;
  /** The channel chosen, as the bot last found it. */
  readonly place: CalledChannel;
  readonly topics: readonly string[] | null;
  readonly kinds: readonly string[] | null;
};

/** How long one waits for the next answer, by the machine's clock. */
export const DRAFT_LIVES_MS = 30 * 60_000;
