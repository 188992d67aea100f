import type { EventChange } from '../../model/change.ts';
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
import { wantsEvent } from '../../plan/reminders/match-filter.ts';
import { markReplay } from '../../render/card/adjust-message.ts';
import { pictureFile } from '../../render/picture/describe-timeline.ts';
import { drawTimeline } from '../../render/picture/draw-timeline.ts';
import { pictureView } from '../../render/picture/timeline-view.ts';
import { pictureText } from '../../render/picture/timeline-words.ts';
import { renderDigest } from '../../render/recurring/render-digest.ts';
import { addDays } from '../../time/local.ts';
import { zoneOf } from '../../time/reader.ts';
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
  const reader = seen.reader(ofGuild(row.guild));
  const changes = await seen.outbox.changes({ since, limit: MOST_CHANGES });
  const rows = chooseDigestRows({
    kind: body.kind,
    list: seen.order(now),
    changes,
    filter: seen.filter(post.channel),
    events: seen.events,
    now,
    zone: zoneOf(reader),
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
    zone: reader,
    mark: post.nonce,
    possiblyRepeated: how.possiblyRepeated,
  });
  const pictured = body.kind === 'weekly' ? await withPicture(message, changes, post, seen) : message;
  return how.replay ? markReplay(pictured) : pictured;
}

/**
 * The weekly digest with a picture of the month. As of its own time, so that servers that see the same dates share one. It
 * comes without where none can be drawn soon: it says everything in words.
 */
async function withPicture(
  message: Message,
  changes: readonly { readonly change: EventChange }[],
  { channel, due }: Pick<ClaimedPost, 'channel' | 'due'>,
  seen: RecurringSeen,
): Promise<Message> {
  const row = seen.find(channel, 'weekly');
  if (seen.drawPicture === null || row === null) return message;
  const filter = seen.filter(channel);
  const view = pictureView({
    ...{ now: due, zone: seen.clock(ofGuild(row.guild)).zone, span: 'month', theme: 'dark' },
    title: pictureText('monthAhead'),
    events: seen.all.filter(({ event }) => wantsEvent(filter, event)),
    changes: changes.map(({ change }) => change),
  });
  if (view.lanes.length === 0) return message;
  const data = await seen.drawPicture(drawTimeline(view)).catch(() => null);
  return data === null ? message : { ...message, files: [pictureFile(view, data)] };
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
