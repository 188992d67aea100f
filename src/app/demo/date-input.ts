import { type AnchoredDate, type ClaimDate, firstDay, type LocalDay } from '../../model/date.ts';
import { addDays } from '../../time/local.ts';

/** A date as a list writes it: `{ due: 2027-04-15 }`. */
export function dateInput(date: ClaimDate): Readonly<Record<string, unknown>> {
  const { approximate, role } = date;
  const more = approximate ? { approximate } : {};
  const edge = role === 'opens' ? {} : { edge: role };
  if (date.countedFrom !== undefined) {
    const { event, count, unit } = date.countedFrom;
    const length = { [unit === 'days' ? 'days' : 'businessDays']: Math.abs(count) };
    return { [count < 0 ? 'before' : 'after']: { event, ...length }, ...edge };
  }
  switch (date.precision) {
    case 'minute':
      return { [role === 'opens' ? 'at' : keyOf(role)]: date.minute.replace('T', ' '), ...more };
    case 'day':
      if (role === 'opens') return approximate ? { around: date.day } : { on: date.day };
      return { [keyOf(role)]: date.day, ...more };
    case 'range':
      return { from: date.from, through: date.through, ...more };
    case 'span':
      return { [spanKey(date.span)]: date.span, ...edge, ...more };
    case 'month':
      return { month: date.month, ...edge, ...more };
    case 'year':
      return { year: date.year, ...edge, ...more };
    case 'during':
      return { during: date.event, ...edge };
    case 'none':
      return { none: true };
  }
}

const KEYS = { due: 'due', closes: 'closes', 'takes-effect': 'starting', expires: 'through' } as const;

function keyOf(role: ClaimDate['role']): string {
  return role in KEYS ? KEYS[role as keyof typeof KEYS] : role;
}

function spanKey(span: string): 'week' | 'quarter' | 'half' | 'month' {
  if (/-W/.test(span)) return 'week';
  if (/-Q/.test(span)) return 'quarter';
  return /-H/.test(span) ? 'half' : 'month';
}

/** The same date so many days later; "around" a day becomes that day. */
export function shiftDate(date: AnchoredDate, days: number): AnchoredDate {
  const later = (day: LocalDay): LocalDay => addDays(day, days);
  const exact = { role: date.role, approximate: false };
  switch (date.precision) {
    case 'minute':
      return { ...exact, precision: 'minute', minute: `${later(firstDay(date))}${date.minute.slice(10)}` };
    case 'day':
      return { ...exact, precision: 'day', day: later(date.day) };
    case 'range':
      return { ...exact, precision: 'range', from: later(date.from), through: later(date.through) };
  }
}
