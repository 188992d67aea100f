import type { MachineInstant } from '../model/date.ts';
import type { DeadReason } from '../model/post.ts';
import type { ChannelId } from '../model/subscription.ts';

/** How Discord answered sends into one channel lately. Monotonic machine time, ms. */
export type ChannelAnswers = {
  /** The channel's server, or the channel itself where nobody knows it. */
  readonly server: string;
  /** Since when it has refused without a break; `null` while it takes messages. */
  readonly refusedSince: MachineInstant | null;
  readonly heardAt: MachineInstant;
};

/**
 * How a refusal is taken. `doubt`: it may pass within seconds. `outage`: Discord as a whole answers so. `closing`: the
 * channel is closed to the bot.
 */
export type ClosingVerdict = 'doubt' | 'outage' | 'closing';

/** A refusal that is repeated after so long is believed: access that is taken and given back at once costs no reminder. */
export const DOUBT_MS = 6_000;
/** So many channels, of so many servers, that begin to refuse within so long are an outage. */
const OUTAGE_CHANNELS = 5;
const OUTAGE_SERVERS = 2;
const OUTAGE_WITHIN_MS = 60_000;
/** Longer than any outage of Discord's on record: channels that refuse for so long have closed, however many they are. */
const OUTAGE_LONGEST_MS = 6 * 3_600_000;
/** During an outage all refused channels together are tried about twice a second: 1,200 of 10,000 in ten minutes. */
const OUTAGE_APART_MS = 500;

/**
 * Whether what is known of all channels is an outage (product rule 20): at least five channels of at least two servers
 * began to refuse within one minute, and more than half of all that answered since then refuse. It lasts until half of
 * them answer well again, or for six hours. Channels of servers that the bot has left prove nothing: in an outage
 * Discord calls a server unavailable, and in no other way gone. `wasOutage`: whether it was one at the last look. Pure.
 */
export function isOutage(
  answers: ReadonlyMap<ChannelId, ChannelAnswers>,
  now: MachineInstant,
  wasOutage: boolean,
  hasLeft: (server: string) => boolean,
): boolean {
  const known = [...answers.values()].filter(({ server }) => !hasLeft(server));
  const refusing = known.flatMap(({ server, refusedSince }) =>
    refusedSince === null || now - refusedSince >= OUTAGE_LONGEST_MS ? [] : [{ server, since: refusedSince }],
  );
  if (refusing.length === 0) return false;
  const began = wasOutage
    ? Math.min(...refusing.map(({ since }) => since))
    : Math.max(...refusing.map(({ since }) => since)) - OUTAGE_WITHIN_MS;
  const together = refusing.filter(({ since }) => since >= began);
  const heard = known.filter(({ heardAt }) => heardAt >= began);
  if (together.length * 2 <= heard.length) return false;
  if (wasOutage) return true;
  return together.length >= OUTAGE_CHANNELS && new Set(together.map(({ server }) => server)).size >= OUTAGE_SERVERS;
}

/** How a refusal that stands since then is taken. A channel that says for itself that it takes nothing is believed. Pure. */
export function judgeRefusal(
  reason: DeadReason,
  refusedSince: MachineInstant,
  now: MachineInstant,
  outage: boolean,
): ClosingVerdict {
  if (reason === 'channel closed' || reason === 'direct messages closed') return 'closing';
  if (outage) return 'outage';
  return now - refusedSince >= DOUBT_MS ? 'closing' : 'doubt';
}

/** How long a refused post waits that is not given up, ms; `refusing` channels wait with it. Pure. */
export function waitAfterRefusal(verdict: Exclude<ClosingVerdict, 'closing'>, refusing: number): number {
  return verdict === 'doubt' ? DOUBT_MS : Math.max(DOUBT_MS, refusing * OUTAGE_APART_MS);
}

/** After so long each a resting channel is looked at again; then every day. */
const LOOKS_MS = [15 * 60_000, 3_600_000, 6 * 3_600_000] as const;
const DAILY_MS = 24 * 3_600_000;

/**
 * When a channel is looked at again that has refused the bot `tries` times since it closed: after 15 minutes, an hour,
 * six hours, then daily, each a tenth sooner or later by `random` (0 to 1), so that not all come at once. Pure.
 */
export function nextLookAt(tries: number, now: MachineInstant, random: number): MachineInstant {
  return now + Math.round((LOOKS_MS[tries] ?? DAILY_MS) * (0.9 + 0.2 * random));
}
