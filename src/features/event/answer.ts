import type { Edge } from '../../model/edge.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import type { Card, Message } from '../../model/message.ts';
import { buildAnswer, firstThatFits } from '../../render/card/build-card.ts';
import { edgeWords } from '../../render/card/describe-reminder.ts';
import { calendarButton, remindButton } from '../../render/card/message-buttons.ts';
import { wasReportedAfter } from '../../render/event/compare-claims.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { certaintyText } from '../../render/text/words.ts';
import { formatDay, zoneCity } from '../../time/local.ts';
import { eventText } from './words.ts';

/** An event's state, and the edge that decides it: the next one ahead, or the last one behind. */
export type EventStatus = {
  readonly part: 'ahead' | 'running' | 'open' | 'past';
  readonly edge: Edge | null;
};

/** The answer to `/dates show` and to the Details button: one line, the event's card in full, and the actions on it. */
export function eventAnswer(event: ListEvent, status: EventStatus, card: Card): Message {
  const title = plainText(event.title, 200);
  const controls = [
    ...(status.part === 'ahead' || status.part === 'open' ? [remindButton(event, null)] : []),
    ...(status.edge === null ? [] : [calendarButton(event, null)]),
  ];
  const line = eventText('eventLine', { title, state: stateWords(event, status) });
  return buildAnswer(
    firstThatFits(
      line,
      eventText('eventLine', { title: plainText(event.title, 50), state: stateWords(event, status) }),
      eventText('eventContent'),
    ),
    card,
    controls.length === 0 ? [] : [controls],
  );
}

/** States how an event stands, in words that remain true at any time after that day. */
function stateWords(event: ListEvent, { part, edge }: EventStatus): string {
  const certainty = certaintyText(`${event.certainty}`);
  if (event.outcome !== null || event.certainty === 'done') return eventText('stateOver');
  if (isCalledOff(event.certainty)) return certainty;
  if (edge === null || part === 'open') return eventText('stateOpen', { certainty });
  if (part === 'running') return eventText('stateRunning', { day: formatDay(edge.day, 'weekday') });
  if (part === 'past') {
    if (wasReportedAfter(edge.claim, edge.date))
      return eventText('stateInForce', { day: formatDay(edge.day, 'day-year') });
    return eventText('stateWasDue', { day: formatDay(edge.day, 'day-year') });
  }
  const place = plainText(event.place ?? zoneCity(event.zone), 30);
  return eventText('stateAhead', { edge: edgeWords(event, edge, 'weekday-year'), place, certainty });
}
