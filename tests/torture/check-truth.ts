import { anchorOf, isExact, isExactMinute, isResting, type MadeEvent } from './made-events.ts';
import { dayAt, dayInWords, daysFrom } from './place-time.ts';
import type { SeenCard } from './read-cards.ts';
import { OFF_MS } from './world-clock.ts';

/** A message is written a little before it is taken in: so long may pass between on a busy machine, in machine ms. */
export const ON_THE_WAY_MS = 5_000;
const MINUTE = 60_000;
/** For so long after an exact anchor it is "now", and reminders for the very minute are still sent (product rule 10). */
const NOW_MS = 2 * MINUTE;
const AT_GRACE_MS = 15 * MINUTE;

/**
 * What of a card was not true at world time `at`, by the event as the list then had it (`null`: not in it). `speed` turns
 * the time on the way into world time. Empty when all of it was true.
 */
export function findUntruths(card: SeenCard, event: MadeEvent | null, at: number, speed: number): string[] {
  if (event === null) return ['it is not in the list'];
  if (isResting(event)) return [`it is ${event.certainty}`];
  const slack = ON_THE_WAY_MS * speed;
  const anchor = anchorOf(event);
  const untrue: string[] = [];
  if (!card.date.includes(dayInWords(event.date.slice(0, 10)))) untrue.push(`its date is ${event.date}`);
  if (isExactMinute(event.form) && !card.date.includes(event.date.slice(11))) untrue.push(`its time is ${event.date}`);
  // The end of a day is shown by its last minute.
  const shown = event.form === 'through day' ? anchor - MINUTE : anchor;
  if (card.shown !== (isExact(event) ? shown : null)) untrue.push(`its instant is ${new Date(shown).toISOString()}`);
  if (!card.certainty.toLowerCase().startsWith(event.certainty)) untrue.push(`it is ${event.certainty}`);
  if (at > anchor + slack + (isExact(event) ? AT_GRACE_MS : 0)) untrue.push('it is over');
  if (card.line !== null) untrue.push(...lineUntruths(card.line, event, { at, anchor, slack }));
  return untrue;
}

type LineFacts = { readonly at: number; readonly anchor: number; readonly slack: number };

function lineUntruths(line: string, event: MadeEvent, { at, anchor, slack }: LineFacts): string[] {
  const opening = { threatened: 'threatened', tentative: 'tentative' }[event.certainty as 'threatened' | 'tentative'];
  // Behind "First:" the sentence begins small.
  const says = opening === undefined || line.toLowerCase().includes(opening);
  const untrue = says ? [] : [`the line does not say "${opening}"`];
  const left = anchor - at;
  const minutes = minutesIn(line);
  if (minutes !== null) {
    const apart = Math.abs(minutes * MINUTE - left);
    return apart <= slack + MINUTE / 2 ? untrue : [...untrue, `the line is off by ${Math.round(apart / MINUTE)} min`];
  }
  if (/\bnow\b/.test(line)) return Math.abs(left) <= slack + NOW_MS ? untrue : [...untrue, 'it is not now'];
  const days = daysIn(line);
  if (days === null) return [...untrue, 'the line tells no distance'];
  // The day at the place may have turned while the message was on its way, or by the program's clock already.
  const right = [at + OFF_MS, at, at - slack].map((then) => daysFrom(dayAt(then, event.zone), event.date.slice(0, 10)));
  return right.includes(days) ? untrue : [...untrue, `the line is off: it is in ${right[1]} days`];
}

/** `in 1 hour 5 minutes`, `One hour left`, `3 minutes ago` in minutes, negative for what is past; `null`: in days. */
function minutesIn(line: string): number | null {
  const plain = line.replace(/One hour left/, '1 hour left').replace(/less than a minute/i, '0 minutes');
  const match = /(?:(\d+) hours? ?)?(?:(\d+) minutes?)?(?<=hours?|minutes?|hour|minute)( left| ago)?/.exec(
    /(?:\d+ hours? )?\d+ minutes?(?: left| ago)?|\d+ hours?(?: left| ago)?/.exec(plain)?.[0] ?? '',
  );
  if (match === null || (match[1] === undefined && match[2] === undefined)) return null;
  const minutes = Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0);
  return match[3] === ' ago' ? -minutes : minutes;
}

function daysIn(line: string): number | null {
  const many = /\bin (\d+) days\b/.exec(line)?.[1];
  if (many !== undefined) return Number(many);
  if (/\btomorrow\b/.test(line)) return 1;
  if (/\btoday\b/.test(line)) return 0;
  return /\byesterday\b/.test(line) ? -1 : null;
}
