import { keyText, type Moment, momentKey } from '../../src/model/moment.ts';
import type { PostState } from '../../src/model/post.ts';
import { postId } from '../../src/outbox/derive-nonce.ts';
import type { PlannedPost } from '../../src/outbox/outbox.ts';
import { LONGEST_WAIT_MS } from '../../src/outbox/post-states.ts';
import type { Settlement } from '../../src/outbox/settlement.ts';

type ModelPost = {
  plan: PlannedPost;
  readonly id: string;
  state: string;
  reason: string | null;
  lease: string | null;
  readyAt: number | null;
  attempts: number;
  first: number | null;
  attemptsBefore: number;
  attempted: boolean;
};

type ModelMoment = { post: string | null; state: string; reason: string | null };

const EMPTIED = { state: 'skipped', reason: 'moved into another post', lease: null, readyAt: null };

/** The outbox as plainly as it can be said: two maps and no thought for speed. Leases come from the store under test. */
export function modelOutbox() {
  const posts = new Map<string, ModelPost>();
  const moments = new Map<string, ModelMoment>();
  const open = () => [...posts.values()].filter((post) => post.readyAt !== null);
  const ready = (post: ModelPost, now: number) => (post.readyAt ?? Number.POSITIVE_INFINITY) <= now;
  /** What was to be ready later than anything ever is was written before the clock was set back. */
  const free = (post: ModelPost, now: number) => ready(post, now) || (post.readyAt ?? 0) > now + LONGEST_WAIT_MS;
  const held = (id: string, lease: string) => {
    const post = posts.get(id);
    return post !== undefined && post.lease === lease ? post : null;
  };

  const add = (id: string, plan: PlannedPost) => {
    const fresh = { state: 'waiting', reason: null, lease: null, readyAt: 0, attempts: 0, first: null };
    posts.set(id, { plan, id, ...fresh, attemptsBefore: 0, attempted: false });
  };
  const reservedIn = (id: string) =>
    [...moments].flatMap(([key, moment]) => (moment.post === id && moment.state === 'reserved' ? [key] : []));
  const freshId = (from: string, into: PlannedPost, keys: readonly string[]): string => {
    const parts = [into.kind, into.channel, String(into.due), String(into.ordinal), ...[...keys].sort()];
    for (let times = 0; ; times += 1) {
      const id = postId(into.due, [...parts, `from ${from}`, String(times)]);
      if (!posts.has(id)) return id;
    }
  };

  return {
    reserve(plan: PlannedPost, skipped: readonly Moment[] = []): number {
      const made = this.reservePost(plan);
      for (const moment of skipped) {
        const key = keyText(momentKey(moment));
        if (!moments.has(key)) moments.set(key, { post: null, state: 'skipped', reason: 'muted' });
      }
      return made;
    },
    reservePost(plan: PlannedPost): number {
      if (plan.key !== null) {
        if ([...posts.values()].some((post) => post.plan.key === plan.key)) return 0;
        add(postId(plan.due, [plan.kind, plan.channel, plan.key]), plan);
        return 1;
      }
      const keys = plan.moments.map((moment) => keyText(momentKey(moment))).filter((key) => !moments.has(key));
      if (keys.length === 0) return 0;
      const id = postId(plan.due, [
        plan.kind,
        plan.channel,
        String(plan.due),
        String(plan.ordinal),
        ...[...keys].sort(),
      ]);
      for (const key of keys) moments.set(key, { post: id, state: 'reserved', reason: null });
      add(id, plan);
      return 1;
    },
    /** Into posts of the kind that wait unattempted, ten moments each, then into new ones. */
    rehome(from: string, lease: string, into: PlannedPost): boolean {
      if (held(from, lease) === null) return false;
      const wanted = into.moments.map((moment) => keyText(momentKey(moment)));
      const moving = reservedIn(from).filter((key) => wanted.includes(key));
      const kin = open()
        .filter((post) => post.id !== from && post.plan.channel === into.channel && post.plan.kind === into.kind)
        .sort((a, b) => a.plan.ordinal - b.plan.ordinal || (a.id < b.id ? -1 : 1));
      const homes = kin.filter((post) => post.state === 'waiting' && !post.attempted && post.plan.key === null);
      const last = kin.at(-1);
      let ordinal = last === undefined ? into.ordinal : last.plan.ordinal + 1;
      const left = reservedIn(from).length - moving.length;
      while (moving.length > 0) {
        const home = homes.shift();
        const some = moving.splice(0, home === undefined ? 10 : Math.max(0, 10 - reservedIn(home.id).length));
        if (some.length === 0) continue;
        const id = home?.id ?? freshId(from, { ...into, ordinal }, some);
        if (home === undefined) add(id, { ...into, ordinal });
        else {
          const { due, urgency } = home.plan;
          home.plan = { ...home.plan, due: Math.max(due, into.due), urgency: Math.min(urgency, into.urgency) };
        }
        if (home === undefined) ordinal += 1;
        for (const key of some) Object.assign(moments.get(key) ?? {}, { post: id });
        if (moving.length === 0 && left === 0) {
          Object.assign(posts.get(from) ?? {}, EMPTIED);
        }
      }
      return true;
    },
    /** The ids that a claim hands out, in order. */
    claimable(at: { now: number; world: number }, limit: number, except: readonly string[]): string[] {
      const { now, world } = at;
      const taken = new Set(except);
      for (const post of open()) if (post.lease !== null && !free(post, now)) taken.add(post.plan.channel);
      const order = open()
        .filter((post) => free(post, now) && post.plan.due <= world)
        .sort(
          ({ id, plan: a }, { id: other, plan: b }) =>
            a.urgency - b.urgency || a.due - b.due || a.ordinal - b.ordinal || (id < other ? -1 : 1),
        );
      const first = order.filter((post) => !taken.has(post.plan.channel) && taken.add(post.plan.channel));
      return first.slice(0, Math.max(0, limit)).map((post) => post.id);
    },
    take(id: string, lease: string, until: number): void {
      const post = posts.get(id);
      if (post === undefined) return;
      Object.assign(post, { state: 'sending', lease, readyAt: until });
      post.attemptsBefore = post.attempts;
    },
    attempt(id: string, lease: string, now: number): boolean {
      const post = held(id, lease);
      if (post === null || ready(post, now)) return false;
      post.attempts += 1;
      post.first ??= now;
      post.attempted = true;
      return true;
    },
    settle(end: Settlement): boolean {
      const post = held(end.post, end.lease);
      if (post === null) return false;
      for (const { key, state, reason } of end.moments) {
        const moment = moments.get(keyText(key));
        if (moment?.post === post.id && moment.state === 'reserved') Object.assign(moment, { state, reason });
      }
      const mine = [...moments.values()].filter((moment) => moment.post === post.id);
      const left = mine.filter((moment) => moment.state === 'reserved');
      post.lease = null;
      if (end.to !== 'waiting') {
        for (const moment of left) Object.assign(moment, { state: end.to, reason: end.reason });
        Object.assign(post, { state: end.to, reason: end.reason, readyAt: null });
        return true;
      }
      post.attempts = post.attemptsBefore + (end.attempted ? 1 : 0);
      if (!end.unanswered) post.first = null;
      Object.assign(post, { state: 'waiting', reason: end.reason, readyAt: end.readyAt });
      const last = end.moments.at(-1);
      if (mine.length > 0 && left.length === 0 && last)
        Object.assign(post, { state: 'skipped', reason: last.reason, readyAt: null });
      return true;
    },
    releaseDead(): number {
      const leased = open().filter((post) => post.lease !== null);
      for (const post of leased) Object.assign(post, { state: 'waiting', lease: null, readyAt: 0 });
      return leased.length;
    },
    nextReady(world: number): number | null {
      const leased = new Set(open().flatMap((post) => (post.lease === null ? [] : [post.plan.channel])));
      const counted = open()
        .filter((post) => post.lease !== null || !leased.has(post.plan.channel))
        .filter((post) => post.plan.due <= world);
      return counted.length === 0 ? null : Math.min(...counted.map((post) => post.readyAt ?? 0));
    },
    nextHeld(world: number): number | null {
      const held = open().filter((post) => post.lease === null && post.plan.due > world);
      return held.length === 0 ? null : Math.min(...held.map((post) => post.plan.due));
    },
    /** Every row, in a form that the store's rows can be brought to. */
    rows: () => ({
      posts: [...posts.values()]
        .map(({ id, state, reason, attempts, first }) => `${id} ${state} ${reason} ${attempts} ${first}`)
        .sort(),
      moments: [...moments].map(([key, { post, state, reason }]) => `${key} ${post} ${state} ${reason}`).sort(),
    }),
    count: (state: PostState) => [...posts.values()].filter((post) => post.state === state).length,
    firstUnanswered: (id: string) => posts.get(id)?.first ?? null,
  };
}
