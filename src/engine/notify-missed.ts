import type { Instant } from '../model/date.ts';
import { MOST_LISTED } from '../model/post.ts';
import { ofGuild } from '../model/subscription.ts';
import { type MomentRow, makeReservation, type Outbox, type RecordedChange } from '../outbox/outbox.ts';
import { type Closing, keyedPost } from '../outbox/registry.ts';
import { newsToReport } from '../plan/changes/net-changes.ts';
import { planNotices } from '../plan/changes/plan-notices.ts';
import type { DatedEvent } from '../plan/reminders/derive-agenda.ts';
import type { Roster } from './roster.ts';

/** The parts that naming what was missed needs. */
type MissedParts = {
  readonly outbox: Pick<Outbox, 'moments' | 'changes' | 'reserve'>;
  readonly roster: Pick<Roster, 'find'>;
  now(): Instant;
  /** The event as it is in the list now; `null` where the list has lost it. */
  find(event: string): DatedEvent | null;
};

/** Most changes of the list that are looked through: a card has room for a few of them and counts the rest. */
const MOST_CHANGES = 480;
/** No notice is of that revision, so that none of them is taken for the one that is planned. */
const NO_REVISION = Number.POSITIVE_INFINITY;

/**
 * Reserves the one message in a channel that is open again which names what was missed there since it closed: the reminders
 * that were refused, and the changes that it would have been notified of and that still hold. Nothing where nothing was;
 * once for each closing, however often it is called.
 */
export async function notifyMissed(parts: MissedParts, closing: Closing): Promise<void> {
  const { guild, channel, since, missedFrom, tries } = closing;
  const due = parts.now();
  const rows = await parts.outbox.moments({ channels: [channel], events: null });
  const until = closing.reopened ?? due;
  const isMeanwhile = (row: MomentRow): boolean => row.due >= missedFrom && row.due <= until;
  const lost = rows.filter((row) => row.lead !== null && row.state === 'dead' && isMeanwhile(row));
  const changes = await changesMeanwhile(parts, closing, rows, until);
  if (lost.length + changes.length === 0) return;
  const titleOf = (event: string): string => parts.find(event)?.event.title ?? event;
  const titles = [...new Set(lost.map(({ event }) => event))].map(titleOf).slice(0, MOST_LISTED);
  const body = { what: 'missed', count: lost.length, titles, changes } as const;
  const key = `missed ${channel} ${since} ${tries}`;
  const post = keyedPost({ kind: 'trouble', owner: ofGuild(guild), channel, due, urgency: due, key, body });
  await parts.outbox.reserve(makeReservation({ posts: [post] }));
}

/**
 * The changes since it closed, each event's from the state of then to the one that holds now, that a notice would have
 * reported to the channel. Of an event of which a notice has come, or is on its way, that one speaks.
 */
async function changesMeanwhile(
  { outbox, roster, find, now }: MissedParts,
  { channel, missedFrom }: Closing,
  rows: readonly MomentRow[],
  until: Instant,
): Promise<RecordedChange[]> {
  const subscription = roster.find(channel);
  if (subscription === null) return [];
  const recorded = await outbox.changes({ since: missedFrom - 1, limit: MOST_CHANGES });
  const byEvent = Map.groupBy(recorded.filter(({ at }) => at <= until).toReversed(), ({ change }) => change.event);
  const isHeard = (event: string): boolean =>
    rows.some((row) => row.event === event && row.lead === null && row.state !== 'dead' && row.due >= missedFrom);
  return [...byEvent].flatMap(([event, all]) => {
    if (isHeard(event)) return [];
    const last = all.at(-1)?.at ?? until;
    const changes = newsToReport(
      all.map(({ change }) => change),
      [],
      find(event),
    );
    const announced = rows.flatMap((row) =>
      row.event === event && row.post !== null && (row.state === 'sent' || row.state === 'uncertain')
        ? [{ ...row, post: row.post }]
        : [],
    );
    const { say } = planNotices({
      subscription,
      changes,
      event: (id) => find(id)?.event ?? null,
      announced,
      revision: NO_REVISION,
      now: now(),
    });
    return say.map((change) => ({ at: last, change }));
  });
}
