import { canPing, missingPermissions, takesPosts } from '../call/check-channel.ts';
import type { Call, CalledChannel, CalledRole } from '../call/command.ts';
import type { FoundServer } from '../call/context.ts';
import type { Draft, DraftPlace, DraftRole } from '../call/setup-drafts.ts';
import { callText } from '../call/words.ts';

/** Whether a draft could be saved as it is, by the last known state of its channel and role. */
export type PlaceCheck = {
  /** The permissions that the bot lacks in the channel, by Discord's names; `null` when Discord did not say. */
  readonly missing: readonly string[] | null;
  /** The permission without which the role is not notified; `null` when it is, or none is chosen. */
  readonly pingNeeds: string | null;
  /** False where the channel is known to be gone or hidden: a select that named it might be refused by Discord. */
  readonly visible: boolean;
  /** Nothing is missing: it may be tested and finished. */
  readonly ready: boolean;
};

/** Checks a draft's channel and role. A role of which nothing is known yet is no obstacle. */
export function checkPlace({ place, role }: Pick<Draft, 'place' | 'role'>): PlaceCheck {
  const channel = place === null ? null : calledFrom(place);
  const missing = channel === null ? [] : missingPermissions(channel);
  const silent =
    channel !== null && role !== null && role.mentionable !== null && canPing(roleFrom(role), channel) === false;
  return {
    missing,
    pingNeeds: silent ? callText('permissionMentionAll') : null,
    visible: channel?.botMay?.has('ViewChannel') ?? true,
    ready: channel !== null && takesPosts(channel) && missing?.length === 0 && !silent,
  };
}

/** A channel as a draft keeps it. */
export function placeFrom({ id, kind, botMay }: CalledChannel): DraftPlace {
  return { id, kind, may: botMay === null ? null : [...botMay].filter((name) => KEPT.has(name)) };
}

/** Updates the draft by the press itself: it carries the bot's permissions where it was made. */
export function seenFrom(draft: Draft, call: Call): Draft {
  const here = draft.place?.id === call.channel.id && call.channel.botMay !== null;
  return here ? { ...draft, place: placeFrom(call.channel) } : draft;
}

/** Updates the draft by Discord's answer about its channel and role. A deleted role is no longer chosen. */
export function seenByServer(draft: Draft, server: FoundServer): { readonly draft: Draft; readonly roleGone: boolean } {
  const { place, role } = draft;
  const seen = server.channels.find(({ id }) => id === place?.id);
  // Gone or hidden: nothing may be done there, and the first thing missing is to see it.
  const found = seen?.channel ? placeFrom(seen.channel) : place && { ...place, may: [] };
  const known = role && server.roles.find(({ id }) => id === role.id);
  return {
    draft: { ...draft, place: seen === undefined ? place : found, role: known ? keptRole(known) : null },
    roleGone: role !== null && !known,
  };
}

/** A role as a draft keeps it. */
export function keptRole({ id, mentionable }: CalledRole): DraftRole {
  return { id, mentionable };
}

/** The permissions that a draft remembers: all those that `/datewatch setup` asks about. */
const KEPT: ReadonlySet<string> = new Set([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'ReadMessageHistory',
  'MentionEveryone',
]);

function calledFrom({ id, kind, may }: DraftPlace): CalledChannel {
  return { id, kind, name: null, botMay: may === null ? null : new Set(may), callerMay: null };
}

function roleFrom({ id, mentionable }: DraftRole): CalledRole {
  return { id, name: '', mentionable: mentionable ?? false, everyone: false };
}
