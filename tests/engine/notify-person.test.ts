import { describe, expect, test } from 'vitest';
import { closeChannel } from '../../src/engine/close-channel.ts';
import { notifyPeopleLeftOut, notifyPerson } from '../../src/engine/notify-person.ts';
import { makeRoster } from '../../src/engine/roster.ts';
import type { Message } from '../../src/model/message.ts';
import type { DeadReason } from '../../src/model/post.ts';
import { ofGuild, type Subscription } from '../../src/model/subscription.ts';
import type { PlannedPost, PostRow } from '../../src/outbox/outbox.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { at } from '../build/build-events.ts';
import { buildMoment, buildSubscription, DEFAULTS } from '../build/build-subscriptions.ts';

const DUE = at('2025-11-09T14:00:00Z');
const NOW = DUE + 1000;
const HOUR = 3_600_000;
const DIRECT = '7500';
const PERSON = { user: '500', fallback: { guild: '1', channel: '100' } } as const;
const MESSAGE: Message = { content: 'Tomorrow: the truce ends.', ping: null, cards: [], controls: [], files: [] };
const REFUSED = { reason: 'direct messages closed', why: '50007' } as const;
const MOMENT = buildMoment('truce', '1d', DUE, { owner: { kind: 'person', user: '500' }, channel: DIRECT });
const REMINDER: PlannedPost = {
  kind: 'reminder',
  owner: { kind: 'person', user: '500' },
  channel: DIRECT,
  due: DUE,
  urgency: MOMENT.anchor,
  ordinal: 0,
  addedLate: false,
  key: null,
  body: null,
  edits: null,
  moments: [MOMENT],
};
const EDIT: PlannedPost = {
  ...REMINDER,
  kind: 'correction',
  body: { post: 'p', revision: 2 },
  key: 'correction 1',
  edits: '9001',
  moments: [],
};

/** A store in which a message to a person ended so. */
async function open({ post = REMINDER, reason = REFUSED.reason as DeadReason, attempted = true } = {}) {
  const { outbox, registry } = await openMemoryStore({ clock: 'simulated', machine: realMachine() });
  await outbox.reserve({ posts: [post], skipped: [], watermark: null, settledChannels: [], settledList: null });
  const [claimed] = await outbox.claim({ now: DUE, world: DUE, leaseMs: 1000, limit: 1, except: [] });
  if (claimed === undefined) throw new Error('There was nothing to claim.');
  const { id, lease } = claimed;
  if (attempted) await outbox.recordAttempt({ post: id, lease, now: DUE, payload: MESSAGE });
  await outbox.settle({ post: id, lease, to: 'dead', reason, moments: [] });
  const row = async (): Promise<PostRow> => {
    const found = await outbox.post(id);
    if (found === null) throw new Error('The post is gone.');
    return found;
  };
  const notified = () => outbox.posts({ channel: '100', limit: 10 });
  return { outbox, registry, id, row, notified, parts: { outbox, now: () => NOW } };
}

test('a message that closed direct messages refused is reserved as it was, in the place where the person asked, at once', async () => {
  const { parts, row, notified, id } = await open();
  expect(await notifyPerson(parts, PERSON, await row())).toBe(true);
  const [post] = await notified();
  expect(post).toMatchObject({
    kind: 'personal',
    owner: ofGuild('1'),
    channel: '100',
    due: NOW,
    key: `personal ${id}`,
    state: 'waiting',
  });
  expect(post?.body).toEqual({ user: '500', message: MESSAGE });
});

test('a message that closed direct messages refused is reserved once, however often it is reported', async () => {
  const { parts, row, notified } = await open();
  for (let time = 0; time < 3; time += 1) await notifyPerson(parts, PERSON, await row());
  expect(await notified()).toHaveLength(1);
});

test.each([
  ['there is no such place', { ...PERSON, fallback: null }, {}],
  ['it was never attempted, so that there is nothing to report', PERSON, { attempted: false }],
  ['it was an edit, which notifies nobody', PERSON, { post: EDIT }],
])('a message that closed direct messages refused is said nowhere where %s', async (_, person, how) => {
  const { parts, row, notified } = await open(how);
  expect(await notifyPerson(parts, person, await row())).toBe(false);
  expect(await notified()).toEqual([]);
});

describe('a channel that closed', () => {
  const personal: Subscription = buildSubscription(DIRECT, {
    owner: { kind: 'person', user: '500' },
    fallback: PERSON.fallback,
    filter: { topics: null, kinds: null, events: ['truce'] },
  });

  test('the closed channel of a person is not paused and concerns no manager or maintainer: the person hears of it elsewhere', async () => {
    const { parts, registry, notified, id } = await open();
    await registry.putSubscription(personal);
    const roster = makeRoster(registry, DEFAULTS);
    await roster.refresh();
    const calls: string[] = [];
    const log = new Proxy({}, { get: (_, level) => () => calls.push(String(level)) });
    await closeChannel(
      {
        ...parts,
        registry,
        roster,
        log: log as Parameters<typeof closeChannel>[0]['log'],
        maintainers: {
          closed: async () => {
            calls.push('maintainers');
          },
        },
        rests: { heard: () => undefined, began: async () => null, refused: async () => undefined, rests: () => false },
      },
      { id, owner: { kind: 'person', user: '500' }, channel: DIRECT },
      REFUSED,
    );
    expect((await registry.subscription(DIRECT))?.paused).toBeNull();
    expect(await notified()).toHaveLength(1);
    expect((await parts.outbox.posts({ channel: null, limit: 10 })).map(({ kind }) => kind).sort()).toEqual([
      'personal',
      'reminder',
    ]);
    expect(calls).toEqual(['info']);
  });
});

describe('what a process that died had left to say to a person', () => {
  const rows = [
    buildSubscription('100'),
    buildSubscription(DIRECT, { owner: { kind: 'person', user: '500' }, fallback: PERSON.fallback }),
  ];

  test('a refused message whose process died is said at the next start, once', async () => {
    const { parts, notified } = await open();
    await notifyPeopleLeftOut(parts, rows);
    await notifyPeopleLeftOut(parts, rows);
    expect(await notified()).toHaveLength(1);
  });

  test.each([
    ['it is too old to be of use', {}, DUE + 7 * HOUR, rows],
    ['the person has cancelled everything since', {}, NOW, rows.slice(0, 1)],
    ['it died of something else', { reason: 'refused content' as const }, NOW, rows],
  ])('a refused message whose process died is not said where %s', async (_, how, now, who) => {
    const { parts, notified } = await open(how);
    await notifyPeopleLeftOut({ ...parts, now: () => now }, who);
    expect(await notified()).toEqual([]);
  });

  test('a start costs nothing where nobody asked for reminders of their own', async () => {
    const { parts } = await open();
    const posts = async () => {
      throw new Error('The ledger was read.');
    };
    await notifyPeopleLeftOut({ ...parts, outbox: { ...parts.outbox, posts } }, rows.slice(0, 1));
  });
});
