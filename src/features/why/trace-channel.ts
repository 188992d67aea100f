import type { ListedEvent } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import { occasionName, occasionOf } from '../../model/moment.ts';
import type { ChannelId, EventFilter } from '../../model/subscription.ts';
import type { MomentRow } from '../../outbox/outbox.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { isInPause, pauseEndAt } from '../../plan/reminders/judge-silence.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';
import type { CommandContext } from '../call/context.ts';
import type { ReminderQuery } from '../call/preview-reminders.ts';
import type { FilterPart, PlannedLead, Silence, WhyChannel } from './answer.ts';
import type { TracedLead, TracedMoment } from './why-row.ts';

/** Most posts of a channel that are searched for corrections of earlier messages. */
const RECENT = 50;

/** The input for the trace of one channel. */
export type TraceRequest = {
  readonly listed: ListedEvent;
  readonly channel: ChannelId;
  readonly here: boolean;
  /** The channel's own choice; `null` where it has no subscription of this server. */
  readonly subscribed: { readonly query: ReminderQuery; readonly paused: string | null } | null;
  /** The outbox's moments of the event in this channel, in any order. */
  readonly rows: readonly MomentRow[];
  /** The moments to show: `count` of them from `from`, newest first. */
  readonly from: number;
  readonly count: number;
  /** Until when the server is paused; `null` when it is not. */
  readonly pausedUntil: Instant | null;
};

/** Traces an event in one channel: its history by the outbox, and what comes next by the plan. */
export async function traceChannel(request: TraceRequest, context: CommandContext): Promise<WhyChannel> {
  const { channel, here, rows, from, count, listed, subscribed } = request;
  const now = context.world.now();
  const silences = explainSilence({ ...listed, now, subscribed });
  const isBarred = silences.some(({ what }) => what !== 'no known hour' && what !== 'all passed');
  const ahead = isBarred ? [] : plannedLeads(request, now);
  const shown = rows.toSorted((a, b) => b.due - a.due).slice(from, from + count);
  const corrected = await correctedPosts(channel, context);
  return {
    channel,
    here,
    ahead,
    silences: [...serverPause(request, now), ...silences],
    moments: await Promise.all(shown.map((row) => traceMoment(row, corrected, context))),
    older: rows.length - from - shown.length,
  };
}

/** The reminders that the plan still has for a channel, soonest first. */
function plannedLeads({ listed, subscribed, rows, pausedUntil }: TraceRequest, now: Instant): PlannedLead[] {
  if (subscribed === null) return [];
  const { clock, defaults } = subscribed.query;
  const known = new Set(rows.map(leadKey));
  return listed.edges
    .flatMap((edge) =>
      deriveDueLeads(edge, leadsFor(listed.event, edge, clock, defaults), clock).due.map(({ lead, due }) => ({
        edge: edge.name,
        sourceDate: edge.sourceDate,
        lead,
        due,
        inPause: isInPause(pausedUntil, due),
      })),
    )
    .filter((lead) => lead.due > now && !known.has(leadKey(lead)))
    .sort((a, b) => a.due - b.due);
}

function leadKey(traced: TracedLead): string {
  return `${traced.edge} ${traced.sourceDate} ${occasionName(traced)}`;
}

function serverPause({ subscribed, pausedUntil }: TraceRequest, now: Instant): Silence[] {
  const until = subscribed === null ? null : pauseEndAt(pausedUntil, now);
  return until === null ? [] : [{ what: 'server paused', until }];
}

async function traceMoment(
  row: MomentRow,
  corrected: ReadonlySet<string>,
  { outbox }: CommandContext,
): Promise<TracedMoment> {
  const { edge, sourceDate, due, state, reason } = row;
  const post = row.post === null ? null : await outbox.post(row.post);
  const traced = post === null ? null : { ...post, corrected: corrected.has(post.id) };
  const changes = post?.kind === 'notice' ? post.body.changes.filter((change) => change.event === row.event) : [];
  return { edge, sourceDate, ...occasionOf(row), due, state, reason, changes, post: traced };
}

