import { nextLookAt } from '../deliver/judge-closing.ts';
import type { FoundRest } from '../deliver/sender.ts';
import { DAY_MS, type Instant } from '../model/date.ts';
import type { Log } from '../model/log.ts';
import { isResting, type RestReason } from '../model/post.ts';
import { type ChannelId, type GuildId, guildOf } from '../model/subscription.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Closing, Registry } from '../outbox/registry.ts';
import type { DatedEvent } from '../plan/reminders/derive-agenda.ts';
import type { Machine } from '../time/machine.ts';
import { notifyMissed } from './notify-missed.ts';
import type { Roster } from './roster.ts';

/** Channels that rest because they closed to the bot, until they are open again (product rule 20). */
export type RestingChannels = {
  /** How long a post must wait before it may be tried in that channel, ms; 0 where it may at once, or does not rest. */
  waitFor(channel: ChannelId): number;
  rests(channel: ChannelId): boolean;
  /** The channel has just refused: what was seen of its server before that says nothing. */
  heard(channel: ChannelId): void;
  /** A closing has been noted; `before` is the note of the channel's last one. */
  began(channel: ChannelId, before: Closing | null): Promise<Closing | null>;
  /** A post that fell due there was refused once more; `isGone` where Discord has no such channel. */
  refused(channel: ChannelId, isGone: boolean): Promise<void>;
  /** A message has arrived there: what rests is resumed, and says what was missed. */
  answered(channel: ChannelId): Promise<void>;
  /** The bot sees this server: its channels are looked at now. Cheap. */
  seen(guild: GuildId): void;
  /** All are looked at now, as far as the pace allows: at a start, and after an outage. */
  lookAtAll(): void;
  /** Looks at what is due for it; to be called every second. Resolves when that is done; never rejects. */
  look(): Promise<void>;
  /** Removes what channels get that have been gone for 30 days; cheap to call every minute. Throws as the registry does. */
  removeGone(): Promise<void>;
};

/** The parts that resting channels need. */
export type RestParts = {
  readonly registry: Pick<Registry, 'closings' | 'noteClosing' | 'reopenChannel' | 'removeChannel'>;
  readonly outbox: Pick<Outbox, 'moments' | 'changes' | 'reserve'>;
  readonly roster: Roster;
  readonly machine: Machine;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** From 0 up to 1. */
  random(): number;
  now(): Instant;
  /** The event as it is in the list now; `null` where the list has lost it. */
  find(event: string): DatedEvent | null;
  /** Asks Discord whether the bot may post there. Never throws. */
  lookAt(guild: GuildId, channel: ChannelId): Promise<FoundRest>;
  isOutage(): boolean;
  /** Something was resumed or reserved: a tick and the delivery are to come at once. */
  changed(): void;
};

/**
 * Looks and tries together: 60 a minute, so that 1,000 dead channels cost 600 refusals in ten minutes, of the 10,000 for
 * which Discord bans (https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
 */
const APART_MS = 1_000;
/** So many may come at once after a while without any. */
const BURST = 10;
/** A channel is looked at no oftener than this, however often its server shows itself. */
const LOOK_AGAIN_MS = 10_000;
/** Where Discord did not answer. */
const UNKNOWN_MS = 20_000;
/** A channel that closes again so soon after it was found open is still the same closing: nobody is told anew. */
const SAME_CLOSING_MS = 3_600_000;
/** So long after it was reopened a start still says what was missed, if a process died before it could. */
const MISSED_WITHIN_MS = 24 * 3_600_000;
/** So long what a channel gets is kept that is gone. World time. */
const GONE_KEPT_MS = 30 * DAY_MS;

