import type { Instant } from '../model/date.ts';
import type { EventId, ListEvent } from '../model/event.ts';
import { FIELD_VALUE, type Field, field, joinWithin, present } from './build-fields.ts';
import { escapeText } from './escape-text.ts';
import { presentState } from './present-state.ts';
import { text } from './text.ts';

/** Where an event's links lead, and from when they are seen. */
export type LinkView = {
  readonly event: ListEvent;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
};

/** What an event is part of and what it hangs on, each with its present state. */
export function upwardLinks(view: LinkView, max = FIELD_VALUE): Field[] {
  const { event } = view;
  return present([
    links('eventCard.partOf', event.partOf === null ? [] : [event.partOf], view, max),
    links('eventCard.dependsOn', event.dependsOn, view, max),
  ]);
}

/** What an event replaces, what its parts are, and what hangs on it. */
export function downwardLinks(view: LinkView, max = FIELD_VALUE): Field[] {
  const { event, events } = view;
  const all = [...events.values()];
  const idsOf = (keep: (other: ListEvent) => boolean) => all.filter(keep).map((other) => other.id);
  return present([
    links('eventCard.supersedes', event.supersedes, view, max),
    links(
      'eventCard.parts',
      idsOf((other) => other.partOf === event.id),
      view,
      max,
    ),
    links(
      'eventCard.dependents',
      idsOf((other) => other.dependsOn.includes(event.id)),
      view,
      max,
    ),
  ]);
}

type LinkName =
  | 'eventCard.partOf'
  | 'eventCard.dependsOn'
  | 'eventCard.supersedes'
  | 'eventCard.parts'
  | 'eventCard.dependents';

function links(name: LinkName, ids: readonly EventId[], view: LinkView, max: number): Field | null {
  const parts = ids.map((id) => {
    const other = view.events.get(id);
    if (other === undefined) return text('eventCard.unknownEvent', { id: escapeText(id, 60) });
    const state = presentState(other, view.events, view.now);
    return text('eventCard.link', { title: escapeText(other.title, 80), state });
  });
  return field(text(name), joinWithin(parts, '; ', Math.min(max, FIELD_VALUE)));
}