/** The posts of a channel whose message was corrected by a later edit. */
async function correctedPosts(channel: ChannelId, { outbox }: CommandContext): Promise<ReadonlySet<string>> {
  const posts = await outbox.posts({ channel, limit: RECENT });
  return new Set(posts.flatMap((one) => (one.kind === 'correction' && one.state === 'sent' ? [one.body.post] : [])));
}

/** Everything that decides whether an event brings anything to a channel. */
type SilenceAsked = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  readonly now: Instant;
  /** `null`: the channel has no subscription. */
  readonly subscribed: { readonly query: ReminderQuery; readonly paused: string | null } | null;
};

const EVERYTHING: EventFilter = { topics: null, kinds: null };

/**
 * Explains why no reminder of an event lies ahead in a channel, the nearest reason first: the channel's choices, the
 * event's state, its dates. Empty where nothing prevents one.
 */
function explainSilence({ event, edges, now, subscribed }: SilenceAsked): Silence[] {
  if (subscribed === null) return [{ what: 'not subscribed' }];
  const { query, paused } = subscribed;
  if (paused !== null) return [{ what: 'paused', reason: paused }];
  const rests = restsBecause(event);
  if (rests !== null) return [{ what: rests }];
  const parts = partsAgainst(query.filter, event);
  if (parts.length > 0) return parts.map((part) => ({ what: 'not wanted', part, filter: query.filter }));
  if (edges.length === 0) return [{ what: 'no exact date' }];
  const ahead = edges.filter(({ anchor }) => anchor > now);
  if (ahead.length === 0) return [{ what: 'behind' }];
  if (event.importance === 'low' && ahead.every((edge) => leadsOf(event, edge, query).length === 0))
    return [{ what: 'low importance' }];
  return leadsAgainst(event, ahead, query, now);
}

function leadsOf(event: ListEvent, edge: Edge, { clock, defaults }: ReminderQuery): readonly Lead[] {
  return leadsFor(event, edge, clock, defaults);
}

/** Finds leads that need an hour, and whether the time of all others has passed. */
function leadsAgainst(event: ListEvent, edges: readonly Edge[], query: ReminderQuery, now: Instant): Silence[] {
  const derived = edges.map((edge) => deriveDueLeads(edge, leadsOf(event, edge, query), query.clock));
  const hourless = derived.flatMap(({ idle }) =>
    idle.filter(({ why }) => why === 'no known hour').map(({ lead }) => leadName(lead)),
  );
  const due = derived.flatMap((one) => one.due);
  const silences: Silence[] = hourless.length === 0 ? [] : [{ what: 'no known hour', leads: [...new Set(hourless)] }];
  return due.length > 0 && due.every((one) => one.due <= now) ? [...silences, { what: 'all passed' }] : silences;
}

/** The parts of a filter that keep an event out, each tested by itself. */
function partsAgainst(filter: EventFilter, event: ListEvent): FilterPart[] {
  const {
    topics,
    kinds,
    regions = null,
    certainties = null,
    importances = null,
    words,
    events = null,
    muted = [],
  } = filter;
  const parts: readonly (readonly [FilterPart, EventFilter])[] = [
    ['muted', { ...EVERYTHING, muted }],
    ['topics', { ...EVERYTHING, topics }],
    ['kinds', { ...EVERYTHING, kinds }],
    ['regions', { ...EVERYTHING, regions }],
    ['certainties', { ...EVERYTHING, certainties }],
    ['importances', { ...EVERYTHING, importances }],
    ['allow', { ...EVERYTHING, words: { allow: words?.allow ?? [], block: [] } }],
    ['block', { ...EVERYTHING, words: { allow: [], block: words?.block ?? [] } }],
    ['events', { ...EVERYTHING, events }],
  ];
  return parts.flatMap(([part, alone]) => (wantsEvent(alone, event) ? [] : [part]));
}
