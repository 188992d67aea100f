import { EVENTS_A_SLICE } from '../../yaml/limits.ts';
import { suggest } from '../../yaml/suggest.ts';
import { findCircles } from './find-circles.ts';
import type { Link, ReadEvent } from './read-event.ts';

type Step = Link & { readonly from: ReadEvent };

const RELATIONS: readonly Link['relation'][] = ['dependsOn', 'unless', 'partOf', 'supersedes', 'during'];

/** What only the whole list can say: ids used twice, links that name nothing, links that run in a circle. */
export function* checkLinks(events: readonly ReadEvent[]): Generator<undefined, void, undefined> {
  const byId = new Map<string, ReadEvent>();
  for (const event of events) {
    if (event.id === null) continue;
    const first = byId.get(event.id);
    if (first === undefined) byId.set(event.id, event);
    else tellTwice(event.id, first, event);
  }
  yield;
  for (const relation of RELATIONS) {
    const steps: Step[] = [];
    for (const [index, event] of events.entries()) {
      for (const link of event.links) {
        if (link.relation !== relation) continue;
        if (byId.has(link.to)) steps.push({ ...link, from: event });
        else tellNothing(event, link, byId);
      }
      if (index % (EVENTS_A_SLICE * 20) === 0) yield;
    }
    for (const circle of findCircles(steps)) tellCircle(circle);
    yield;
  }
}

function tellTwice(id: string, first: ReadEvent, second: ReadEvent): void {
  second.tell(['id'], 'value', `This id is used already, at ${first.file}:${first.line}`, id, 'an id of its own');
}

function tellNothing(from: ReadEvent, { relation, to, path }: Link, known: ReadonlyMap<string, ReadEvent>): void {
  const message = () => `\`${relation}\` names an event that is not in the list${suggest(to, known.keys())}`;
  from.tell(path, 'value', message, to, 'the id of an event of the list');
}

function tellCircle(circle: readonly Step[]): void {
  const [first] = circle;
  if (first === undefined) return;
  const { from, relation, path, to } = first;
  const names = [...circle.map((step) => step.from.id ?? ''), from.id ?? ''];
  const shown = names.length > 12 ? [...names.slice(0, 10), '…', ...names.slice(-1)] : names;
  from.tell(path, 'value', `\`${relation}\` runs in a circle: ${shown.join(' → ')}`, to, 'links that do not lead back');
}
