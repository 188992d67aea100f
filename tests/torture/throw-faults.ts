import type { Emulator, FaultKind } from '../../src/emulator/emulator.ts';
import type { Random } from './seeded-random.ts';

/** Faults thrown, by kind. */
export type FaultCount = Map<string, number>;

const CREATE = 'POST /channels/:channel/messages';

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

/** Throws a fault at about every tenth create, now and then one at the gateway, until the returned function is called. */
export function throwFaults(emulator: Emulator, random: Random, count: FaultCount): () => void {
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
    if (random.chance(0.06)) {
      const name = random.pick(Object.keys(gateway));
      gateway[name]?.();
      note(name);
    }
    if (random.chance(0.4) || emulator.faults.pending().length > 2) return;
    const fault = drawFault(random);
    const name = fault.kind === 'rate-limited' ? `429 ${fault.scope}` : fault.kind;
    emulator.faults.add({ ...fault, match: { route: CREATE, when: () => note(name) } });
  }, 500);
  return () => {
    clearInterval(timer);
    emulator.faults.clear();
    emulator.gatewayFaults.refuseResumes(false);
  };
}
