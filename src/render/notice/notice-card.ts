import type { DatedSide, EventChange } from '../../model/change.ts';
import { firstDay, type Instant, isAnchored } from '../../model/date.ts';
import { type EventId, isCalledOff, type ListEvent, publicationOf } from '../../model/event.ts';
import type { Card, Field } from '../../model/message.ts';
import { formatRange } from '../../time/local.ts';
import type { Trim } from '../card/adjust-message.ts';
import { field, present } from '../card/build-card.ts';
import { dueInWords } from '../card/describe-reminder.ts';
import { dateField } from '../event/date-field.ts';
import { outcomeField } from '../event/event-date-fields.ts';
import { eventCardText } from '../event/event-words.ts';
import { chainDay, chainEdge, historyField } from '../event/history-field.ts';
import { dependentsField, upwardLinks } from '../event/link-fields.ts';
import { certaintyColour, certaintyField, spokenCertainty } from '../event/show-certainty.ts';
import { differenceField, sourceName, sourcesField } from '../event/source-fields.ts';
import { asSentence, capitalize, escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { certaintyText } from '../text/words.ts';
import { cardSide, type ListSeen, spokenNow } from './changed-date.ts';
import type { ChangedEvent } from './group-changes.ts';
import { changeName } from './notice-head.ts';
import { noticeText } from './notice-words.ts';

/** Everything that a notice's card needs besides its changes. */
export type NoticeSeen = ListSeen & {
  /** When this channel is next reminded of an event, where it will be. */
  readonly nextReminders: ReadonlyMap<EventId, { readonly due: Instant }>;
  /** Events of which this channel has an earlier message that is being marked as out of date. */
  readonly corrected: ReadonlySet<EventId>;
};

/** Grey: for an event that is over, or no longer in the list. */
const GREY = certaintyColour('done');

/**
 * One changed event as a card: the old date and the new one first, then the certainty, the chain of its dates, its
 * sources, when this channel is next reminded, and the events that depend on it. `trim` leaves out links first, then
 * the chain and the difference between sources, then most of the rest; the dates stay.
 */
export function noticeCard(group: ChangedEvent, seen: NoticeSeen, trim: Trim): Card {
  const { id, main, changes } = group;
  const event = seen.events.get(id) ?? null;
  const closing = changes.every(({ kind }) => kind === 'outcome');
  // The outcome has a field of its own and does not name a change of something else.
  const named = closing ? changes : changes.filter(({ kind }) => kind !== 'outcome');
  const titles = [...new Set(named.map((change) => noticeText(changeName(change).title)))];
  const rest =
    event === null || main.kind === 'removed'
      ? [trim < 1 ? dependentsField({ event: { id }, events: seen.events, now: seen.now }, 400) : null]
      : eventFields(event, group, seen, trim, closing);
  return {
    title: noticeText('titled', {
      title: titleOf({ id, title: main.title }, trim < 4 ? 180 : 60),
      kinds: titles.join(', '),
    }),
    colour: event === null ? GREY : certaintyColour(event.certainty),
    description: null,
    fields: present([...dateLines(group, event, seen), ...rest]),
    footer: null,
    event: id,
  };
}

function eventFields(
  event: ListEvent,
  { main, changes }: ChangedEvent,
  seen: NoticeSeen,
  trim: Trim,
  closing: boolean,
): (Field | null)[] {
  const edges = seen.edges(event.id);
  const links = { event, events: seen.events, now: seen.now };
  const dated = changes.find((change) => change.edge !== null && isMove(change));
  const source = sourceField(event, dated ?? main, trim, seen.now);
  const outcome = event.outcome === null ? null : outcomeField({ ...links, edges });
  if (closing) return [outcome, event.outcome?.source == null ? source : null];
  const spoken = spokenNow(main, seen);
  // Where nothing more will come of it, no source is followed.
  const comes = spoken !== null && !spokenCertainty(event, spoken.edge).rests;
  return [
    sureness(event, changes, trim),
    outcome,
    trim < 2 ? chain(event, dated ?? main, seen) : null,
    trim < 2 && comes ? differenceField(event, spoken.edge, seen.events, seen.now) : null,
    trim < 4 ? source : null,
    trim < 3 ? reminderField(main, seen) : null,
    ...(trim < 1 ? [...upwardLinks(links, 400), dependentsField(links, 400)] : []),
  ];
}

/** The dates of a card: each one that moved, before and now; else the present or the last one. */
function dateLines({ main, changes }: ChangedEvent, event: ListEvent | null, seen: NoticeSeen): (Field | null)[] {
  const moved = changes.filter((change) => change.edge !== null && isMove(change));
  if (moved.length > 0) return moved.map((change) => wasAndNow(change, seen));
  const spoken = spokenNow(main, seen);
  const stands = !isCalledOff(main.kind) && main.kind !== 'removed';
  if (stands && main.kind === 'text only' && differs(main)) return [wasAndNow(main, seen)];
  if (stands && event !== null && spoken !== null) return [dateField(event, spoken.edge, seen.events, seen.now)];
  const side = stands ? (main.after ?? main.before) : (main.before ?? main.after);
  const words = cardSide(side, seen.events, { city: true, stamp: false });
  return [field(stands ? eventCardText('when') : noticeText('was'), capitalize(words), 'date')];
}

function wasAndNow(change: EventChange, seen: NoticeSeen): Field | null {
  const { before, after } = change;
  const sameZone = before?.zone === after?.zone;
  return field(
    before === null ? eventCardText('when') : noticeText('was'),
    before === null
      ? cardSide(after, seen.events, { city: true, stamp: true })
      : noticeText('wasNow', {
          before: cardSide(before, seen.events, { city: !sameZone || after?.anchor == null, stamp: false }),
          after: cardSide(after, seen.events, { city: true, stamp: true }),
        }),
    'date',
  );
}

/** Whether a change moved a date: a change of a date's certainty names its edge too, and moves nothing. */
function isMove({ kind }: EventChange): boolean {
  return kind !== 'confirmed' && kind !== 'became tentative';
}

function differs({ before, after }: EventChange): boolean {
  return before !== null && after !== null && JSON.stringify(before.date) !== JSON.stringify(after.date);
}

/** The certainty now, and the earlier one of the event or its date where that changed. */
function sureness(event: ListEvent, changes: readonly EventChange[], trim: Trim): Field | null {
  const whole = certaintyField(event, trim < 3 ? 300 : trim < 4 ? 120 : 0);
  const change = changes.find(({ certaintyBefore, certaintyAfter }) => certaintyBefore !== certaintyAfter);
  if (whole === null || !change?.certaintyBefore || !change.certaintyAfter) return whole;
  const [before, after] = [change.certaintyBefore, change.certaintyAfter].map((word) => certaintyText(`${word}`));
  if (before === undefined || after === undefined) return whole;
  if (change.edge !== null && !isMove(change)) {
    const first = noticeText('dateChangedFrom', { before, after });
    return { ...whole, value: noticeText('beside', { first, second: whole.value }) };
  }
  const first = noticeText('changedFrom', { before, after });
  if (event.certaintyNote === null || trim > 3) return { ...whole, value: first };
  const second = asSentence(escapeText(event.certaintyNote, trim < 3 ? 300 : 60));
  return { ...whole, value: noticeText('beside', { first, second }) };
}

/** The chain of dates, with a date that just moved. */
function chain(event: ListEvent, change: EventChange, seen: NoticeSeen): Field | null {
  const edge = chainEdge(seen.edges(event.id));
  const holds = edge === null ? null : chainDay(edge);
  const before = change.edge !== null && change.edge === (edge?.name ?? change.edge) ? dayOf(change.before) : null;
  return historyField(event, before, holds);
}

function dayOf(side: DatedSide | null): { day: string; source: string } | null {
  if (side === null || !isAnchored(side.date)) return null;
  return { day: firstDay(side.date), source: side.source };
}

/**
 * The source of a change, and when that was published: `Example Ministry, 9 Nov 2025`, as a link where its address is
 * known. A change that moved no date rests on the source that published last, so all are shown, the newest first.
 */
function sourceField(event: ListEvent, change: EventChange, trim: Trim, now: Instant): Field | null {
  const side = change.after;
  if (side === null || change.edge === null || !isMove(change)) {
    const newest = event.claims.toSorted((a, b) => publicationOf(b).localeCompare(publicationOf(a)))[0] ?? null;
    return sourcesField(event, newest, now, trim < 3 ? { says: 200, all: 700 } : { says: 60, all: 250 });
  }
  const claim = event.claims.find((one) => one.source.name === side.source && one.published === side.published);
  const source = claim === undefined ? escapeText(side.source, 60) : sourceName(claim);
  const published = side.published === null ? null : formatRange(side.published, side.published);
  return field(eventCardText('source'), published === null ? source : noticeText('source', { source, published }));
}

/** When this channel is next reminded, and that its earlier message is marked. */
function reminderField(change: EventChange, seen: NoticeSeen): Field | null {
  const next = seen.nextReminders.get(change.event);
  const marked = seen.corrected.has(change.event) ? noticeText('marked') : null;
  if (next === undefined) return field(noticeText('remindersHere'), marked);
  const due = dueInWords(next.due, seen.zone);
  return field(
    noticeText('nextReminder'),
    marked === null ? noticeText('nextOnly', { due }) : noticeText('nextAt', { due, marked }),
  );
}
