import type { EventChange } from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import { type EventId, isCalledOff, type ListEvent, publicationOf } from '../../model/event.ts';
import type { Card } from '../../model/message.ts';
import { localDay } from '../../time/local.ts';
import type { Trim } from '../card/adjust-message.ts';
import { dueSoon } from '../card/describe-reminder.ts';
import { cardDate } from '../dates/when-words.ts';
import { CHANGED_COLOUR, certaintyColour } from '../event/show-certainty.ts';
import { fitParts, smallLetters, sourceAndDay } from '../event/small-print.ts';
import { capitalize, escapeText, firstSentences } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { cardSide, type ListSeen, spokenNow } from './changed-date.ts';
import type { ChangedEvent } from './group-changes.ts';
import { changeName, presentStatus } from './notice-head.ts';
import { noticeText } from './notice-words.ts';

/** Everything that a notice's card needs besides its changes. */
export type NoticeSeen = ListSeen & {
  /** When this channel is next reminded of an event, where it will be. */
  readonly nextReminders: ReadonlyMap<EventId, { readonly due: Instant }>;
};

/** Two lines on a phone; an outcome may take four, for it is the end of the story. */
const WHY = 90;
const OUTCOME = 180;
const PRINT = 100;
/** More dates of one event than this are behind Details. */
const DATES = 3;

/**
 * One changed event as a card of at most four parts (docs/messages.md, rules 4 and 8): the title with what happened; old →
 * new on one line a date; one reason; whose word it is and when this channel is next reminded, in small print. `trim`
 * leaves out the reason first, then the small print; the dates stay.
 */
export function noticeCard({ id, main, changes }: ChangedEvent, seen: NoticeSeen, trim: Trim): Card {
  const event = seen.events.get(id) ?? null;
  // An outcome says what the other changes came to.
  const named = main.kind === 'outcome' ? [main] : changes;
  const kinds = [
    ...new Set([...named.map((change) => noticeText(changeName(change).title)), ...presentStatus(main, event)]),
  ];
  const dates = dateLines(main, changes, event, seen);
  const off = event === null || main.kind === 'removed' || isCalledOff(event.certainty);
  const why = trim < 2 ? reasonOf(main, changes, event) : '';
  const print = trim < 3 ? smallLetters(fitParts(printOf(main, changes, event, seen), PRINT)) : '';
  const text = [...dates, why, print].filter((part) => part !== '').join('\n');
  return {
    title: noticeText('titled', {
      title: titleOf({ id, title: main.title }, trim < 4 ? 180 : 60),
      kinds: kinds.join(', '),
    }),
    colour: off ? certaintyColour('cancelled') : CHANGED_COLOUR,
    description: text === '' ? null : text,
    fields: [],
    footer: null,
    event: id,
    ...(dates[0] === undefined ? {} : { date: dates[0].replace(/^~~.*~~ → /, '').replaceAll('**', '') }),
  };
}

/** Each date that moved, before → now; else the present one, or the one that no longer counts. */
function dateLines(
  main: EventChange,
  changes: readonly EventChange[],
  event: ListEvent | null,
  seen: NoticeSeen,
): string[] {
  const moved = changes.filter((change) => differs(change) || (isMove(change) && change.edge !== null));
  if (moved.length > 0 && main.kind !== 'outcome' && !isCalledOff(main.kind))
    return [...new Set(moved.map((change) => movedLine(change, seen)))].slice(0, DATES);
  if (isCalledOff(main.kind) || main.kind === 'removed') {
    return main.before === null ? [] : [noticeText('dateGone', { before: cardSide(main.before, seen, true) })];
  }
  const spoken = spokenNow(main, seen);
  // The day of what is over is in its outcome.
  if (main.kind === 'outcome') return [];
  if (event !== null && spoken !== null) return [cardDate(event, spoken.edge, seen.events, seen.zone)];
  return main.after === null ? [] : [capitalize(cardSide(main.after, seen))];
}

function movedLine({ before, after }: EventChange, seen: NoticeSeen): string {
  // What the dates mark is in the title, unless that has changed.
  const bare = before === null || before.date.role === after?.date.role;
  const shown = cardSide(after, seen, bare);
  if (before === null) return noticeText('bold', { date: shown });
  return noticeText('dateMoved', { before: cardSide(before, seen, bare), after: shown });
}

/** Whether a change moved a date: a change of a date's certainty names its edge too, and moves nothing. */
function isMove({ kind }: EventChange): boolean {
  return kind !== 'confirmed' && kind !== 'became tentative' && kind !== 'outcome';
}

function differs({ before, after }: EventChange): boolean {
  return before !== null && after !== null && JSON.stringify(before.date) !== JSON.stringify(after.date);
}

/** The outcome; else why it is as sure as it is, where that changed; else, for what is new, what is at stake. */
function reasonOf(main: EventChange, changes: readonly EventChange[], event: ListEvent | null): string {
  const outcome = changes.find(({ kind }) => kind === 'outcome')?.outcome ?? null;
  if (outcome !== null) return escapeText(firstSentences(capitalize(outcome), OUTCOME));
  if (event === null) return '';
  const sureness =
    isCalledOff(main.kind) ||
    changes.some(({ certaintyBefore: was, certaintyAfter: is }) => was !== null && was !== is);
  const text = sureness ? event.certaintyNote : main.kind === 'new' || main.kind === 'restored' ? event.stakes : null;
  return text === null ? '' : escapeText(firstSentences(capitalize(text), WHY));
}

/** Whose word the change is, and when this channel is next reminded. */
function printOf(
  main: EventChange,
  changes: readonly EventChange[],
  event: ListEvent | null,
  seen: NoticeSeen,
): string[] {
  const next = seen.nextReminders.get(main.event);
  const due = next === undefined ? [] : [noticeText('nextReminder', { due: dueSoon(next.due, seen.zone, seen.now) })];
  const source = event === null ? null : sourceOf(changes, event, seen.now);
  return source === null ? due : [source, ...due];
}

/** The claim that a moved date came with; else the source of the outcome, or the one that published last. */
function sourceOf(changes: readonly EventChange[], event: ListEvent, now: Instant): string | null {
  const year = localDay(now, event.zone).slice(0, 4);
  if (changes.some(({ kind }) => kind === 'outcome'))
    return event.outcome?.source == null ? null : escapeText(event.outcome.source.name, 60);
  const side = changes.find((change) => change.edge !== null && isMove(change))?.after ?? null;
  const claim = event.claims.find((one) => one.source.name === side?.source && one.published === side.published);
  const newest = event.claims.toSorted((a, b) => publicationOf(b).localeCompare(publicationOf(a)))[0];
  const shown = claim ?? newest;
  return shown === undefined ? null : sourceAndDay(shown, year);
}
