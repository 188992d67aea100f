import { anchorOf, dateAt, isResting, type MadeEvent } from './made-events.ts';
import type { Random } from './seeded-random.ts';

const HOUR = 3_600_000;
const KINDS = ['move', 'move back', 'cancel', 'restore', 'typo', 'certainty', 'move'] as const;

/** What a person does to the list between two lives: one or two edits of events that are ahead at `now` or nearly so. */
export function editList(
  events: readonly MadeEvent[],
  now: number,
  random: Random,
  note: (edit: string) => void,
): MadeEvent[] {
  const edited = new Map(events.map((event) => [event.id, event]));
  for (let edits = random.whole(1, 2); edits > 0; edits -= 1) {
    const near = [...edited.values()].filter((event) => anchorOf(event) > now && anchorOf(event) < now + 3 * HOUR);
    if (near.length === 0) break;
    const event = random.pick(near);
    edited.set(event.id, editEvent(event, now, random, note));
  }
  return [...edited.values()];
}

/** Where every event stood first, so that a date can go A, B, A. */
const firstDates = new WeakMap<MadeEvent, MadeEvent>();

function editEvent(event: MadeEvent, now: number, random: Random, note: (edit: string) => void): MadeEvent {
  const first = firstDates.get(event) ?? event;
  const keep = (changed: MadeEvent, edit: string): MadeEvent => {
    firstDates.set(changed, first);
    note(edit);
    return changed;
  };
  switch (random.pick(KINDS)) {
    case 'move':
      return keep({ ...event, date: dateAt(event, now + random.between(0.2, 4) * HOUR) }, 'moved');
    case 'move back':
      return anchorOf(first) > now ? keep({ ...event, date: first.date }, 'moved back') : event;
    case 'cancel':
      return keep({ ...event, certainty: random.pick(['cancelled', 'postponed'] as const) }, 'cancelled');
    case 'restore':
      return isResting(event) ? keep({ ...event, certainty: 'expected' }, 'restored') : event;
    case 'typo':
      return keep(
        { ...event, title: `Made-up filing #${event.number}, edition ${random.whole(2, 99)}` },
        'typo mended',
      );
    case 'certainty':
      return isResting(event)
        ? event
        : keep({ ...event, certainty: random.pick(['confirmed', 'expected', 'threatened'] as const) }, 'certainty');
  }
}
