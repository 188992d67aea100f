import { dayAt, instantOf, shiftDay, wallClock } from './place-time.ts';
import type { Random } from './seeded-random.ts';

/** How a made-up event is dated: the fields of a claim's `date` in the list's own language. */
const FORMS = ['closes', 'starting', 'through', 'at', 'on', 'starting day', 'through day'] as const;
type Form = (typeof FORMS)[number];

/** One event of a made-up list, as the oracle knows it. */
export type MadeEvent = {
  readonly id: string;
  readonly number: number;
  /** Holds `#number`, whatever else is edited in it. */
  readonly title: string;
  readonly certainty: 'confirmed' | 'expected' | 'tentative' | 'threatened' | 'cancelled' | 'postponed';
  readonly form: Form;
  readonly zone: string;
  /** `2026-03-07T21:05` for a minute, `2026-03-07` for a day. */
  readonly date: string;
};

export const ZONES = ['America/New_York', 'Asia/Seoul', 'Europe/Berlin', 'UTC', 'Australia/Lord_Howe'] as const;
const CERTAINTIES = ['confirmed', 'expected', 'tentative', 'threatened'] as const;
const MINUTE = 60_000;

/** An event that falls on about `anchor`. */
export function makeEvent(number: number, anchor: number, random: Random): MadeEvent {
  const form = random.chance(0.85)
    ? random.pick(['closes', 'starting', 'through', 'at'] as const)
    : random.pick(['on', 'starting day', 'through day'] as const);
  const zone = random.pick(ZONES);
  return {
    id: `made-${number}`,
    number,
    title: `Made-up filing #${number}`,
    certainty: random.pick(CERTAINTIES),
    form,
    zone,
    date: dateAt({ form, zone }, anchor),
  };
}

/** The date such an event would be given to fall on about that instant. */
export function dateAt({ form, zone }: Pick<MadeEvent, 'form' | 'zone'>, anchor: number): string {
  if (isExactMinute(form)) return wallClock(Math.ceil(anchor / MINUTE) * MINUTE, zone);
  return dayAt(anchor, zone);
}

/** The instant it counts from (product rule 2). */
export function anchorOf({ form, zone, date }: MadeEvent): number {
  if (form === 'on') return instantOf(`${date}T09:00`, zone);
  if (form === 'starting day') return instantOf(`${date}T00:00`, zone);
  if (form === 'through day') return instantOf(`${shiftDay(date, 1)}T00:00`, zone);
  return instantOf(date, zone);
}

/** The instant that cards show: of the end of a day its last minute. */
export function lastMomentOf(event: MadeEvent): number {
  return event.form === 'through day' ? anchorOf(event) - MINUTE : anchorOf(event);
}

/** Whether people are told hours and minutes: all but a day on which something opens. */
export function isExact({ form }: Pick<MadeEvent, 'form'>): boolean {
  return form !== 'on';
}

export function isExactMinute(form: Form): boolean {
  return form === 'closes' || form === 'starting' || form === 'through' || form === 'at';
}

/** Whether nobody is to be reminded of it any more. */
export function isResting({ certainty }: MadeEvent): boolean {
  return certainty === 'cancelled' || certainty === 'postponed';
}

/** The list as a person would have written it. */
export function listText(events: readonly MadeEvent[]): string {
  const entries = events.map(
    ({ id, title, certainty, form, zone, date }) =>
      `  - id: ${id}
    title: "${title}"
    kind: filing
    certainty: ${certainty}
    zone: ${zone}
    claims: [{ source: office, published: 2026-03-01, date: { ${form.split(' ')[0]}: ${date.replace('T', ' ')} } }]
`,
  );
  return `covers: Made-up dates\nzone: UTC\nsources:\n  office: { name: Office }\nevents:\n${entries.join('')}`;
}
