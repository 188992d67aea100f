import type { WebSocketManager } from '@discordjs/ws';
import type { Handover, Leases, PresentProcess } from '../../outbox/leases.ts';
import type { SessionNotes } from './keep-session-note.ts';
import { keepShard, type ShardParts } from './keep-shard.ts';
import { shareShards } from './share-shards.ts';

/**
 * Between two identifies of one rate-limit key: five seconds as Discord counts them, where one may be longer on its way than
 * the next. https://docs.discord.com/developers/events/gateway#rate-limiting
 */
const IDENTIFY_EVERY_MS = 5_500;
const IDENTIFY_AGAIN_MS = 250;
const ASK_EVERY_MS = 5_000;
/** How often it is looked who is alive: with the time of a lease, a dead process's shards are taken over within five seconds. */
const LOOK_EVERY_MS = 500;
/** After the database was away nobody takes what may be another's who only needs a moment to say so. */
const HOLD_OFF_MS = 3_000;

/** The means by which the processes of one bot share its shards. */
export type ShardSharing = {
  readonly leases: Pick<Leases, 'holder' | 'take' | 'release' | 'held' | 'present'>;
  /** Where the sessions are kept; `null` where one process is alone for good. */
  readonly sessions: SessionNotes | null;
  /** Called when a shard that another process had is up here, so long after that one was last heard of or gave it back. */
  readonly handedOver?: (cause: Handover['cause'], ms: number) => void;
};

/** The shards that this process keeps. */
export type KeptShards = {
  /**
   * Begins to take shards. Alone it resolves when the first one is up, and rejects where Discord cannot be asked. Among
   * several processes nothing is waited for: the first identify may have many turns before it.
   */
  begin(sharing: ShardSharing): Promise<void>;
  /** Whether all shards that this process keeps are up. */
  areUp(): boolean;
  /** How many this process keeps, how many of those are up, and how many there are in all; 0 before that is known. */
  count(): ShardCount;
  /** Leaves the gateway, and gives all shards back. */
  end(): Promise<void>;
};

/** Shards of this process, those of them that are up, and all that there are. */
export type ShardCount = { readonly held: number; readonly up: number; readonly of: number };

type Kept = { readonly stop: AbortController; readonly ended: Promise<void>; isUp: boolean };

/** Keeps a fair share of all shards, taken as leases: alone that is all of them. */
export function keepShards(
  parts: Pick<ShardParts, 'manager' | 'servers' | 'machine' | 'log' | 'dispatcher' | 'token' | 'dropped'>,
): KeptShards {
  const { manager, machine, log } = parts;
  const stop = new AbortController();
  const kept = new Map<number, Kept>();
  const firstUp = Promise.withResolvers<void>();
  let hasLooked = false;
  /** Monotonic machine time. */
  let takesFrom = Number.NEGATIVE_INFINITY;
  let following: Promise<void> | null = null;
  let all = 0;
  let giveAllBack = async (): Promise<void> => undefined;

  async function prepare({ leases, sessions, handedOver }: ShardSharing): Promise<() => Promise<void>> {
    const count = agreedCount(await leases.present()) ?? (await recommendedCount(manager));
    all = count;
    const nameOf = (shard: number): string => `shard ${shard} of ${count}`;
    const logins = countLogins(manager, machine);
    const takeTurn = takeTurns(leases, machine, stop.signal);
    const mayIdentify: ShardParts['mayIdentify'] = async (key, signal) => {
      await takeTurn(key, signal);
      logins.spend();
    };
    const ways = { mayIdentify, askLogins: logins.ask };
    const keep = (shard: number, from: Handover | null): void => {
      const takenAt = machine.monotonic();
      let isHandedOver = from === null;
      const own = new AbortController();
      const kind = { ...parts, shard, count, sessions, ...ways, mayBegin: sessions === null };
      const isOurs = () => leases.held(nameOf(shard)) !== null;
      const stands = (isUp: boolean): void => {
        one.isUp = isUp;
        if (!isUp) return;
        firstUp.resolve();
        if (isHandedOver || from === null) return;
        isHandedOver = true;
        const ms = Math.round(from.afterMs + machine.monotonic() - takenAt);
        log.info({ shard, of: count, ms, cause: from.cause }, 'A shard that another process had is up here.');
        handedOver?.(from.cause, ms);
      };
      const one: Kept = { stop: own, isUp: false, ended: keepShard({ ...kind, isOurs, stands }, own.signal) };
      kept.set(shard, one);
    };
    /** Their sessions go on: whoever takes them resumes. */
    const giveBack = async (shards: readonly number[]): Promise<void> => {
      await Promise.all(
        shards.map(async (shard) => {
          kept.get(shard)?.stop.abort();
          await kept.get(shard)?.ended;
          kept.delete(shard);
        }),
      );
      await leases.release(shards.map(nameOf));
    };
    /** The database, or this process, was not to be reached for a while: what nobody else has taken goes on as it was. */
    const regain = async (shards: readonly number[]): Promise<void> => {
      await leases.take(shards.map(nameOf));
      const lost = shards.filter((shard) => leases.held(nameOf(shard)) === null);
      if (lost.length === 0) return;
      log.warn({ shards: lost, of: count }, 'Other processes have taken shards over, since this one was not heard of.');
      await giveBack(lost);
    };
    giveAllBack = () => giveBack([...kept.keys()]);
    return async () => {
      const holders = holdersOf(await leases.present(), count);
      const unheld = [...kept.keys()].filter((shard) => !holders.get(leases.holder)?.includes(shard));
      if (unheld.length > 0) return await regain(unheld);
      const standing = new Set([...kept].flatMap(([shard, { isUp }]) => (isUp ? [shard] : [])));
      const { why, ...moves } = shareShards({ count, me: leases.holder, holders, standing });
      if (moves.giveBack.length > 0) {
        log.info({ why, shards: moves.giveBack, of: count }, 'Giving shards back to the other processes.');
        await giveBack(moves.giveBack);
      }
      const free = machine.monotonic() < takesFrom ? [] : moves.take;
      const taken = (await leases.take(free.map(nameOf))).flatMap(({ name, from }) => {
        const shard = readName(name)?.shard;
        return shard === undefined ? [] : [{ shard, from }];
      });
      const shards = taken.map(({ shard }) => shard);
      if (taken.length > 0 && sessions !== null) log.info({ why, shards, of: count }, 'Taking shards.');
      for (const { shard, from } of taken) if (!stop.signal.aborted) keep(shard, from);
      hasLooked = true;
    };
  }

  async function follow(sharing: ShardSharing): Promise<void> {
    let round: (() => Promise<void>) | null = null;
    let isWell = true;
    while (!stop.signal.aborted) {
      try {
        round ??= await prepare(sharing);
        await round();
        isWell = true;
      } catch (err) {
        if (isWell) log.warn({ err }, 'The shards cannot be shared out until the database answers; those held go on.');
        isWell = false;
        takesFrom = machine.monotonic() + HOLD_OFF_MS;
      }
      await machine.sleep(LOOK_EVERY_MS, stop.signal);
    }
  }

  return {
    async begin(sharing) {
      if (sharing.sessions === null) {
        await (await prepare(sharing))();
        await firstUp.promise;
      } else following = follow(sharing);
    },
    count: () => ({ held: kept.size, up: [...kept.values()].filter(({ isUp }) => isUp).length, of: all }),
    areUp: () => hasLooked && [...kept.values()].every(({ isUp }) => isUp),
    async end() {
      stop.abort();
      await following;
      // The leases end by themselves where they cannot be given back.
      await giveAllBack().catch(() => undefined);
    },
  };
}

