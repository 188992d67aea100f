import { shortly, suggest } from '../../yaml/problem-text.ts';
import type { Report } from './findings.ts';
import type { Link, ReadEvent } from './read-event.ts';

type Step = Link & { readonly from: string };

const RELATIONS: readonly Link['relation'][] = ['dependsOn', 'unless', 'partOf', 'supersedes', 'during', 'after'];

/** Checks what only the whole list can show: ids used twice, links that name nothing, links that run in a circle. */
export function checkLinks(events: readonly ReadEvent[], report: Report): void {
  const byId = new Map<string, ReadEvent>();
  for (const event of events) {
    if (event.id === null) continue;
    const first = byId.get(event.id.text);
    if (first === undefined) byId.set(event.id.text, event);
    else reportTwice(event.id, first, report);
  }
  for (const relation of RELATIONS) {
    const links = events.flatMap(({ id, links: all }) =>
      all.filter((link) => link.relation === relation).map((link) => ({ ...link, from: id?.text ?? null })),
    );
    for (const link of links) if (!byId.has(link.to)) reportNowhere(link, byId, events, report);
    const steps = links.flatMap(({ from, ...link }) => (from !== null && byId.has(link.to) ? [{ ...link, from }] : []));
    for (const circle of findCircles(steps)) reportCircle(circle, report);
  }
}

function reportTwice({ text, spot, derived }: NonNullable<ReadEvent['id']>, first: ReadEvent, report: Report): void {
  if (derived) {
    const message = `From its title this entry would be \`${text}\`, as the one at ${first.file}:${first.line} is`;
    report({ ...spot, message, found: null, expected: `an \`id:\` of its own, such as \`${text.slice(0, 50)}-2\`` });
    return;
  }
  const message = `This id is used already, at ${first.file}:${first.line}`;
  report({ ...spot, message, found: shortly(text), expected: 'an id of its own' });
}

function reportNowhere(
  { relation, to, spot }: Link,
  known: ReadonlyMap<string, ReadEvent>,
  events: readonly ReadEvent[],
  report: Report,
): void {
  const dates = events.flatMap(({ series, id }) => (series === to ? (id?.text ?? []) : []));
  if (dates.length > 0) {
    const message = `\`${relation}\` names an entry that repeats, and no date of it`;
    report({ ...spot, message, found: shortly(to), expected: `one of its dates, such as ${dates.at(-1)}` });
    return;
  }
  const message = () => `\`${relation}\` names an event that is not in the list${suggest(to, known.keys())}`;
  report({ ...spot, message, found: shortly(to), expected: 'the id of an event of the list' });
}

function reportCircle(circle: readonly Step[], report: Report): void {
  const [first] = circle;
  if (first === undefined) return;
  const names = [...circle.map(({ from }) => from), first.from];
  const shown = names.length > 12 ? [...names.slice(0, 10), '…', ...names.slice(-1)] : names;
  const message = `\`${first.relation}\` runs in a circle: ${shown.join(' → ')}`;
  report({ ...first.spot, message, found: shortly(first.to), expected: 'links that do not lead back' });
}

/**
 * Circles of links, each as the links that lead back to where they began. Each link belongs to at most one of them, so
 * that a knot of events is reported in few words. Walks without recursion: a chain may be 5,000 events long.
 */
export function findCircles<Link extends { readonly from: string; readonly to: string }>(
  links: readonly Link[],
): Link[][] {
  const out = Map.groupBy(links, ({ from }) => from);
  const done = new Set<string>();
  const circles: Link[][] = [];
  for (const start of out.keys()) {
    const path: Link[] = [];
    const onPath = new Map([[start, 0]]);
    const next = new Map<string, number>();
    let here = start;
    while (!done.has(start)) {
      const index = next.get(here) ?? 0;
      next.set(here, index + 1);
      const link = out.get(here)?.[index];
      if (link === undefined) {
        done.add(here);
        onPath.delete(here);
        here = path.pop()?.from ?? here;
      } else if (onPath.has(link.to)) {
        circles.push([...path.slice(onPath.get(link.to)), link]);
      } else if (!done.has(link.to)) {
        path.push(link);
        onPath.set(link.to, path.length);
        here = link.to;
      }
    }
  }
  return circles;
}
