import type { Instant } from '../model/date.ts';
import { MOST_LISTED } from '../model/post.ts';
import { ofGuild } from '../model/subscription.ts';
import { makeReservation, type Outbox } from '../outbox/outbox.ts';
import { type Closing, keyedPost } from '../outbox/registry.ts';

/**
 * Reserves the one message in a channel that is open again which names what was missed there: what fell due since it
 * closed and was refused. Nothing where nothing was; once for each closing, however often it is called.
 */
export async function notifyMissed(
  parts: {
    readonly outbox: Pick<Outbox, 'moments' | 'reserve'>;
    now(): Instant;
    /** The title of an event; its id where the list has lost it. */
    titleOf(event: string): string;
  },
  closing: Closing,
): Promise<void> {
  const { guild, channel, since, missedFrom, tries } = closing;
  const due = parts.now();
  const rows = await parts.outbox.moments({ channels: [channel], events: null });
  const until = closing.reopened ?? due;
  const lost = rows.filter((row) => row.state === 'dead' && row.due >= missedFrom && row.due <= until);
  if (lost.length === 0) return;
  const titles = [...new Set(lost.map(({ event }) => event))].map(parts.titleOf).slice(0, MOST_LISTED);
  const body = { what: 'missed', count: lost.length, titles } as const;
  const key = `missed ${channel} ${since} ${tries}`;
  const post = keyedPost({ kind: 'trouble', owner: ofGuild(guild), channel, due, urgency: due, key, body });
  await parts.outbox.reserve(makeReservation({ posts: [post] }));
}