/** Makes the keeper of resting channels. */
export function keepRestingChannels(parts: RestParts): RestingChannels {
  const { registry, roster, machine } = parts;
  const pace = makePace(machine.monotonic);
  const rests = makeRestingSet(roster);
  const lookedAt = new Map<ChannelId, number>();
  const seenAt = new Map<GuildId, number>();
  let allAt = Number.NEGATIVE_INFINITY;
  let closings = new Map<ChannelId, Closing>();
  let known: unknown = null;
  let looking: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    const rows = roster.recurring();
    if (known === rows) return;
    const noted = new Map((await registry.closings()).map((closing) => [closing.channel, closing]));
    closings = new Map(
      restingRows(roster).map((row) => [
        row.channel,
        noted.get(row.channel) ?? { ...row, ...UNNOTED, missedFrom: row.since },
      ]),
    );
    if (known === null) {
      for (const closing of noted.values()) {
        const { reopened } = closing;
        if (reopened !== null && Math.abs(parts.now() - reopened) < MISSED_WITHIN_MS)
          await notifyMissed(parts, closing);
      }
    }
    for (const guild of seenAt.keys())
      if (![...closings.values()].some((one) => one.guild === guild)) seenAt.delete(guild);
    known = rows;
  };
  const isDue = ({ guild, channel, nextLook }: Closing): boolean => {
    const now = machine.monotonic();
    const last = lookedAt.get(channel) ?? Number.NEGATIVE_INFINITY;
    if (now - last < LOOK_AGAIN_MS) return false;
    if (Math.max(allAt, seenAt.get(guild) ?? Number.NEGATIVE_INFINITY) > last) return true;
    // A look that lies further ahead than any was set by a clock that was ahead.
    return nextLook <= machine.now() || nextLook > nextLookAt(Number.POSITIVE_INFINITY, machine.now(), 1);
  };
  const note = async (closing: Closing): Promise<void> => {
    closings.set(closing.channel, closing);
    await registry.noteClosing(closing);
  };
  const refused = async (channel: ChannelId, isGone: boolean): Promise<void> => {
    const closing = closings.get(channel);
    if (closing === undefined) return;
    const tries = closing.tries + 1;
    const gone = isGone ? (closing.gone ?? parts.now()) : null;
    await note({ ...closing, tries, gone, nextLook: nextLookAt(tries, machine.now(), parts.random()) });
  };
  const answered = async (channel: ChannelId): Promise<void> => {
    await roster.refresh();
    await read();
    const closing = closings.get(channel);
    if (closing === undefined) return;
    const { guild } = closing;
    const at = parts.now();
    closings.delete(channel);
    if (!(await registry.reopenChannel({ guild, channel, at }))) return;
    parts.log.info({ guild, channel, reason: closing.reason }, 'A channel that had closed can be posted to again.');
    await roster.refresh();
    await notifyMissed(parts, { ...closing, reopened: at });
    parts.changed();
  };
  const lookAt = async (closing: Closing): Promise<void> => {
    const { guild, channel } = closing;
    lookedAt.set(channel, machine.monotonic());
    const found = await parts.lookAt(guild, channel);
    if (found === 'open') return answered(channel);
    if (found !== 'unknown') return refused(channel, found === 'gone');
    closings.set(channel, { ...closing, nextLook: machine.now() + UNKNOWN_MS });
  };
  const round = async (): Promise<void> => {
    await read();
    if (closings.size === 0 || parts.isOutage()) return;
    const due = [...closings.values()].filter(isDue).sort((a, b) => a.nextLook - b.nextLook);
    for (const closing of due) {
      if (pace.wait() > 0) return;
      pace.take();
      await lookAt(closing);
    }
  };
  return {
    rests,
    waitFor: (channel) => (rests(channel) ? pace.promise(channel) : 0),
    heard: (channel) => void lookedAt.set(channel, machine.monotonic()),
    async began(channel, before) {
      await read();
      const closing = closings.get(channel);
      if (closing === undefined) return null;
      const again = before?.reopened != null && Math.abs(parts.now() - before.reopened) < SAME_CLOSING_MS;
      const tries = again ? before.tries + 1 : 0;
      const noted = {
        ...closing,
        ...(again ? { since: before.since } : {}),
        ...{ tries, nextLook: nextLookAt(tries, machine.now(), parts.random()) },
      };
      await note(noted);
      return noted;
    },
    refused,
    answered,
    seen(guild) {
      seenAt.set(guild, machine.monotonic());
    },
    lookAtAll() {
      allAt = machine.monotonic();
    },
    look() {
      looking ??= round()
        .catch((err: unknown) => parts.log.warn({ err }, 'Resting channels could not be looked at; they will be.'))
        .finally(() => {
          looking = null;
        });
      return looking;
    },
    async removeGone() {
      await read();
      for (const { guild, channel, gone } of closings.values()) {
        // Only where this process has looked, too: what was gone a month ago may have been a restored state's word.
        const isOver = gone !== null && parts.now() - gone >= GONE_KEPT_MS && lookedAt.has(channel);
        if (!isOver || parts.isOutage()) continue;
        await registry.removeChannel({ guild, channel });
        parts.log.info({ guild, channel }, 'A channel has been gone for 30 days; what it got is removed.');
      }
      await roster.refresh();
    },
  };
}

/** Of a row that rests without a note of it, as only an older version can have left one. */
const UNNOTED = { tries: 0, nextLook: 0, gone: null, reopened: null } as const;

type RestingRow = Pick<Closing, 'guild' | 'channel' | 'since'> & { readonly reason: RestReason };

function restingRows(roster: Roster): RestingRow[] {
  const subscribed = roster.all().map((row) => ({ ...row, guild: guildOf(row.owner) }));
  return [...subscribed, ...roster.recurring()].flatMap(({ guild, channel, since, paused }) =>
    guild !== null && isResting(paused) ? [{ guild, channel, since, reason: paused }] : [],
  );
}

/** Answers which channels rest; asked for every post, so that the rows are looked through only when they have changed. */
function makeRestingSet(roster: Roster): (channel: ChannelId) => boolean {
  let known: { readonly rows: unknown; readonly channels: ReadonlySet<ChannelId> } | null = null;
  return (channel) => {
    const rows = roster.recurring();
    if (known?.rows !== rows) known = { rows, channels: new Set(restingRows(roster).map((row) => row.channel)) };
    return known.channels.has(channel);
  };
}

/** Paces looks and tries together. Monotonic machine time. */
function makePace(monotonic: () => number) {
  let next = Number.NEGATIVE_INFINITY;
  const promised = new Map<ChannelId, number>();
  const slot = (): number => Math.max(next, monotonic() - BURST * APART_MS);
  const take = (): number => {
    const mine = slot();
    next = mine + APART_MS;
    return mine;
  };
  return {
    wait: (): number => Math.max(0, slot() - monotonic()),
    take,
    /** A slot of its own for what asks again when it has come. */
    promise(channel: ChannelId): number {
      const mine = promised.get(channel) ?? take();
      const ms = Math.ceil(mine - monotonic());
      if (ms > 0) promised.set(channel, mine);
      else promised.delete(channel);
      return Math.max(0, ms);
    },
  };
}
