import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFaultQueue } from '../../emulator/control/queue-faults.ts';
import { seededRandom } from './seeded-random.ts';
import { type FaultCount, throwFaults } from './throw-faults.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gatewayFaults = {
  dropSockets: () => undefined,
  invalidateSessions: () => undefined,
  requestReconnect: () => undefined,
  refuseResumes: () => undefined,
};

const RANDOM = { creates: seededRandom(3), edits: seededRandom(4) };

test('creates and edits get faults of the same kinds, each counted under its own name', () => {
  const faults = createFaultQueue();
  const count: FaultCount = new Map();
  const calm = throwFaults({ faults, gatewayFaults }, RANDOM, count);
  const request = { path: '/channels/1/messages', rawBody: '', body: undefined };
  for (let time = 0; time < 500; time += 1) {
    vi.advanceTimersByTime(500);
    faults.take({ ...request, method: 'POST', route: 'POST /channels/:channel/messages' });
    faults.take({ ...request, method: 'PATCH', route: 'PATCH /channels/:channel/messages/:message' });
  }
  const names = [...count.keys()].filter((name) => !/^(gateway|session|reconnect|resume)/.test(name));
  const edits = names.filter((name) => name.startsWith('edit ')).map((name) => name.slice('edit '.length));
  const creates = names.filter((name) => !name.startsWith('edit '));
  expect(new Set(edits)).toEqual(new Set(creates));
  expect(creates).toHaveLength(11);
  calm();
  expect(faults.pending()).toEqual([]);
});

test('faults that nothing meets do not keep others from being thrown', () => {
  const faults = createFaultQueue();
  const calm = throwFaults({ faults, gatewayFaults }, RANDOM, new Map());
  vi.advanceTimersByTime(60_000);
  const routes = faults.pending().map(({ match }) => match?.route);
  expect(routes.filter((route) => route?.startsWith('POST'))).toHaveLength(3);
  expect(routes.filter((route) => route?.startsWith('PATCH'))).toHaveLength(2);
  calm();
});
