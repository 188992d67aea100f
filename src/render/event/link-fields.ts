import type { Instant } from '../../model/date.ts';
import { FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { field, joinWithin, present } from '../card/build-card.ts';
import { presentState } from '../dates/date-phase.ts';
import { escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { eventCardText } from './event-words.ts';

/** An event, the list that its links lead to, and the present instant. */
export type LinkView = {
  readonly event: ListEvent;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
};

/** Links to the events that an event is part of, depends on, or would be prevented by, each with its present state. */
export function upwardLinks(view: LinkView, max = FIELD_VALUE_MAX): Field[] {
  const { event } = view;
  return present([
    links('partOf', event.partOf === null ? [] : [event.partOf], view, max),
    links('dependsOn', event.dependsOn, view, max),
    links('unless', event.unless, view, max),
  ]);
}

/** Links to the events that depend on an event, or on one that has left the list; `null` where none does. */
export function dependentsField(
  view: Omit<LinkView, 'event'> & { readonly event: { readonly id: EventId } },
  max = FIELD_VALUE_MAX,
): Field | null {
  const { id } = view.event;
  const hanging = [...view.events.values()].filter(
    (other) => other.dependsOn.includes(id) || other.unless.includes(id),
  );
  return links(
    'dependents',
    hanging.map((other) => other.id),
    view,
    max,
  );
}

/** Links to the events that an event replaces, to its parts, and to those that depend on it. */
export function downwardLinks(view: LinkView, max = FIELD_VALUE_MAX): Field[] {
  const { event, events } = view;
  const all = [...events.values()];
  const idsOf = (keep: (other: ListEvent) => boolean) => all.filter(keep).map((other) => other.id);
  return present([
    links('supersedes', event.supersedes, view, max),
    links(
      'parts',
      idsOf((other) => other.partOf === event.id),
      view,
      max,
    ),
    dependentsField(view, max),
  ]);
}

/** More links than a field can hold; the others are counted. */
const SHOWN = 12;

type LinkName = 'partOf' | 'dependsOn' | 'unless' | 'supersedes' | 'parts' | 'dependents';

function links(name: LinkName, ids: readonly EventId[], view: Omit<LinkView, 'event'>, max: number): Field | null {
  const parts = ids.slice(0, SHOWN).map((id) => {
    const other = view.events.get(id);
    if (other === undefined) return eventCardText('unknownEvent', { id: escapeText(id, 60) });
    const state = presentState(other, view.events, view.now);
    return eventCardText('link', { title: titleOf(other, 80), state });
  });
  return field(eventCardText(name), joinWithin(parts, '; ', Math.min(max, FIELD_VALUE_MAX), ids.length - parts.length));
}
