import { describe, expect, test } from 'vitest';
import { type ClosingParts, closeChannel, notifyClosingsLeftOut } from '../../src/engine/close-channel.ts';
import { notifyBoardGone } from '../../src/engine/notify-managers.ts';
import { makeRoster } from '../../src/engine/roster.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { type ClaimedPost, makeReservation, type PlannedPost } from '../../src/outbox/outbox.ts';
import { keyedPost } from '../../src/outbox/registry.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { at } from '../build/build-events.ts';
import { buildMoment, buildSubscription, DEFAULTS } from '../build/build-subscriptions.ts';

const DUE = at('2025-11-09T14:00:00Z');
const GUILD = '1';
const MAINTAINERS = '900';
const SHUT = { reason: 'missing access', why: '50001' } as const;
const closedWord = (channel: string) => ({ what: 'closed', channel, reason: 'missing access' }) as const;

/** A server with these subscribed channels, over a real store; Discord refuses what is said in those of `shut`. */
async function open({ channels, system = null }: { channels: readonly string[]; system?: string | null }) {
  const { outbox, registry } = await openMemoryStore({ clock: 'simulated', machine: realMachine() });
  for (const channel of channels) await registry.putSubscription(buildSubscription(channel, { owner: ofGuild(GUILD) }));
  const roster = makeRoster(registry, DEFAULTS);
  await roster.refresh();
  let now = DUE;
  const maintainersNotified: string[] = [];
  const errors: object[] = [];
  const shut = new Set<string>();
  const said: { channel: string; word: unknown }[] = [];
  const parts: ClosingParts = {
    outbox,
    registry,
    roster,
    // Every look at the clock is a little later, as it is.
    now: () => (now += 1),
    systemChannel: async () => system,
    log: { error: (what: object) => void errors.push(what), warn: () => undefined, info: () => undefined },
    maintainers: { closed: async (channel) => void maintainersNotified.push(channel) },
  };
  const reminder = (channel: string): PlannedPost => ({
    kind: 'reminder',
    ...{ owner: ofGuild(GUILD), channel, due: DUE, urgency: DUE, ordinal: 0, addedLate: false },
    ...{ key: null, body: null, edits: null },
    moments: [buildMoment('truce', '1d', DUE, { owner: ofGuild(GUILD), channel })],
  });
  /** Corrections of what was said in that channel, as a change of the list brings them. */
  const edits = (channel: string, count: number): PlannedPost[] =>
    Array.from({ length: count }, (_, index) =>
      keyedPost({
        kind: 'correction',
        ...{ owner: ofGuild(GUILD), channel, due: DUE, urgency: DUE + 1, edits: `${index}` },
        ...{ key: `correction ${channel} ${index}`, body: { post: 'p', revision: 2 } },
      }),
    );
  const end = async (post: ClaimedPost): Promise<boolean> => {
    const { id, lease, channel } = post;
    const isRefused = shut.has(channel);
    if (!isRefused && post.kind === 'trouble') said.push({ channel, word: post.body });
    await outbox.settle(
      isRefused
        ? { post: id, lease, to: 'dead', reason: SHUT.reason, moments: [] }
        : { post: id, lease, to: 'sent', reason: 'on time', message: `m${id}`, at: DUE, moments: [] },
    );
    return isRefused;
  };
  /** Delivers one post after the other, as the loop does, until nothing waits. */
  const deliver = async (handle = (post: ClaimedPost) => closeChannel(parts, post, SHUT)): Promise<void> => {
    for (;;) {
      const [post] = await outbox.claim({ now: DUE, world: DUE + 9e6, leaseMs: 1000, limit: 1, except: [] });
      if (post === undefined) return;
      if (await end(post)) await handle(post);
    }
  };
  const reserve = (...posts: PlannedPost[]) => outbox.reserve(makeReservation({ posts }));
  return {
    outbox,
    registry,
    roster,
    parts,
    shut,
    said,
    errors,
    maintainersNotified,
    reminder,
    edits,
    reserve,
    deliver,
  };
}

test('a channel that closed is reported once for each pause, however much was waiting for it', async () => {
  const server = await open({ channels: ['100', '200'] });
  server.shut.add('100');
  await server.reserve(server.reminder('100'), ...server.edits('100', 5));
  await server.deliver();
  expect(server.said).toEqual([{ channel: '200', word: closedWord('100') }]);
  expect(server.maintainersNotified).toEqual(['100']);

  await server.registry.pauseSubscription('100', null, DUE + 1000);
  await server.reserve(...server.edits('100', 7).slice(5));
  await server.deliver();
  expect(server.said).toHaveLength(2);
});

test('a channel that closed is reported in a channel that is open, though the first that was asked had closed with it', async () => {
  const server = await open({ channels: ['100', '200', '300'] });
  server.shut.add('100').add('200');
  await server.reserve(server.reminder('100'), server.reminder('200'));
  await server.deliver();
  expect(server.said).toHaveLength(2);
  expect(server.said).toEqual(
    expect.arrayContaining([
      { channel: '300', word: closedWord('100') },
      { channel: '300', word: closedWord('200') },
    ]),
  );
  expect(server.errors).toEqual([]);
});

test('a channel that closed is reported in the system channel where no other is subscribed, or all of them have closed', async () => {
  const server = await open({ channels: ['100', '200'], system: '700' });
  server.shut.add('100').add('200');
  await server.reserve(server.reminder('100'), server.reminder('200'));
  await server.deliver();
  expect(server.said.map(({ channel }) => channel)).toEqual(['700', '700']);
});

