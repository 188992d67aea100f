import type { Emulator, FaultKind } from '../../emulator/emulator.ts';
import type { Random } from './seeded-random.ts';

/** Faults thrown, by kind. */
export type FaultCount = Map<string, number>;

/** Requests that faults apply to, each with what its faults are counted under and how many may wait for one. */
const TARGETS = [
  { of: 'creates', route: 'POST /channels/:channel/messages', prefix: '', most: 3 },
  { of: 'edits', route: 'PATCH /channels/:channel/messages/:message', prefix: 'edit ', most: 2 },
] as const;

function drawFault(random: Random): FaultKind {
  const scope = random.pick(['user', 'global', 'shared'] as const);
  return random.pick<FaultKind>([
    { kind: 'accept-then-status', status: random.pick([500, 502, 503, 504]) },
    { kind: 'accept-then-reset' },
    { kind: 'accept-then-close' },
    { kind: 'accept-then-hang' },
    { kind: 'headers-then-stall' },
    { kind: 'refuse-before' },
    { kind: 'status', status: random.pick([500, 502, 503]) },
    { kind: 'delay', ms: random.whole(200, 2_500) },
    { kind: 'rate-limited', retryAfterSeconds: random.whole(2, 15) / 10, scope },
    { kind: 'rate-limited', retryAfterSeconds: random.whole(2, 15) / 10, scope },
  ]);
}

/**
 * Throws a fault at about every tenth create and edit, now and then one at the gateway, until the returned function is
 * called. Each has its own numbers: those of edits leave the rest of a run as its seed has it.
 */
export function throwFaults(
  emulator: {
    readonly faults: Emulator['faults'];
    readonly gatewayFaults: Pick<
      Emulator['gatewayFaults'],
      'dropSockets' | 'invalidateSessions' | 'requestReconnect' | 'refuseResumes'
    >;
  },
  random: Readonly<Record<'creates' | 'edits', Random>>,
  count: FaultCount,
): () => void {
  const note = (name: string): true => {
    count.set(name, (count.get(name) ?? 0) + 1);
    return true;
  };
  const gateway: Record<string, () => void> = {
    'gateway dropped': () => emulator.gatewayFaults.dropSockets(),
    'session invalidated': () => emulator.gatewayFaults.invalidateSessions(false),
    'reconnect asked': () => emulator.gatewayFaults.requestReconnect(),
    'resume refused': () => {
      emulator.gatewayFaults.refuseResumes(true);
      emulator.gatewayFaults.dropSockets();
    },
  };
  const timer = setInterval(() => {
    if (random.creates.chance(0.06)) {
      const name = random.creates.pick(Object.keys(gateway));
      gateway[name]?.();
      note(name);
    }
    for (const { of, route, prefix, most } of TARGETS) {
      const waiting = emulator.faults.pending().filter(({ match }) => match?.route === route);
      if (random[of].chance(0.4) || waiting.length >= most) continue;
      const fault = drawFault(random[of]);
      const name = prefix + (fault.kind === 'rate-limited' ? `429 ${fault.scope}` : fault.kind);
      emulator.faults.add({ ...fault, match: { route, when: () => note(name) } });
    }
  }, 500);
  return () => {
    clearInterval(timer);
    emulator.faults.clear();
    emulator.gatewayFaults.refuseResumes(false);
  };
}
