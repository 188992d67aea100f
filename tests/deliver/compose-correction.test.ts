import { afterEach, expect, test } from 'vitest';
import { composeCorrection } from '../../src/deliver/compose/compose-correction.ts';
import type { ListEvent } from '../../src/model/event.ts';
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

const CANCELLED = makeTariff('tariff', { certainty: 'cancelled' });
let fixture: DeliveryFixture;
afterEach(() => fixture.close());

async function sentReminder(): Promise<void> {
  fixture = await buildDelivery();
  await fixture.reserve(makePost([makeMoment('tariff', '1h', DUE)]));
  await fixture.step(scriptedSender());
}

/** What an edit of that reminder says while the list has the event so, in a channel that is open, or paused. */
async function correction(event: ListEvent, revision: number, paused: string | null = null) {
  const original = (await fixture.outbox.posts({ channel: 'channel', limit: 9 })).find(
    ({ kind }) => kind === 'reminder',
  );
  fixture.events.set('tariff', event);
  const body = { post: original?.id ?? '', revision };
  await fixture.reserve({
    ...makePost([makeMoment('tariff', '1h', DUE)]),
    kind: 'correction',
    moments: [],
    key: `correct ${revision}`,
    edits: original?.message ?? null,
    body,
  });
  const { event: find } = fixture.parts(scriptedSender());
  const claimed = await fixture.claim();
  if (claimed.kind !== 'correction') throw new Error('Another post was claimed.');
  const composed = await composeCorrection(claimed, {
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
  return { composed, claimed };
}

test.each([
  ['an open channel is set right', null, true],
  ['a channel that has closed to the bot is left alone: an edit would lose its cards', 'missing permission', false],
])('%s', async (_, paused, isEdited) => {
  await sentReminder();
  expect((await correction(CANCELLED, 2, paused)).composed !== null).toBe(isEdited);
});

test('a message that reads like that already is not edited, since Discord marks every edit', async () => {
  await sentReminder();
  const { composed } = await correction(makeTariff('tariff', { lastVerified: '2025-10-20', topics: ['other'] }), 2);
  expect(composed).toBe('nothing to say');
});
