/** What a circle is made of: `from` names `to`. */
type Step = { readonly from: { readonly id: string | null }; readonly to: string };

/**
 * Circles in links, each as the links one walks to come back to where one began. Each link belongs to at most one of
 * them, so that a knot of events is told in few words. Walks without recursion: a chain may be 100,000 events long.
 */
export function findCircles<Link extends Step>(links: readonly Link[]): Link[][] {
  const out = new Map<string, Link[]>();
  for (const link of links) {
    if (link.from.id === null) continue;
    const others = out.get(link.from.id);
    if (others === undefined) out.set(link.from.id, [link]);
    else others.push(link);
  }
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
        here = path.pop()?.from.id ?? here;
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
