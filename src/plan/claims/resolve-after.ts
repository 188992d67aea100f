import { type ClaimDate, type CountedFrom, firstDay, isAnchored, type LocalDay } from '../../model/date.ts';
import { type EventId, type EventList, isCalledOff, type ListEvent } from '../../model/event.ts';
import { addDays } from '../../time/local.ts';
import { followedClaims } from './choose-claim.ts';

/**
 * The list with every date that is counted from another event's ("30 days after the order") as that event is dated now: a
 * day where the other has one, none where it has not, is called off, or leads back to where it began. The same list where
 * nothing is counted; resolving it again changes nothing. In steps of one event.
 */
export function* resolveAfter(list: EventList): Generator<void, EventList> {
  if (!list.events.some(isCounted)) return list;
  const events = new Map(list.events.map((event) => [event.id, event]));
  const done = new Map<EventId, ListEvent>();
  const resolve = (event: ListEvent): ListEvent => {
    const known = done.get(event.id);
    if (known !== undefined) return known;
    if (!isCounted(event)) return event;
    // Until it is resolved it has no day, so that a circle ends.
    done.set(
      event.id,
      withDates(event, () => null),
    );
    const resolved = withDates(event, (from) => {
      const other = events.get(from.event);
      return other === undefined ? null : countDay(resolve(other), from);
    });
    done.set(event.id, resolved);
    return resolved;
  };
  const resolved: ListEvent[] = [];
  for (const event of list.events) {
    resolved.push(resolve(event));
    yield;
  }
  return { ...list, events: resolved };
}

function isCounted({ claims }: ListEvent): boolean {
  return claims.some(({ date }) => date?.countedFrom !== undefined);
}

/** A day, and whether it is only about that day. */
type CountedDay = { readonly day: LocalDay; readonly approximate: boolean };

function withDates(event: ListEvent, count: (from: CountedFrom) => CountedDay | null): ListEvent {
  const dateOf = (date: ClaimDate | null): ClaimDate | null => {
    if (date?.countedFrom === undefined) return date;
    const { role, countedFrom } = date;
    const counted = count(countedFrom);
    return counted === null
      ? { role, countedFrom, precision: 'none', approximate: false }
      : { role, countedFrom, precision: 'day', ...counted };
  };
  return { ...event, claims: event.claims.map((claim) => ({ ...claim, date: dateOf(claim.date) })) };
}

/** Counted from the first date that the other event follows: after the last of several days, before the first. */
function countDay(other: ListEvent, { count, unit, holidays = [] }: CountedFrom): CountedDay | null {
  if (isCalledOff(other.certainty)) return null;
  const dates = followedClaims(other).flatMap(({ date }) => (isAnchored(date) ? [date] : []));
  const [date] = dates.sort((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1));
  if (date === undefined) return null;
  const from = date.precision === 'range' && count >= 0 ? date.through : firstDay(date);
  const day = unit === 'days' ? addDays(from, count) : addBusinessDays(from, count, new Set(holidays));
  return { day, approximate: date.approximate };
}

/** The day so many business days later, or earlier; Saturdays, Sundays and holidays are none. */
export function addBusinessDays(from: LocalDay, count: number, holidays: ReadonlySet<LocalDay>): LocalDay {
  const step = count < 0 ? -1 : 1;
  const isFree = (day: LocalDay) => holidays.has(day) || [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());
  let day = from;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (!isFree(day)) left -= 1;
  }
  while (isFree(day)) day = addDays(day, step);
  return day;
}
