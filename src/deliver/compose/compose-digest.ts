import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import { type DigestBody, isSwitchedOff, type SkipReason } from '../../model/post.ts';
import type { Recurring } from '../../model/recurring.ts';
import { ofGuild } from '../../model/subscription.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import { chooseDigestRows, isDigestEmpty } from '../../plan/recurring/choose-digest-rows.ts';
import { DIGEST_GRACE_MS, digestKey, turnOn } from '../../plan/recurring/plan-digests.ts';
import { ON_TIME_MS } from '../../plan/reminders/decide-send.ts';
import { isInPause } from '../../plan/reminders/judge-silence.ts';
import { markReplay } from '../../render/card/adjust-message.ts';
import { renderDigest } from '../../render/recurring/render-digest.ts';
import { addDays } from '../../time/local.ts';
import type { RecurringSeen } from './compose-context.ts';

/** How many days back a digest looks for the one before it. */
const LOOK_BACK_DAYS = 31;
/** Most changes that are read; a card has room for a few of them and counts the rest. */
const MOST_CHANGES = 480;

/**
 * Builds the message of a digest as it is true now, or returns why it is not posted: it was switched off, the server is
 * paused, it comes too late to be of use, or it has no content.
 */
export async function composeDigest(
  post: Pick<ClaimedPost<'digest'>, 'channel' | 'nonce' | 'body' | 'due'>,
  seen: RecurringSeen,
  how: { readonly now: Instant; readonly replay: boolean; readonly possiblyRepeated: boolean },
): Promise<Message | SkipReason> {
  const { body } = post;
  const { now } = how;
  const row = seen.find(post.channel, body.kind);
  if (row === null || isSwitchedOff(row.paused)) return 'no longer wanted';
  if (isInPause(seen.pausedUntil(ofGuild(row.guild)), now)) return 'muted';
  if (now - post.due > DIGEST_GRACE_MS) return 'too late';
  const since = await dueBefore(post, body, row, seen);
  const { zone } = seen.clock(ofGuild(row.guild));
  const changes = await seen.outbox.changes({ since, limit: MOST_CHANGES });
  const rows = chooseDigestRows({
    kind: body.kind,
    list: seen.order(now),
    changes,
    filter: seen.filter(post.channel),
    events: seen.events,
    now,
    zone,
  });
  if (isDigestEmpty(rows)) return 'nothing to say';
  const message = renderDigest({
    ...rows,
    since,
    due: post.due,
    late: now - post.due > ON_TIME_MS,
    list: seen.list,
    events: seen.events,
    now,
    zone,
    mark: post.nonce,
    possiblyRepeated: how.possiblyRepeated,
  });
  return how.replay ? markReplay(message) : message;
}

/**
 * When the digest before this one reported the changes: it was posted, or had no content. One that was missed reported
 * nothing, so the changes before it are still news. Without any, a day or a week before this one.
 */
async function dueBefore(
  { channel, due }: Pick<ClaimedPost, 'channel' | 'due'>,
  { kind, day }: DigestBody,
  row: Recurring,
  { outbox, clock }: RecurringSeen,
): Promise<Instant> {
  for (let back = 1; back <= LOOK_BACK_DAYS; back += 1) {
    const before = await outbox.postByKey(digestKey(channel, kind, addDays(day, -back)));
    if (before === null || before.due >= due) continue;
    const isReported = before.state === 'sent' || before.state === 'uncertain' || before.reason === 'nothing to say';
    if (isReported) return before.due;
  }
  return turnOn(addDays(day, kind === 'weekly' ? -7 : -1), row, clock(ofGuild(row.guild))).due;
}
