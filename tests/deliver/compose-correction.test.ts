import { expect, test } from 'vitest';
import { composeCorrection } from '../../src/deliver/compose/compose-correction.ts';
import {
  buildDelivery,
  type DeliveryFixture,
  DUE,
  makeMoment,
  makePost,
  makeTariff,
  scriptedSender,
} from '../build/build-delivery.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';

/** What an edit says of a reminder whose event was cancelled, in a channel whose subscription is open, or paused. */
async function correction(fixture: DeliveryFixture, paused: string | null) {
  await fixture.reserve(makePost([makeMoment('tariff', '1h', DUE)]));
  await fixture.step(scriptedSender());
  const [original] = await fixture.outbox.posts({ channel: 'channel', limit: 1 });
  fixture.events.set('tariff', makeTariff('tariff', { certainty: 'cancelled' }));
  const body = { post: original?.id ?? '', revision: 2 };
  await fixture.reserve({
    ...makePost([makeMoment('tariff', '1h', DUE)]),
    kind: 'correction',
    moments: [],
    key: 'k',
    body,
  });
  const { event: find } = fixture.parts(scriptedSender());
  const claimed = await fixture.claim();
  if (claimed.kind !== 'correction') throw new Error('Another post was claimed.');
  return composeCorrection(claimed, {
    list: { events: fixture.events, find },
    outbox: fixture.outbox,
    subscription: buildSubscription('channel', { paused }),
    clock: { zone: 'UTC', postingTime: '09:00', leads: null },
    reader: 'UTC',
    leads: { events: [], deadlines: [], byKind: {} },
    now: fixture.world.now(),
    replay: false,
    possiblyRepeated: false,
  });
}

test.each([
  ['an open channel is set right', null, true],
  ['a channel that has closed to the bot is left alone: an edit would lose its cards', 'missing permission', false],
])('%s', async (_, paused, isEdited) => {
  const fixture = await buildDelivery();
  expect((await correction(fixture, paused)) !== null).toBe(isEdited);
  await fixture.close();
});
