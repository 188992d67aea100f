/** The kinds of things that keep the program from running; each ends by another deed. `fault`: the program itself is wrong. */
export type Hindrance = 'settings' | 'token' | 'network' | 'state' | 'fault';

/** The first wait and the longest, ms. What only a person can mend is asked about seldom, since a file that changes ends the wait. */
const WAITS: Readonly<Record<Exclude<Hindrance, 'fault'>, { readonly first: number; readonly most: number }>> = {
  settings: { first: 60_000, most: 3_600_000 },
  // Each try is a request with a bad token: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
  token: { first: 60_000, most: 3_600_000 },
  network: { first: 5_000, most: 300_000 },
  state: { first: 10_000, most: 600_000 },
};

/**
 * How long to wait before the `attempt`th try in a row (from 1), ms: doubled each time up to the longest, and then up to a
 * quarter more or less by `random` from 0 up to 1, so that many programs do not come back at once. `null` for a fault:
 * a new process is surer than this one.
 */
export function retryAfter(hindrance: Hindrance, attempt: number, random: number): number | null {
  if (hindrance === 'fault') return null;
  const { first, most } = WAITS[hindrance];
  return Math.min(first * 2 ** Math.min(attempt - 1, 20), most) * (0.75 + random / 2);
}

const BY_NAME: ReadonlyMap<string, Hindrance> = new Map([
  ['StartError', 'settings'],
  ['StoreError', 'state'],
  ['ConnectError', 'network'],
]);

/** The hindrance that an error of a start speaks of. By name, so that distinguishing them loads nothing. */
export function hindranceOf(error: unknown): Hindrance {
  if (!(error instanceof Error)) return 'fault';
  if ('problem' in error && error.problem === 'token') return 'token';
  return BY_NAME.get(error.name) ?? 'fault';
}
