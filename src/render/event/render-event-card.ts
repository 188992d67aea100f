import { firstDay, type Instant, isAnchored, type LocalDay } from '../../model/date.ts';
import { CARDS_TEXT_ROOM, FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import type { Card, Field } from '../../model/message.ts';
import type { MomentState } from '../../model/post.ts';
import { formatRange } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { cardSize, field, joinWithin, present } from '../card/build-card.ts';
import { dueInWords } from '../card/describe-reminder.ts';
import { noticeText } from '../notice/notice-words.ts';
import { reasonWords } from '../text/describe-reason.ts';
import { escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { claimsField, outcomeField, policyDateFields, whenFields } from './event-date-fields.ts';
import { eventCardText } from './event-words.ts';
import { certaintyColour, certaintyField } from './show-certainty.ts';
import { archiveNote, downwardLinks, freshnessField, sourcesField, upwardLinks } from './source-fields.ts';

/** One reminder of an event in one channel: planned, or with its result. */
export type ChannelReminder = {
  readonly lead: Lead;
  readonly due: Instant;
  /** `ahead`: not due yet. */
  readonly state: MomentState | 'ahead';
  /** The reason in plain words; `null` where the state is enough. */
  readonly reason: string | null;
};

/** Why a channel or a person has no reminder of an event, neither sent nor to come. */
export type NoReminders = 'unsubscribed' | 'paused' | 'unwanted' | 'undated' | 'passed' | 'unasked';

/** One event in full. */
export type EventCardView = {
  readonly event: ListEvent;
  /** Its edges, soonest first. */
  readonly edges: readonly Edge[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The channel's. */
  readonly zone: Reader;
  /** This channel's reminders, sent and to come; `null` where they are not shown. */
  readonly reminders: readonly ChannelReminder[] | null;
  /** True in direct messages, where they are the reader's own. */
  readonly direct?: boolean;
  /** Why there are none, where there are none. */
  readonly none?: NoReminders;
};

/**
 * Builds the card of one event in full, for `/dates show` and the Details button: its dates as every source claims them and
 * which one reminders follow, the chain of its earlier dates, certainty, outcome or that none is recorded, stakes,
 * links, sources, freshness, this channel's reminders. At most 5,500 units; parts that do not fit are left out, the
 * least important first, never the date, the certainty, the outcome.
 */
export function eventCard(view: EventCardView): Card {
  const { event, edges, now } = view;
  const followed = edges[0]?.claim ?? null;
  const chained = chainEdge(edges);
  const must = present([...whenFields(view), ...policyDateFields(view), certaintyField(event), outcomeField(view)]);
  // Left out from the last on.
  const may = present([
    claimsField(view),
    historyField(event, null, chained === null ? null : chainDay(chained)),
    sourcesField(view, followed, { says: 300, all: FIELD_VALUE_MAX }),
    remindersField(view),
    field(eventCardText('stakes'), event.stakes === null ? null : escapeText(event.stakes, 700)),
    freshnessField(event, now),
    ...upwardLinks(view, 500),
    ...downwardLinks(view, 400),
  ]);
  const card = (optional: readonly Field[]): Card => ({
    title: titleOf(event, 200),
    colour: certaintyColour(event.certainty),
    description: event.summary === null ? null : escapeText(event.summary, 800),
    fields: [...must, ...optional],
    footer: archiveNote(event, now),
    event: event.id,
  });
  for (let kept = may.length; kept > 0; kept -= 1) {
    const whole = card(may.slice(0, kept));
    if (cardSize(whole) <= CARDS_TEXT_ROOM) return whole;
  }
  return card([]);
}

function remindersField({ reminders, zone, direct = false, none = 'passed' }: EventCardView): Field | null {
  if (reminders === null) return null;
  const rows = [...reminders].sort((a, b) => a.due - b.due).map((reminder) => reminderRow(reminder, zone));
  const name = eventCardText(direct ? 'remindersYours' : 'reminders');
  return field(name, rows.length === 0 ? eventCardText(`none-${none}`) : joinWithin(rows, '\n'));
}

function reminderRow(reminder: ChannelReminder, zone: Reader): string {
  const due = dueInWords(reminder.due, zone);
  const state = eventCardText(`${reminder.state}`);
  const reason = reasonWords(reminder.reason);
  if (reason === null) return eventCardText('reminderRow', { due, state });
  return eventCardText('reminderReason', { due, state, reason });
}

/** A day as a step of the chain: the date before a change, or the one that holds. */
type ChainDay = { readonly day: LocalDay; readonly source: string };

type Step = { readonly label: string | null; readonly day: LocalDay | null; readonly source: string | null };

/**
 * `Geneva, May 2025: 90 days (ILKHA) → 10 Nov 2025 (ILKHA) → **31 Jan 2026** (Example Ministry)`: the chain of an
 * event's dates, each with its source, the present one in bold. Dates that the list's own chain names already are not
 * shown twice. `null` for a date that never moved.
 */
function historyField(event: ListEvent, before: ChainDay | null, holds: ChainDay | null): Field | null {
  const known = new Set(event.history.map((step) => step.day));
  const chain: Step[] = event.history.map((step) => ({ ...step, source: step.source?.name ?? null }));
  if (chain.length === 0) return null;
  if (before !== null && !known.has(before.day)) chain.push(stepOf(before));
  // A date that came back is at the end once more.
  if (holds !== null && chain.at(-1)?.day !== holds.day) chain.push(stepOf(holds));
  const last = chain.length - 1;
  const words = chain.map((step, at) => stepWords(step, at === last && holds !== null));
  // The newest steps matter most: those that do not fit are left out from the oldest on.
  let from = 0;
  while (from < last && words.slice(from).join(ARROW).length > ROOM) from += 1;
  return field(noticeText('history'), joinWithin([...(from > 0 ? ['…'] : []), ...words.slice(from)], ARROW));
}

const ARROW = ' → ';
const ROOM = 700;

function stepOf({ day, source }: ChainDay): Step {
  return { label: null, day, source };
}

function stepWords({ label, day: named, source }: Step, holds: boolean): string {
  const day = named === null ? null : formatRange(named, named);
  const shown = day !== null && holds ? noticeText('bold', { date: day }) : day;
  const what = label === null ? null : escapeText(label, 90);
  const step =
    what !== null && shown !== null ? noticeText('step', { label: what, date: shown }) : (what ?? shown ?? '');
  return source === null ? step : noticeText('stepFrom', { step, source: escapeText(source, 40) });
}

/** The edge that an event's chain of dates is about: its end where it has one, else its start or opening. */
function chainEdge(edges: readonly Edge[]): Edge | null {
  const order = ['expires', 'closes', 'due', 'takes-effect', 'opens'] as const;
  return order.map((kind) => edges.find((edge) => edge.kind === kind)).find((edge) => edge !== undefined) ?? null;
}

/** The day of an edge, with its source. */
function chainDay(edge: Edge): ChainDay | null {
  return isAnchored(edge.date) ? { day: firstDay(edge.date), source: edge.claim.source.name } : null;
}
