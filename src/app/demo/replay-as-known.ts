import { type Catalogue, makeCatalogue } from '../../engine/catalogue.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Instant } from '../../model/date.ts';
import type { EventList, ListEvent } from '../../model/event.ts';
import { type PublicationStep, publicationSteps } from '../../plan/changes/list-as-known.ts';
import { type SimulatedWorld, sooner } from '../../time/world.ts';

/** A simulated world in which the list becomes known publication by publication. */
export type KnownReplay = {
  /** The same world, which also stops at every publication, so that a tick finds the list as it was then. */
  readonly world: SimulatedWorld;
  /** The same keeper, with the list as it is known at the world's instant. */
  keep(whole: ListKeeper): ListKeeper;
  /** The list as it is known now; `null` before a keeper has been given. */
  known(): Catalogue | null;
};

/**
 * Replays a span: the list as it stood at `from`, then each publication up to `to`. The files may change meanwhile. Of
 * an event for which `isOwn` holds, which was written in this world, everything is known. `became` is called with each
 * list that takes the place of an earlier one.
 */
export function replayAsKnown(
  world: SimulatedWorld,
  span: { readonly from: Instant; readonly to: Instant },
  { isOwn, became }: { isOwn(event: ListEvent): boolean; became(known: Catalogue, before: Catalogue): void },
): KnownReplay {
  let held: Instant | null = null;
  let keeper: ListKeeper | null = null;
  let whole: EventList | null = null;
  let steps: readonly PublicationStep[] = [];
  let derived: { readonly of: EventList; readonly catalogue: Catalogue } | null = null;
  const known = (list: EventList): Catalogue => {
    if (list !== whole) {
      steps = [...publicationSteps(list, span.from, span.to)].map(({ at, list: asKnown }) => ({
        at,
        list: withOwn(asKnown, list, isOwn),
      }));
      whole = list;
    }
    const now = world.now();
    const of = steps.findLast(({ at }) => at <= now)?.list ?? list;
    // A new catalogue counts as a new list wherever catalogues are compared.
    if (derived?.of !== of) {
      const before = derived?.catalogue;
      derived = { of, catalogue: makeCatalogue(of) };
      if (before !== undefined) became(derived.catalogue, before);
    }
    return derived.catalogue;
  };
  const next = (): Instant | null => {
    const now = world.now();
    return steps.find(({ at }) => at > now)?.at ?? null;
  };
  return {
    world: {
      ...world,
      hold(instant) {
        held = sooner(instant, next());
        world.hold(held);
      },
      // It may be at the publication already, with the next one ahead.
      reach: (instant, signal) => world.reach(sooner(instant, held) ?? instant, signal),
    },
    keep(own) {
      keeper = own;
      return { ...own, catalogue: () => known(own.catalogue().list) };
    },
    known: () => keeper && known(keeper.catalogue().list),
  };
}

function withOwn(asKnown: EventList, whole: EventList, isOwn: (event: ListEvent) => boolean): EventList {
  const own = new Map(whole.events.filter(isOwn).map((event) => [event.id, event]));
  if (own.size === 0) return asKnown;
  return { ...asKnown, events: asKnown.events.map((event) => own.get(event.id) ?? event) };
}