/** Each rate-limit key has its turns apart, over all processes: a lease that is held for so long. */
function takeTurns(
  leases: Pick<Leases, 'take' | 'release'>,
  machine: ShardParts['machine'],
  stopped: AbortSignal,
): ShardParts['mayIdentify'] {
  return async (key, signal) => {
    const name = `identify ${key}`;
    while (!signal.aborted) {
      const [turn] = await leases.take([name]).catch(() => []);
      if (turn !== undefined) {
        const release = () => leases.release([name]).catch(() => undefined);
        void machine.sleep(IDENTIFY_EVERY_MS, stopped).then(release);
        return;
      }
      await machine.sleep(IDENTIFY_AGAIN_MS, signal);
    }
  };
}

/** Asks what is left of the day's logins at most every five seconds, since Discord allows few of these questions. */
function countLogins(manager: WebSocketManager, machine: ShardParts['machine']) {
  let spent = 0;
  let asked: { readonly at: number; readonly limit: ReturnType<ShardParts['askLogins']> } | null = null;
  return {
    /** One of them is used. */
    spend: () => {
      spent += 1;
    },
    async ask() {
      const at = machine.monotonic();
      if (asked === null || at - asked.at >= ASK_EVERY_MS) {
        spent = 0;
        const info = manager.fetchGatewayInformation(true);
        const limit = info.then((known) => known.session_start_limit).catch(() => null);
        asked = { at, limit };
      }
      const limit = await asked.limit;
      return limit && { ...limit, remaining: Math.max(0, limit.remaining - spent) };
    },
  };
}

async function recommendedCount(manager: WebSocketManager): Promise<number> {
  const { shards } = await manager.fetchGatewayInformation();
  return manager.options.shardCount ?? shards;
}

/** The count by which the living processes have shared the shards out; another one would cover servers twice. */
function agreedCount(present: readonly PresentProcess[]): number | null {
  return present.flatMap(({ leases }) => leases).flatMap((name) => readName(name)?.count ?? [])[0] ?? null;
}

function holdersOf(present: readonly PresentProcess[], count: number): Map<string, number[]> {
  return new Map(
    present.map(({ holder, leases }) => {
      const named = leases.flatMap((name) => readName(name) ?? []);
      return [holder, named.flatMap((one) => (one.count === count ? [one.shard] : []))];
    }),
  );
}

function readName(name: string): { readonly shard: number; readonly count: number } | null {
  const [, shard, count] = /^shard (\d+) of (\d+)$/.exec(name) ?? [];
  return shard === undefined || count === undefined ? null : { shard: Number(shard), count: Number(count) };
}

/** Logs each kind of dropped packet once, without its content. */
export function reportDropped(log: ShardParts['log']): (what: string) => void {
  const seen = new Set<string>();
  return (packet) => {
    if (seen.has(packet)) return;
    seen.add(packet);
    log.warn({ packet }, 'A packet of the gateway was not understood and dropped.');
  };
}
