import { type Catalogue, makeCatalogue } from '../../engine/catalogue.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Instant } from '../../model/date.ts';
import type { EventList } from '../../model/event.ts';
import { type PublicationStep, publicationSteps } from '../../plan/changes/list-as-known.ts';
import type { SimulatedWorld } from '../../time/world.ts';

/** A simulated world in which the list becomes known publication by publication. */
export type KnownReplay = {
  /** The same world, which also stops at every publication, so that a tick finds the list as it was then. */
  readonly world: SimulatedWorld;
  /** The same keeper, with the list as it was known at the world's instant. */
  keep(whole: ListKeeper): ListKeeper;
};

/** Replays a span: the list as it stood at `from`, then each publication up to `to`. The files may change meanwhile. */
export function replayAsKnown(world: SimulatedWorld, span: { from: Instant; to: Instant }): KnownReplay {
  let whole: EventList | null = null;
  let steps: readonly PublicationStep[] = [];
  let derived: { readonly of: EventList; readonly catalogue: Catalogue } | null = null;
  const known = (list: EventList): Catalogue => {
    if (list !== whole) {
      steps = [...publicationSteps(list, span.from, span.to)];
      whole = list;
    }
    const now = world.now();
    const of = steps.findLast(({ at }) => at <= now)?.list ?? list;
    // A new catalogue counts as a new list wherever catalogues are compared.
    if (derived?.of !== of) derived = { of, catalogue: makeCatalogue(of) };
    return derived.catalogue;
  };
  return {
    world: {
      kind: 'simulated',
      now: world.now,
      hold(instant) {
        const now = world.now();
        const stop = steps.find(({ at }) => at > now)?.at ?? null;
        world.hold(instant === null || stop === null ? (instant ?? stop) : Math.min(instant, stop));
      },
    },
    keep: (keeper) => ({ ...keeper, catalogue: () => known(keeper.catalogue().list) }),
  };
}
