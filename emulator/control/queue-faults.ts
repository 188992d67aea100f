/** The scripted faults and the requests that each of them affects. */
import type { Fault, FaultMatch, Faults } from '../emulator.ts';
import type { Json } from '../rest/json.ts';

/** The parts of a request that a fault is matched against. */
interface FaultTarget {
  readonly method: string;
  readonly path: string;
  /** `POST /channels/:channel/messages`; empty when no route fits. */
  readonly route: string;
  readonly rawBody: string;
  readonly body: Json | undefined;
}

/** The queue with its internal side: using up faults. */
export interface FaultQueue extends Faults {
  /** The first fault that matches; it is used up once. */
  take(target: FaultTarget): Fault | undefined;
}

/** Faults are tried in the order they were added; one that is used up is dropped. */
export function createFaultQueue(): FaultQueue {
  const queue: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      const left = fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1);
      if (left > 0) queue.push({ fault, left });
    },
    clear: () => {
      queue.length = 0;
    },
    pending: () => queue.map(({ fault }) => fault),
    take: (target) => {
      const index = queue.findIndex(({ fault }) => matches(fault.match ?? {}, target));
      const matched = queue[index];
      if (matched === undefined) return undefined;
      matched.left -= 1;
      if (matched.left <= 0) queue.splice(index, 1);
      return matched.fault;
    },
  };
}

function matches(match: FaultMatch, target: FaultTarget): boolean {
  const [word, rest] = (match.route ?? '').split(' ');
  const path = rest ?? word ?? '';
  const method = rest === undefined ? match.method : (word ?? match.method);
  const template = target.route.split(' ')[1] ?? '';
  return (
    (method === undefined || method === target.method) &&
    (path === '' || path === template || path === target.path) &&
    (match.channelId === undefined ||
      target.path.startsWith(`/channels/${match.channelId}/`) ||
      target.path === `/channels/${match.channelId}`) &&
    (match.bodyContains === undefined || target.rawBody.includes(match.bodyContains)) &&
    (match.when === undefined || match.when(target))
  );
}
