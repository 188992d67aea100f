import type { ListedEvent } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import { occasionName, occasionOf } from '../../model/moment.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { MomentRow } from '../../outbox/outbox.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import type { CommandContext } from '../call/context.ts';
import type { Wish } from '../call/preview-reminders.ts';
import { explainSilence } from './explain-silence.ts';
import type { PlannedLead, Silence, WhyChannel } from './why-channel.ts';
import type { TracedLead, TracedMoment } from './why-row.ts';

/** Posts of a channel looked through for corrections of earlier messages. */
const RECENT = 50;

/** What a trace of one channel begins with. */
export type TraceWish = {
  readonly listed: ListedEvent;
  readonly channel: ChannelId;
  readonly here: boolean;
  /** What the channel asks for, where it has a subscription of this server. */
  readonly subscribed: { readonly wish: Wish; readonly paused: string | null } | null;
  /** What the ledger has of the event in this channel, in any order. */
  readonly rows: readonly MomentRow[];
  /** Which of them to show, newest first. */
  readonly from: number;
  readonly count: number;
  /** Until when the server is paused; `null` when it is not. */
  readonly pausedUntil: Instant | null;
};

/** What became of an event in one channel by the ledger, and what comes next by the plan. */
export async function traceChannel(wish: TraceWish, context: CommandContext): Promise<WhyChannel> {
  const { channel, here, rows, from, count, listed, subscribed } = wish;
  const now = context.world.now();
  const silences = explainSilence({ ...listed, now, subscribed });
  const isBarred = silences.some(({ what }) => what !== 'no known hour' && what !== 'all passed');
  const ahead = isBarred ? [] : plannedLeads(wish, now);
  const shown = rows.toSorted((a, b) => b.due - a.due).slice(from, from + count);
  const corrected = await correctedPosts(channel, context);
  return {
    channel,
    here,
    ahead,
    silences: [...serverPause(wish, now), ...silences],
    moments: await Promise.all(shown.map((row) => traceMoment(row, corrected, context))),
    older: rows.length - from - shown.length,
  };
}

/** The reminders that the plan still has for a channel, soonest first. */
function plannedLeads({ listed, subscribed, rows, pausedUntil }: TraceWish, now: Instant): PlannedLead[] {
  if (subscribed === null) return [];
  const { clock, defaults } = subscribed.wish;
  const known = new Set(rows.map(leadKey));
  return listed.edges
    .flatMap((edge) =>
      deriveDueLeads(edge, leadsFor(listed.event, edge, clock, defaults), clock).due.map(({ lead, due }) => ({
        edge: edge.kind,
        sourceDate: edge.sourceDate,
        lead,
        due,
        inPause: pausedUntil !== null && due < pausedUntil,
      })),
    )
    .filter((lead) => lead.due > now && !known.has(leadKey(lead)))
    .sort((a, b) => a.due - b.due);
}

function leadKey(traced: TracedLead): string {
  return `${traced.edge} ${traced.sourceDate} ${occasionName(traced)}`;
}

function serverPause({ subscribed, pausedUntil }: TraceWish, now: Instant): Silence[] {
  const isPaused = subscribed !== null && pausedUntil !== null && pausedUntil > now;
  return isPaused ? [{ what: 'server paused', until: pausedUntil }] : [];
}

async function traceMoment(
  row: MomentRow,
  corrected: ReadonlySet<string>,
  { outbox }: CommandContext,
): Promise<TracedMoment> {
  const { edge, sourceDate, due, state, reason } = row;
  const post = row.post === null ? null : await outbox.post(row.post);
  const traced = post === null ? null : { ...post, corrected: corrected.has(post.id) };
  return { edge, sourceDate, ...occasionOf(row), due, state, reason, post: traced };
}

/** The posts of a channel whose message was edited afterwards to set it right. */
async function correctedPosts(channel: ChannelId, { outbox }: CommandContext): Promise<ReadonlySet<string>> {
  const posts = await outbox.posts({ channel, limit: RECENT });
  return new Set(posts.flatMap((one) => (one.kind === 'correction' && one.state === 'sent' ? [one.body.post] : [])));
}
