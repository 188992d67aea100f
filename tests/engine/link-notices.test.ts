import { expect, onTestFinished, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { type Mishaps, startEngineFixture } from '../build/start-engine.ts';

const START = '2025-11-02T12:00:00Z';
const event = (id: string, day: string): ListEvent =>
  buildEvent(id, [buildClaim('office', expires(day))], { zone: 'UTC', title: id, phrase: id });

/** A channel that was told of two dates in one reminder, and the text of its message as it stands. */
async function open(mishaps: Mishaps = {}) {
  const fixture = await startEngineFixture(
    START,
    [event('truce', '2025-11-10'), event('permit', '2025-11-10')],
    mishaps,
  );
  onTestFinished(fixture.close);
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('7d'), since: at(START) }));
  await fixture.pass(START);
  expect(await fixture.pass('2025-11-03T09:00:00Z')).toHaveLength(1);
  const posts = async () => (await fixture.store.outbox.posts({ channel: 'c', limit: 50 })).reverse();
  /** The links to notices of each card of the reminder, as the last correction has them. */
  const links = async () => {
    const last = (await posts()).findLast(({ kind, state }) => kind === 'correction' && state === 'sent');
    return last?.payload?.cards.map((card) => [
      card.event,
      /channels\/[^)]*\/([^)/]+)\)/.exec(JSON.stringify(card))?.[1],
    ]);
  };
  const notices = async () =>
    (await posts()).flatMap((post) => (post.kind === 'notice' && post.message !== null ? [post.message] : []));
  return { ...fixture, links, notices };
}

test('each date of an old message links to the notice that told of it, though they moved one after the other', async () => {
  const fixture = await open();
  fixture.setList([event('truce', '2025-11-12'), event('permit', '2025-11-10')]);
  await fixture.pass('2025-11-03T10:00:00Z');
  fixture.setList([event('truce', '2025-11-12'), event('permit', '2025-11-14')]);
  await fixture.pass('2025-11-03T11:00:00Z');
  const [first, second] = await fixture.notices();
  expect(new Map((await fixture.links()) as [string, string][])).toEqual(
    new Map([
      ['truce', first],
      ['permit', second],
    ]),
  );
});

test('a correction made before the answer to its notice came gets the link once the notice is known to stand', async () => {
  const fixture = await open({
    answers: [
      { kind: 'sent', message: 'reminder' },
      { kind: 'perhaps', why: '502' },
    ],
  });
  fixture.setList([event('truce', '2025-11-12'), event('permit', '2025-11-10')]);
  await fixture.pass('2025-11-03T10:00:00Z', 5_000);
  const [notice] = await fixture.notices();
  expect(notice).toBeDefined();
  expect((await fixture.links())?.find(([id]) => id === 'truce')).toEqual(['truce', notice]);
});

test('a correction made while its notice is held until the morning gets the link once the notice stands', async () => {
  const fixture = await open();
  const quiet = { from: '22:00', until: '07:00' };
  await fixture.store.registry.putSubscription(buildSubscription('c', { leads: leads('7d'), since: at(START), quiet }));
  fixture.setList([event('truce', '2025-11-12'), event('permit', '2025-11-10')]);
  await fixture.pass('2025-11-04T02:00:00Z');
  expect((await fixture.links())?.find(([id]) => id === 'truce')).toEqual(['truce', undefined]);
  await fixture.pass('2025-11-04T07:00:00Z');
  const [notice] = await fixture.notices();
  expect((await fixture.links())?.find(([id]) => id === 'truce')).toEqual(['truce', notice]);
});
