import { expect, test } from 'vitest';
import { composeCorrection } from '../../src/deliver/compose/compose-correction.ts';
import { buildSubscription } from '../plan/build.ts';
import { type Bench, DUE, makeBench, makeMoment, makePost, makeTariff, scriptedSender } from './make-bench.ts';

/** What an edit says of a reminder whose event was cancelled, in a channel whose subscription is open, or paused. */
async function correction(bench: Bench, paused: string | null) {
  await bench.reserve(makePost([makeMoment('tariff', '1h', DUE)]));
  await bench.step(scriptedSender());
  const [told] = await bench.outbox.posts({ channel: 'channel', limit: 1 });
  bench.events.set('tariff', makeTariff('tariff', { certainty: 'cancelled' }));
  const body = JSON.stringify({ post: told?.id, revision: 2 });
  await bench.reserve({
    ...makePost([makeMoment('tariff', '1h', DUE)]),
    kind: 'correction',
    moments: [],
    key: 'k',
    body,
  });
  const { event: find } = bench.parts(scriptedSender());
  return composeCorrection(await bench.claim(), {
    list: { events: bench.events, find },
    outbox: bench.outbox,
    subscription: buildSubscription('channel', { paused }),
    clock: { zone: 'UTC', postingTime: '09:00', leads: null },
    leads: { events: [], deadlines: [], byKind: {} },
    now: bench.world.now(),
    replay: false,
    possiblyRepeated: false,
  });
}

test.each([
  ['an open channel is set right', null, true],
  ['a channel that has closed to the bot is left alone: an edit would lose its cards', 'missing permission', false],
])('%s', async (_, paused, isEdited) => {
  const bench = await makeBench();
  expect((await correction(bench, paused)) !== null).toBe(isEdited);
  await bench.close();
});
