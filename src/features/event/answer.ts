import type { Instant, Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import type { Card, Message } from '../../model/message.ts';
import { buildAnswer, firstThatFits } from '../../render/card/build-card.ts';
import { calendarButton, remindButton } from '../../render/card/message-buttons.ts';
import { wasReportedAfter } from '../../render/event/compare-claims.ts';
import { dateSentence } from '../../render/reminder/reminder-sentence.ts';
import { plainTitleOf } from '../../render/text/event-name.ts';
import { certaintyText } from '../../render/text/words.ts';
import { formatDay } from '../../time/local.ts';
import { eventText } from './words.ts';

/** An event's state, and the edge that decides it: the next one ahead, or the last one behind. */
export type EventStatus = {
  readonly part: 'ahead' | 'running' | 'open' | 'past';
  readonly edge: Edge | null;
};

/** The answer to `/dates show` and to the Details button: one line, the event's card in full, and the actions on it. */
export function eventAnswer(event: ListEvent, status: EventStatus, card: Card, reader: Reader): Message {
  const controls = [
    ...(status.part === 'ahead' || status.part === 'open' ? [remindButton(event, null)] : []),
    ...(status.edge === null ? [] : [calendarButton(event, null)]),
  ];
  const line = (name: number) => lineOf({ event, ...status, ...reader }, name);
  return buildAnswer(
    firstThatFits(line(200), line(50), eventText('eventContent')),
    card,
    controls.length === 0 ? [] : [controls],
  );
}

/** The reader's clock. */
type Reader = { readonly now: Instant; readonly zone: Zone };

/** The date where it lies ahead or was not reported afterwards; else how the event stands. True at any later time too. */
function lineOf(view: EventStatus & Reader & { readonly event: ListEvent }, name: number): string {
  const { event, part, edge } = view;
  const title = plainTitleOf(event, name);
  const state = stateWords(event, view);
  if (state !== null) return eventText('eventLine', { title, state });
  return edge === null || part === 'open' ? title : dateSentence({ ...view, edge }, name);
}

/** `null` where the date itself says it. */
function stateWords(event: ListEvent, { part, edge }: EventStatus): string | null {
  const certainty = certaintyText(`${event.certainty}`);
  if (event.outcome !== null || event.certainty === 'done') return eventText('stateOver');
  if (isCalledOff(event.certainty)) return certainty;
  if (edge === null || part === 'open') return eventText('stateOpen', { certainty });
  if (part === 'running') return eventText('stateRunning', { day: formatDay(edge.day, 'weekday') });
  return part === 'past' && wasReportedAfter(edge.claim, edge.date)
    ? eventText('stateInForce', { day: formatDay(edge.day, 'day-year') })
    : null;
}
