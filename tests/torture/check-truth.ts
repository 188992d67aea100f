import { anchorOf, isExact, isResting, lastMomentOf, type MadeEvent } from './made-events.ts';
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
  if (!showsDate(card, event)) untrue.push(`its date is ${event.date}`);
  if (card.certainty !== event.certainty) untrue.push(`it is ${event.certainty}`);
  if (at > anchor + slack + (isExact(event) ? AT_GRACE_MS : 0)) untrue.push('it is over');
  if (card.line !== null) untrue.push(...lineUntruths(card.line, event, { at, anchor, slack }));
  return untrue;
}

/** Whether a card gives the date of an event: the moment itself where one is known, else the day in words. */
export function showsDate({ shown, date }: SeenCard, event: MadeEvent): boolean {
  if (isExact(event)) return shown === lastMomentOf(event);
  return shown === null && date.includes(dayInWords(event.date.slice(0, 10)));
}

type LineFacts = { readonly at: number; readonly anchor: number; readonly slack: number };

function lineUntruths(line: string, event: MadeEvent, { at, anchor, slack }: LineFacts): string[] {
  const untrue = [...unsure(line, event), ...wrongDay(line, event)];
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

/** How sure a line sounds: by its opening, its verb, or the word in brackets. What is past says no more that it was expected. */
function unsure(line: string, { certainty }: MadeEvent): string[] {
  const says = Object.entries(SOUNDS).flatMap(([word, sound]) => (sound.test(line) ? [word] : []));
  const past = /\bago\b|\byesterday\b/.test(line) && certainty === 'expected';
  const right = says.length === 0 ? certainty === 'confirmed' || past : says.every((word) => word === certainty);
  return right ? [] : [`the line does not say "${certainty}"`];
}

const SOUNDS = {
  threatened: /\b[Tt]hreatened\b|\bwould\b/,
  tentative: /\b[Tt]entative\b|\bmay\b/,
  expected: /\bexpected\b|\bshould\b/,
} as const;

/** The day and the hour that a line names, where it names any. */
function wrongDay(line: string, { date, form }: MadeEvent): string[] {
  const [day = '', time = ENDS_OF_DAY[form] ?? ''] = date.split('T');
  const named = /\b\d{1,2} [A-Z][a-z]{2}\b/.exec(line)?.[0];
  const hour = hourIn(line);
  return [
    ...(named === undefined || dayInWords(day).includes(` ${named} `) ? [] : [`the line's day is ${day}`]),
    ...(hour === null || hour === time ? [] : [`the line's hour is ${time}`]),
  ];
}

/** The hours of days that are named once hours count. */
const ENDS_OF_DAY: Readonly<Partial<Record<MadeEvent['form'], string>>> = {
  'starting day': '00:00',
  'through day': '23:59',
};

/** `14:30`, `2:30 p.m.`, `2 p.m.` as a clock of 24 hours shows it; `null` where no hour is named. */
export function hourIn(line: string): string | null {
  const [all, hour = '', minute = '00', half] = /\b(\d{1,2})(?::(\d\d))?(?: ([ap])\.m\.)/.exec(line) ?? [];
  if (all === undefined) return /\b\d\d:\d\d\b/.exec(line)?.[0] ?? null;
  return `${String((Number(hour) % 12) + (half === 'p' ? 12 : 0)).padStart(2, '0')}:${minute}`;
}

/** `in 1 hour 5 minutes`, `3 minutes ago` in minutes, negative for what is past; `null`: in days. */
export function minutesIn(line: string): number | null {
  if (/less than a minute/i.test(line)) return 0;
  const [all, hours, minutes, ago] =
    /(?:(\d+) hours? ?)?(?:(\d+) minutes?)?(?<=hours?|minutes?)( ago)?\b/.exec(
      /\d+ (?:hour|minute).*/.exec(line)?.[0] ?? '',
    ) ?? [];
  if (!all) return null;
  const count = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return ago === undefined ? count : -count;
}

function daysIn(line: string): number | null {
  const [, ahead, past] = /\bin (\d+) days?\b|\b(\d+) days? ago\b/.exec(line) ?? [];
  if (ahead !== undefined) return Number(ahead);
  if (past !== undefined) return -Number(past);
  if (/\btomorrow\b/.test(line)) return 1;
  if (/\btoday\b/.test(line)) return 0;
  return /\byesterday\b/.test(line) ? -1 : null;
}
