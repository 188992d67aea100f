import { afterEach, expect, test } from 'vitest';
import type { PostRow } from '../../src/outbox/outbox.ts';
import { call, channel } from '../build/build-calls.ts';
import { allText, run as ask } from '../build/run-command.ts';
import { type RealRun, startReal } from '../build/start-real.ts';

let run: RealRun;
afterEach(async () => {
  await run.close();
});

/** Two seconds before the first reminder, which is three hours before noon. */
const BEFORE_FIRST = '2026-05-04T08:59:58Z';
const NEWS = { name: 'news', type: 5 } as const;
const publications = () => run.emulator.requests.filter(({ path }) => path.endsWith('/crosspost'));
const posts = (): Promise<PostRow[]> =>
  run.running().context.outbox.posts({ channel: run.channels[0] ?? '', limit: 10 });
const untilEnd = (published: string) =>
  expect.poll(async () => (await posts()).map((post) => post.published), { timeout: 30_000 }).toEqual([published]);
const untilReminder = (channel: string) =>
  run.emulator.until('the reminder', () => run.lines(channel).some((line) => line.includes('closes in 3 hours')));

test('a reminder in an announcement channel is published once, without a question to Discord, and one in another channel is not', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z', kind: NEWS });
  const [guild] = run.seeds;
  const plain = run.emulator.change.addChannel(guild?.id ?? '', { name: 'plain', type: 0 }).id;
  const { registry } = run.running().context;
  const own = await registry.subscription(run.channels[0] ?? '');
  if (own === null) throw new Error('The channel is not subscribed.');
  const { unsettled: _, version: __, ...subscription } = own;
  await registry.putSubscription({ ...subscription, channel: plain, madeBy: 'command' });
  run.running().context.changed();
  run.setClock(BEFORE_FIRST);
  await untilReminder(plain);
  await untilEnd('done');
  expect(run.emulator.messages(run.channels[0] ?? '')).toMatchObject([{ crossposted: true }]);
  expect(publications()).toHaveLength(1);
  expect(run.emulator.requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/channels'))).toEqual(
    [],
  );
  expect(run.emulator.violations).toEqual([]);
});

test('without a gateway a message is published at once, since nothing will show what channel it is', async () => {
  const config = { gateway: false, interactions: { host: '127.0.0.1', port: 0 } };
  run = await startReal({ at: '2026-05-04T08:50:00Z', kind: NEWS, config });
  run.setClock(BEFORE_FIRST);
  await untilEnd('done');
  expect(publications()).toHaveLength(1);
});

test('a subscription that says so is not published', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z', kind: NEWS, subscription: { publish: false } });
  run.setClock(BEFORE_FIRST);
  await untilReminder(run.channels[0] ?? '');
  await run.stop();
  expect(publications()).toEqual([]);
  await run.start();
});

test('over the limit of an hour the reminder comes on time, is not posted again, and /datewatch check, /datewatch why and /datewatch check say why followers do not have it', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z', kind: NEWS });
  run.emulator.faults.add({
    kind: 'rate-limited',
    retryAfterSeconds: 3_000,
    scope: 'shared',
    match: { route: 'POST /channels/:channel/messages/:message/crosspost' },
    times: 'always',
  });
  run.setClock(BEFORE_FIRST);
  await untilEnd('publish limit');
  expect(run.lines(run.channels[0] ?? '')).toHaveLength(1);
  expect(await posts()).toMatchObject([{ state: 'sent', reason: 'on time', attempts: 1 }]);
  expect(publications()).toHaveLength(1);
  expect(run.warnings()).toContain('A message was not published to those that follow its channel.');
  const [guild] = run.seeds;
  const here = { guild: guild?.id ?? '', channel: channel(run.channels[0]), mayManageServer: true };
  const { context } = run.running();
  for (const asked of ['datewatch why', 'datewatch check']) {
    const answer = await ask(asked, call(asked === 'datewatch why' ? { event: 'permits' } : {}, here), context);
    expect(allText(answer)).toContain('Discord publishes at most 10 messages an hour of a channel.');
  }
  run.setClock('2026-05-04T09:59:58Z');
  await expect
    .poll(async () => (await posts()).map((post) => post.published), { timeout: 30_000 })
    .toEqual(['publish limit', 'publish limit']);
  // It is known how long the limit lasts.
  expect(publications()).toHaveLength(1);
});

test('a server that Discord fails for a moment publishes the message when it is asked again', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z', kind: NEWS });
  run.emulator.faults.add({
    kind: 'status',
    status: 500,
    match: { route: 'POST /channels/:channel/messages/:message/crosspost' },
  });
  run.setClock(BEFORE_FIRST);
  await untilEnd('done');
  expect(publications()).toHaveLength(2);
  expect(run.lines(run.channels[0] ?? '')).toHaveLength(1);
});

test('where Discord refuses to publish, the reason is kept with the message, and the next one is tried', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z', kind: NEWS });
  const match = { route: 'POST /channels/:channel/messages/:message/crosspost' };
  run.emulator.faults.add({ kind: 'status', status: 403, code: 50013, match });
  run.setClock(BEFORE_FIRST);
  await untilEnd('missing permission');
  expect(await run.paused(run.channels[0] ?? '')).toBeNull();
  run.setClock('2026-05-04T09:59:58Z');
  await expect
    .poll(async () => (await posts()).map((post) => post.published), { timeout: 30_000 })
    .toEqual(['done', 'missing permission']);
});