test.each<[string, string | null, string[]]>([
  ['there is no system channel', null, []],
  ['it is the system channel itself', '100', []],
  ['the system channel has closed too', '700', ['700']],
  ['the system channel is one of those that have closed', '200', ['200']],
])(
  'a channel that closed stands in the log, with all that the managers should know, where %s',
  async (_, system, alsoShut) => {
    const server = await open({ channels: ['100', ...alsoShut.filter((id) => id === '200')], system });
    for (const channel of ['100', ...alsoShut]) server.shut.add(channel);
    await server.reserve(server.reminder('100'));
    await server.deliver();
    expect(server.said).toEqual([]);
    expect(server.errors).toContainEqual({ guild: GUILD, channel: '100', word: closedWord('100') });
    expect(server.errors).toHaveLength(alsoShut.includes('200') ? 2 : 1);
  },
);

test('a channel that closed is not reported in a system channel that is known to have closed', async () => {
  const server = await open({ channels: ['100', '200'], system: '200' });
  await server.registry.pauseSubscription('200', 'missing access', DUE);
  server.shut.add('100');
  await server.reserve(server.reminder('100'));
  await server.deliver();
  expect(await server.outbox.posts({ channel: '200', limit: 10 })).toEqual([]);
  expect(server.errors).toHaveLength(1);
});

test('a word on a board goes on to the next place as well', async () => {
  const server = await open({ channels: ['100', '200', '300'] });
  server.shut.add('200');
  await notifyBoardGone(server.parts, { guild: GUILD, channel: '100', since: DUE });
  await server.deliver();
  expect(server.said).toContainEqual({ channel: '300', word: { what: 'board gone', channel: '100' } });
});

test('a report that the maintainers cannot get stands in the log, and goes to no server', async () => {
  const server = await open({ channels: ['100', '200'] });
  server.shut.add(MAINTAINERS);
  const place = {
    kind: 'trouble',
    owner: { kind: 'maintainers' },
    channel: MAINTAINERS,
    due: DUE,
    urgency: DUE,
  } as const;
  await server.reserve(keyedPost({ ...place, key: `maintainers closed 500 ${DUE}`, body: closedWord('500') }));
  await server.deliver();
  expect(server.errors).toEqual([{ channel: MAINTAINERS, word: closedWord('500') }]);
  expect(server.said).toEqual([]);
});

test('a word to the maintainers that is refused pauses the board in their channel, which its server’s managers are notified of', async () => {
  const server = await open({ channels: ['100'] });
  const board = { kind: 'board', time: null, weekday: null, since: DUE, paused: null } as const;
  await server.registry.putRecurring({ ...board, guild: GUILD, channel: MAINTAINERS });
  await server.roster.refresh();
  server.shut.add(MAINTAINERS);
  const place = {
    kind: 'trouble',
    owner: { kind: 'maintainers' },
    channel: MAINTAINERS,
    due: DUE,
    urgency: DUE,
  } as const;
  await server.reserve(keyedPost({ ...place, key: `maintainers deaf ${DUE}`, body: { what: 'deaf', why: 'x' } }));
  await server.deliver();
  expect(await server.registry.recurring()).toMatchObject([{ paused: SHUT.reason }]);
  expect(server.said).toEqual([{ channel: '100', word: closedWord(MAINTAINERS) }]);
});

describe('what a process that died had left to report to managers', () => {
  test('a pause whose process died before its report is reported at the next start, once', async () => {
    const server = await open({ channels: ['100', '200'] });
    server.shut.add('100');
    await server.reserve(server.reminder('100'));
    const dying = { ...server.parts.maintainers, closed: () => Promise.reject(new Error('kill -9')) };
    await expect(
      server.deliver((post) => closeChannel({ ...server.parts, maintainers: dying }, post, SHUT)),
    ).rejects.toThrow('kill -9');
    expect(await server.registry.subscription('100')).toMatchObject({ paused: 'missing access' });

    for (let start = 0; start < 2; start += 1) {
      await notifyClosingsLeftOut(server.parts);
      await server.deliver();
    }
    expect(server.said).toEqual([{ channel: '200', word: closedWord('100') }]);
    expect(server.maintainersNotified).toContain('100');
  });

  test('a report that was refused when its process died goes on to the next place at the next start', async () => {
    const server = await open({ channels: ['100', '200', '300'] });
    server.shut.add('100').add('200');
    await server.reserve(server.reminder('100'));
    await server.deliver(async (post) => {
      if (post.channel === '100') await closeChannel(server.parts, post, SHUT);
    });
    expect(server.said).toEqual([]);
    await notifyClosingsLeftOut(server.parts);
    await server.deliver();
    expect(server.said).toEqual([{ channel: '300', word: closedWord('100') }]);
  });

  test('nothing is reported at a start where the channel is open again, or rests for another reason', async () => {
    const server = await open({ channels: ['100', '200'] });
    await server.registry.pauseChannel({
      ...{ guild: GUILD, channel: '100', reason: 'missing access', since: DUE, post: 'p' },
    });
    await server.registry.pauseSubscription('100', null, DUE + 1);
    await server.registry.pauseSubscription('100', 'by hand', DUE + 2);
    await server.roster.refresh();
    await notifyClosingsLeftOut(server.parts);
    await server.deliver();
    expect(server.said).toEqual([]);
    expect(server.maintainersNotified).toEqual([]);
  });

  test('a start costs nothing where nothing rests', async () => {
    const { parts } = await open({ channels: ['100', '200'] });
    const closings = async () => {
      throw new Error('The notes were read.');
    };
    await notifyClosingsLeftOut({ ...parts, registry: { ...parts.registry, closings } });
  });
});
