/**
 * The right of one process to do something that only one may do: the tick, a shard. It ends by itself, so that the work
 * of a process that died, hangs or is cut off is taken over.
 */
export type Lease = {
  readonly name: string;
  /** Rises each time the lease is taken, also by the same process: a write made under an older one changes nothing. */
  readonly fence: number;
  /**
   * The instant of the monotonic machine clock from which its holder must not act on it any more: always before the
   * database lets another process take it. `Infinity` where there is no other.
   */
  readonly until: number;
};

/** A lease taken just now, and how it came to be free; `null` where nobody had it before, as far as that is known. */
export type TakenLease = Lease & { readonly from: Handover | null };

/** Its holder gave it back so long ago, or is over: it was last heard of so long ago, ms. */
export type Handover = { readonly cause: 'given back' | 'over'; readonly afterMs: number };

/** A living process, by a lease of its own, and the names of the other leases that it holds. */
export type PresentProcess = { readonly holder: string; readonly leases: readonly string[] };

/**
 * The leases of all processes that share one state. Whoever asks for them often asks for them again: what a process holds
 * ends some seconds after its last `renew`. Every method rejects with a `StoreError` when the database cannot be asked;
 * then leases that are held go on until their time is over.
 */
export type Leases = {
  /** The name of this process among the holders, new at each start. */
  readonly holder: string;
  /** Whether other processes may work on the same state; where not, all leases are this one's to take. */
  readonly shared: boolean;
  /** Takes those that are free or whose time is over by the database's clock, and returns the ones taken just now. */
  take(names: readonly string[]): Promise<readonly TakenLease[]>;
  /**
   * Prolongs all that this process holds, its own presence among them, and returns those; one whose time was over is lost,
   * and can only be taken anew. One caller does this, every second.
   */
  renew(): Promise<readonly Lease[]>;
  /** Lets go of those that this process holds: another one may take them at once. */
  release(names: readonly string[]): Promise<void>;
  /**
   * The lease of that name while this process holds it, as last renewed; `null` from `until` on. Asked right before what
   * it allows, with nothing awaited in between.
   */
  held(name: string): Lease | null;
  /** The processes alive by the database's clock, this one among them while its presence lasts; in the order of holders. */
  present(): Promise<readonly PresentProcess[]>;
};
