import { CALM_MS, calmSpans } from './find-calm.ts';
import type { SeenRun } from './judge-run.ts';
import type { LedgerRow, PostEnd } from './read-ledger.ts';
import { machineOf } from './world-clock.ts';

/**
 * Where the ledger's own word does not hold: a notice that it calls sent and that was never in its channel or does not say
 * so, a row that waits for a post that has ended, a post that still waits although nothing stood in its way.
 */
export function judgeEnds(run: SeenRun): string[] {
  const posts = new Map(run.posts.map((post) => [post.id, post]));
  const said = new Map(run.messages.map(({ channel, id, changes }) => [`${channel}/${id}`, changes]));
  return [
    ...run.posts.flatMap((post) => unseen(post, run)),
    ...run.ledger.flatMap((row) => {
      const post = row.post == null ? null : (posts.get(row.post) ?? null);
      return [...orphaned(row, post), ...unannounced(row, post, said)];
    }),
    ...stillOpen(run),
    ...run.story.away.map((channel) => `${channel}: it has its rights back, and nothing has come since`),
  ];
}

/** Reminders are looked for by what they say; a notice may say much in many ways, so its message is looked for by id. */
function unseen(post: PostEnd, { posted }: SeenRun): string[] {
  if (post.kind !== 'notice' || post.state !== 'sent') return [];
  if (post.message !== null && posted.has(`${post.channel}/${post.message}`)) return [];
  return [`${postName(post)}: the ledger says sent (${post.reason}), its message ${post.message} was never seen`];
}

const OPEN: ReadonlySet<string> = new Set(['waiting', 'sending']);

/** A row ends with its post; and what was announced, was announced by one. */
function orphaned(row: LedgerRow, post: PostEnd | null): string[] {
  const ended = post === null ? 'no post' : `a post that is ${post.state}`;
  if (row.state === 'reserved' && (post === null || !OPEN.has(post.state)))
    return [`${placeOf(row)}: reserved for ${ended}`];
  const isNotice = row.lead.startsWith('notice#');
  return isNotice && row.state === 'sent' && post?.state !== 'sent' ? [`${placeOf(row)}: sent, by ${ended}`] : [];
}

/** What a notice is said to have announced is in its message. */
function unannounced(row: LedgerRow, post: PostEnd | null, said: ReadonlyMap<string, readonly number[]>): string[] {
  if (row.state !== 'sent' || post?.kind !== 'notice') return [];
  const announced = said.get(`${post.channel}/${post.message}`);
  if (announced === undefined || announced.some((number) => row.event === `made-${number}`)) return [];
  return [`${placeOf(row)}: sent, by a notice that does not speak of it`];
}

/** Posts of open channels that were due for a calm stretch at the end of the last life, and still wait. */
function stillOpen({ story, line, posts }: SeenRun): string[] {
  const ended = story.lives.at(-1)?.ended;
  return posts.flatMap((post) => {
    if (!OPEN.has(post.state) || story.epochs.get(post.channel)?.at(-1)?.sure !== true) return [];
    const calm = calmSpans(story, post.channel).findLast(({ to }) => to === ended);
    if (calm === undefined || calm.to - Math.max(calm.from, machineOf(line, post.due)) < CALM_MS) return [];
    return [`${postName(post)}: still ${post.state} (${post.reason}) after a calm stretch`];
  });
}

function placeOf({ channel, event, date, lead }: LedgerRow): string {
  return `${channel}|${event}|${date}|${lead}`;
}

function postName({ channel, kind, due }: PostEnd): string {
  return `${channel} ${kind} of ${new Date(due).toISOString()}`;
}
