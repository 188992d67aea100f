import { expect, test } from 'vitest';
import { ofGuild } from '../../../src/model/subscription.ts';
import { call } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { buildMoment } from '../../build/build-subscriptions.ts';
import { makeContext } from '../../build/command-context.ts';
import { run } from '../../build/run-command.ts';

const TRUCE = 'tariff-truce-expiry-2025';
const SUMMIT = 'asean-summit-2025';

/** A channel of a real store in memory; `close` lets Discord refuse one reminder there at an instant. */
async function subscribed() {
  const { context, world } = await makeContext({ now: '2025-10-20T12:00:00Z' });
  await run('datewatch subscribe', call(), context);
  const { outbox, registry } = context;
  const place = { owner: ofGuild('1'), channel: '100' };
  const moment = (event: string, lead: string, iso: string) => buildMoment(event, lead, at(iso), place);
  const reservation = { posts: [], skipped: [], watermark: null, settledChannels: [], settledList: null };
  const skip = (event: string, lead: string, iso: string) =>
    outbox.reserve({ ...reservation, skipped: [{ moment: moment(event, lead, iso), reason: 'muted' }] });
  const close = async (event: string, lead: string, iso: string) => {
    const due = at(iso);
    world.moveTo(due + 1000);
    const one = { kind: 'reminder', ...place, due, urgency: due, ordinal: 0, addedLate: false } as const;
    const post = { ...one, key: null, body: null, edits: null, moments: [moment(event, lead, iso)] };
    await outbox.reserve({ ...reservation, posts: [post] });
    const [claimed] = await outbox.claim({ now: due, world: due, leaseMs: 1000, limit: 1, except: [] });
    if (claimed === undefined) throw new Error('There was nothing to claim.');
    const { id, lease } = claimed;
    await outbox.settle({ post: id, lease, to: 'dead', reason: 'missing access', moments: [] });
    await registry.pauseChannel({ guild: '1', channel: '100', reason: 'missing access', since: world.now(), post: id });
  };
  const missed = async () => {
    const { message } = await run('datewatch subscribe', call(), context);
    return message.cards[0]?.fields.find(({ name }) => name === 'Missed while it was paused')?.value ?? null;
  };
  return { skip, close, missed };
}

test('what a channel missed is what fell due since it closed, not what was muted before', async () => {
  const { skip, close, missed } = await subscribed();
  await skip(SUMMIT, '7d', '2025-10-23T13:00:00Z');
  await close(TRUCE, '7d', '2025-11-03T14:00:00Z');
  await skip(TRUCE, '1d', '2025-11-09T14:00:00Z');
  const said = await missed();
  expect(said).toContain('2 reminders of');
  expect(said).toContain('truce');
  expect(said?.split('\n')).toHaveLength(1);
});

test('a second closing does not repeat what the first one missed', async () => {
  const { close, missed } = await subscribed();
  await close(TRUCE, '7d', '2025-11-03T14:00:00Z');
  expect(await missed()).toContain('1 reminder of');
  await close(TRUCE, '1d', '2025-11-09T14:00:00Z');
  expect(await missed()).toContain('1 reminder of');
});
