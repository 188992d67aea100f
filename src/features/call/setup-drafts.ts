import type { LocalTime, Zone } from '../../model/date.ts';
import type { Lead } from '../../model/lead.ts';
import type { ChannelId, GuildId, RoleId, UserId } from '../../model/subscription.ts';
import type { Machine } from '../../time/machine.ts';
import type { CalledChannel } from './command.ts';

/**
 * A chosen channel with the permissions the bot was last seen to have there; `may` is `null` when Discord did not say.
 */
export type DraftPlace = {
  readonly id: ChannelId;
  readonly kind: CalledChannel['kind'];
  readonly may: readonly string[] | null;
};

/** A chosen role; `mentionable` is `null` until Discord has reported it. */
export type DraftRole = { readonly id: RoleId; readonly mentionable: boolean | null };

/** The choices that one manager has made in `/datewatch setup`, kept until it is finished or cancelled. */
export type Draft = {
  /** The number of the `/datewatch setup` run it belongs to. */
  readonly run: number;
  /** Rises with every change, so that Finish never applies anything but what the screen shows. */
  readonly rev: number;
  /** Where and what; when and whom; look and finish. */
  readonly page: 1 | 2 | 3;
  readonly place: DraftPlace | null;
  readonly topics: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly leads: readonly Lead[] | null;
  readonly role: DraftRole | null;
  /** The server's clock as chosen; `null` is the default of the settings file, absent: unchanged. */
  readonly zone?: Zone | null;
  readonly postingTime?: LocalTime | null;
  /** Zones offered in place of a typed one that does not exist. */
  readonly offered: readonly Zone[];
  /** The version of the subscription that it began from; `null` where the channel had none. */
  readonly base: number | null;
};

/** Whose draft: each manager has one in each server. */
export type DraftOwner = { readonly guild: GuildId; readonly user: UserId };

/** Drafts in memory. An idle one expires, and none outlives the process. */
export type SetupDrafts = {
  /** The number of a new run: higher than that of every run before, of earlier processes too. */
  nextRun(): number;
  /** The open draft; `null` where there is none any more. */
  find(owner: DraftOwner): Draft | null;
  /** Stores the draft in place of any other of this owner. */
  keep(owner: DraftOwner, draft: Draft): void;
  remove(owner: DraftOwner): void;
};

/**
 * Counted from the last change. A set-up takes minutes; after half an hour the screen's facts about the server are
 * stale.
 */
const DRAFT_LIVES_MS = 30 * 60_000;

/** Makes the place where drafts are kept. */
export function makeDrafts(machine: Pick<Machine, 'now' | 'monotonic'>): SetupDrafts {
  const drafts = new Map<string, { readonly draft: Draft; readonly expires: number }>();
  let last = 0;
  const dropExpired = (): void => {
    const now = machine.monotonic();
    for (const [name, { expires }] of drafts) if (expires <= now) drafts.delete(name);
  };
  return {
    nextRun() {
      last = Math.max(last + 1, machine.now());
      return last;
    },
    find(owner) {
      dropExpired();
      return drafts.get(nameOf(owner))?.draft ?? null;
    },
    keep(owner, draft) {
      dropExpired();
      drafts.set(nameOf(owner), { draft, expires: machine.monotonic() + DRAFT_LIVES_MS });
    },
    remove: (owner) => void drafts.delete(nameOf(owner)),
  };
}

function nameOf({ guild, user }: DraftOwner): string {
  return `${guild} ${user}`;
}
