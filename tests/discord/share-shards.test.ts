import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ShardsSeen, shareShards } from '../../src/discord/gateway/share-shards.ts';

const seen = (count: number, held: Record<string, number[]>, me = 'a', standing: number[] = []): ShardsSeen => ({
  count,
  me,
  holders: new Map(Object.entries(held)),
  standing: new Set(standing),
});

test('a process alone takes all shards', () => {
  expect(shareShards(seen(4, { a: [] }))).toEqual({ why: 'below its share', take: [0, 1, 2, 3], giveBack: [] });
});

test('a process that the others do not see takes nothing', () => {
  expect(shareShards(seen(4, { b: [] }))).toEqual({ why: 'not present', take: [], giveBack: [] });
});

test('when another process comes, what is above a fair share is given back: first what is not up yet', () => {
  const { why, giveBack } = shareShards(seen(5, { a: [0, 1, 2, 3, 4], b: [] }, 'a', [2, 3, 4]));
  expect([why, giveBack]).toEqual(['above its share', [0, 1]]);
});

test('of free shards a process takes no more than its share, and of those of the others none', () => {
  expect(shareShards(seen(16, { a: [0], b: [1, 2, 3, 4, 5], c: [6] }, 'c')).take).toHaveLength(5);
  expect(shareShards(seen(4, { a: [], b: [0, 1, 2, 3] }))).toMatchObject({ why: 'at rest', take: [] });
});

test('more processes than shards leave some without any, at rest', () => {
  expect(shareShards(seen(2, { a: [], b: [0], c: [1] })).why).toBe('at rest');
});

/** Leases as the database keeps them: one holder each, taken only where they are free. */
function makeLeases(count: number) {
  const living = new Set<string>();
  const owners = new Map<number, string>();
  const heldBy = (name: string) => [...owners].filter(([, owner]) => owner === name).map(([shard]) => shard);
  let moved = 0;
  return {
    owners,
    living,
    moved: () => moved,
    look: (me: string): ShardsSeen => ({
      count,
      me,
      holders: new Map([...living].map((name) => [name, heldBy(name)])),
      standing: new Set(heldBy(me).filter((shard) => shard % 2 === 0)),
    }),
    act(me: string, view: ShardsSeen): void {
      if (!living.has(me)) return;
      const { take, giveBack } = shareShards(view);
      for (const shard of giveBack) if (owners.get(shard) === me && owners.delete(shard)) moved += 1;
      for (const shard of take) {
        if (owners.has(shard)) continue;
        owners.set(shard, me);
        moved += 1;
      }
    },
    die(name: string): void {
      living.delete(name);
      for (const shard of heldBy(name)) owners.delete(shard);
    },
  };
}

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const;
const step = fc.record({
  what: fc.constantFrom('join', 'die', 'look', 'act'),
  who: fc.constantFrom(...NAMES),
});

test('whoever comes, dies and looks in whatever order, also by old views: each shard has one owner in the end, nobody more than a fair share, and then nothing moves', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 32 }), fc.array(step, { maxLength: 80 }), (count, steps) => {
      const leases = makeLeases(count);
      const views = new Map<string, ShardsSeen>();
      for (const { what, who } of steps) {
        if (what === 'join') leases.living.add(who);
        if (what === 'die') leases.die(who);
        if (what === 'look') views.set(who, leases.look(who));
        const view = views.get(who);
        if (what === 'act' && view !== undefined) leases.act(who, view);
      }
      leases.living.add('a');
      const round = () => {
        for (const who of leases.living) leases.act(who, leases.look(who));
      };
      // One to give back, one to take.
      for (let rounds = 0; rounds < 2; rounds += 1) round();
      expect([...leases.owners.keys()].sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, shard) => shard),
      );
      const share = Math.ceil(count / leases.living.size);
      const sizes = Map.groupBy(leases.owners, ([, owner]) => owner);
      for (const [owner, shards] of sizes) {
        expect(leases.living.has(owner)).toBe(true);
        expect(shards.length).toBeLessThanOrEqual(share);
      }
      const settled = leases.moved();
      for (let rounds = 0; rounds < 3; rounds += 1) round();
      expect(leases.moved()).toBe(settled);
    }),
  );
});

test('a death moves the shards of the dead and no others', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 2, max: 5 }), (count, processes) => {
      const leases = makeLeases(count);
      const round = () => {
        for (const who of leases.living) leases.act(who, leases.look(who));
      };
      for (const who of NAMES.slice(0, processes)) {
        leases.living.add(who);
        round();
      }
      round();
      const kept = [...leases.owners].filter(([, owner]) => owner !== 'a');
      leases.die('a');
      for (let rounds = 0; rounds < 2; rounds += 1) round();
      for (const [shard, owner] of kept) expect(leases.owners.get(shard)).toBe(owner);
      expect(leases.owners.size).toBe(count);
    }),
  );
});
