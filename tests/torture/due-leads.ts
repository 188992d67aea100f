import { anchorOf, isExact, type MadeEvent } from './made-events.ts';
import { instantOf, shiftDay } from './place-time.ts';

/** When one lead of an event is due in a channel. */
export type DueLead = {
  readonly lead: string;
  readonly due: number;
  /** Falls on one instant with a shorter lead, which is the one that is announced. */
  readonly merged: boolean;
  /** From here on another lead, or none, is announced: the next lead's instant, or the anchor and the grace of `at`. */
  readonly close: number;
};

/** What of a channel decides when. */
export type ChannelClock = { readonly leads: readonly string[]; readonly zone: string; readonly postingTime: string };

const AT_GRACE_MS = 15 * 60_000;

/** Product rules 3 and 4 by the oracle's own arithmetic; soonest first. */
export function dueLeads(event: MadeEvent, clock: ChannelClock): DueLead[] {
  const anchor = anchorOf(event);
  const all = clock.leads
    .flatMap((lead) => {
      const due = dueOf(lead, event, anchor, clock);
      return due === null ? [] : [{ lead, due, minutes: lengthOf(lead) }];
    })
    .sort((a, b) => a.due - b.due || b.minutes - a.minutes || inDays(b) - inDays(a));
  return all.map(({ lead, due }, index) => {
    const next = all.slice(index + 1).find((other) => other.due > due);
    const merged = all[index + 1]?.due === due;
    return { lead, due, merged, close: next?.due ?? (lead === 'at' ? anchor + AT_GRACE_MS : anchor) };
  });
}

/**
 * Which of two leads of one date is nearer to it (product rule 10): of two in days or two in hours and minutes the
 * shorter, whatever clocks they fell due by; else the one that fell due later.
 */
export function isNearer(a: Pick<DueLead, 'lead' | 'due'>, b: Pick<DueLead, 'lead' | 'due'>): boolean {
  const isAlike = inDays(a) === inDays(b);
  return isAlike ? lengthOf(a.lead) < lengthOf(b.lead) : a.due > b.due;
}

function dueOf(lead: string, event: MadeEvent, anchor: number, { zone, postingTime }: ChannelClock): number | null {
  if (!lead.endsWith('d')) return isExact(event) ? anchor - lengthOf(lead) * 60_000 : null;
  for (let day = shiftDay(event.date.slice(0, 10), -Number.parseInt(lead, 10)); ; day = shiftDay(day, -1)) {
    const due = instantOf(`${day}T${postingTime}`, zone);
    if (due <= anchor) return due;
  }
}

/** Of two of one length the one in days counts as the longer: `at` is nearer than `0d` at one instant. */
function inDays({ lead }: Pick<DueLead, 'lead'>): 0 | 1 {
  return lead.endsWith('d') ? 1 : 0;
}

/** In minutes. */
function lengthOf(lead: string): number {
  if (lead === 'at') return 0;
  const unit = { d: 1440, h: 60, m: 1 }[lead.at(-1) ?? ''] ?? Number.NaN;
  return Number.parseInt(lead, 10) * unit;
}
