import { DAY_MS, firstDay, type Instant, isAnchored } from '../../model/date.ts';
import { LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Card, Message } from '../../model/message.ts';
import type { DatedEvent } from '../../plan/reminders/derive-agenda.ts';
import { listRow } from '../../render/card/list-row.ts';
import { certaintyColour } from '../../render/event/show-certainty.ts';
import { edgeInWords } from '../../render/notice/changed-date.ts';
import { renderCorrection } from '../../render/notice/render-correction.ts';
import { renderNotice } from '../../render/notice/render-notice.ts';
import { renderCatchUp } from '../../render/reminder/render-catch-up.ts';
import { renderReminder } from '../../render/reminder/render-reminder.ts';
import { plainTitleOf } from '../../render/text/event-name.ts';
import { daysBetween } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { madeUpChange, movedEdge } from './made-up-change.ts';
import type { PreviewChoice, Previewed, PreviewReminder } from './preview-choices.ts';
import { previewText } from './words.ts';

/** The list around a previewed event, and the channel it is shown for. */
export type PreviewContext = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  edges(id: EventId): readonly Edge[];
  readonly now: Instant;
  readonly zone: Reader;
  /** The next reminder that the channel would get of an event as it stands after a change. */
  nextReminder(after: DatedEvent, at: Instant): Instant | null;
};

/** A message as it would be posted, and when. */
export type RenderedPreview = { readonly message: Message; readonly at: Instant };

const HOUR_MS = 3_600_000;
/** Within the grace period of most leads; and beyond that of every one (product rule 10). */
const LATE_MS = 2 * HOUR_MS;
const MISSED_MS = 7 * HOUR_MS;

/** One message of an event, by the renderer that writes the real ones, as of the instant at which it would be posted. */
export function renderPreview(choice: PreviewChoice, shown: Previewed, seen: PreviewContext): RenderedPreview {
  const events = new Map(seen.events).set(shown.event.id, shown.event);
  switch (choice.what) {
    case 'reminder':
      return renderLead(choice.reminder, shown, { ...seen, events }, 0, {});
    case 'late':
      return renderLead(choice.reminder, shown, { ...seen, events }, LATE_MS, { late: true });
    case 'added late':
      return renderLead(choice.reminder, shown, { ...seen, events }, LATE_MS, { addedLate: true });
    case 'catch-up':
      return renderMissed(choice.reminder, shown, { ...seen, events });
    case 'correction':
      return renderCorrected(choice.reminder, shown, { ...seen, events });
    case 'change':
      return renderChange(choice.kind, shown, { ...seen, events });
    case 'row':
      return renderRow(shown.listed, seen);
  }
}

function renderLead(
  reminder: PreviewReminder,
  shown: Previewed,
  seen: PreviewContext,
  lateBy: number,
  flags: { late?: boolean; addedLate?: boolean },
): RenderedPreview {
  const at = afterDue(reminder, lateBy);
  const view = viewOf(reminder, shown, seen, at);
  return { at, message: renderReminder({ ...view, late: flags.late ?? false, addedLate: flags.addedLate ?? false }) };
}

function renderMissed(reminder: PreviewReminder, shown: Previewed, seen: PreviewContext): RenderedPreview {
  const at = afterDue(reminder, MISSED_MS);
  return { at, message: renderCatchUp(viewOf(reminder, shown, seen, at)) };
}

/** That long after it was due, and never past the date itself. */
function afterDue({ edge, lead }: PreviewReminder, ms: number): Instant {
  return lead.due + Math.min(ms, Math.max(0, (edge.anchor - lead.due) / 2));
}

function viewOf({ edge, lead }: PreviewReminder, { event }: Previewed, { events, zone }: PreviewContext, at: Instant) {
  return {
    items: [{ event, edge, lead: lead.lead, due: lead.due }],
    events,
    now: at,
    zone,
    ping: null,
    mark: 'preview',
    possiblyRepeated: false,
    replay: false,
  };
}

/** The reminder as it would read after its date had moved. */
function renderCorrected(reminder: PreviewReminder, shown: Previewed, seen: PreviewContext): RenderedPreview {
  const { message, at } = renderLead(reminder, shown, seen, 0, {});
  const moved = movedEdge(shown.event, reminder.edge);
  const now = moved === null ? null : edgeInWords(moved, seen.events, seen.zone);
  return { at, message: renderCorrection({ payload: message, items: [{ card: 0, state: 'moved', now }], link: null }) };
}

function renderChange(
  kind: Extract<PreviewChoice, { what: 'change' }>['kind'],
  shown: Previewed,
  seen: PreviewContext,
): RenderedPreview {
  const made = madeUpChange(kind, shown);
  if (made === null) throw new Error(`A scene was listed that cannot be shown: ${kind}`);
  const { change, after } = made;
  const id = shown.event.id;
  const events = new Map(seen.events);
  if (after === null) events.delete(id);
  else events.set(id, after.event);
  const at = changedAt(kind, shown, seen.now);
  const next = after === null ? null : seen.nextReminder(after, at);
  const message = renderNotice({
    changes: [change],
    events,
    edges: (wanted) => (wanted === id ? (after?.edges ?? []) : seen.edges(wanted)),
    now: at,
    zone: seen.zone,
    ping: null,
    mark: 'preview',
    replay: false,
    possiblyRepeated: false,
    nextReminders: new Map(next === null ? [] : [[id, { due: next }]]),
  });
  return { message, at };
}

/** Now while the date is ahead; two days before a date in the past; an outcome a day after the last day. */
function changedAt(kind: string, { edges }: Previewed, now: Instant): Instant {
  const [first] = edges;
  const last = edges.at(-1);
  if (kind === 'outcome' && last !== undefined) return last.anchor + (daysOf(last) + 1) * DAY_MS;
  return first === undefined || first.anchor > now ? now : first.anchor - 2 * DAY_MS;
}

function daysOf({ date }: Edge): number {
  return isAnchored(date) && date.precision === 'range' ? daysBetween(firstDay(date), date.through) : 0;
}

function renderRow({ event, edges }: DatedEvent, { events, now, zone }: PreviewContext): RenderedPreview {
  const edge = edges.find(({ anchor }) => anchor > now) ?? edges.at(-1) ?? null;
  const card: Card = {
    title: previewText('rowTitle'),
    colour: certaintyColour(event.certainty),
    description: `• ${listRow({ event, edge, events, now, zone })}`,
    fields: [],
    footer: null,
    event: null,
  };
  return {
    at: now,
    message: { content: plainTitleOf(event, LOCK_SCREEN_MAX), ping: null, cards: [card], controls: [], files: [] },
  };
}
