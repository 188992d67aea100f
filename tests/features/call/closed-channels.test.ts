import { expect, test } from 'vitest';
import { ofGuild } from '../../../src/model/subscription.ts';
import { call, press } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { subscription } from '../../build/build-posts.ts';
import { board } from '../../build/build-recurring.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, run, runPress } from '../../build/run-command.ts';

const NOW = '2025-10-24T16:00:00Z';
const stranger = { mayManageServer: false };
const NAMED = '**Closed to me:** <#100>.';
const GONE = '**Gone:** Discord has no channel 200 any more.';

/** A server with one channel that is hidden, one that is gone (with a board only), and one that is open. */
async function serverOf(...closed: ('100' | '200')[]) {
  const { context } = await makeContext({ now: NOW });
  const { registry } = context;
  const own = { owner: ofGuild('1') };
  for (const id of ['100', '300']) await registry.putSubscription(subscription(id, own));
  await registry.putRecurring({ ...board('200', at(NOW)), guild: '1' });
  for (const id of closed) {
    const reason = id === '100' ? 'missing access' : 'unknown channel';
    await registry.pauseChannel({ guild: '1', channel: id, reason, since: at(NOW), post: 'none' });
  }
  return context;
}

test('a manager is told of a closed channel once, in the next answer that they alone can see, whatever it is about', async () => {
  const context = await serverOf('100');
  const textOf = async (who: object) => allText(await run('help', call({}, who), context));
  expect(await textOf(stranger)).not.toContain(NAMED);
  expect(await textOf({ guild: '2' })).not.toContain(NAMED);
  const reply = await run('help', call(), context);
  expect(allText(reply)).toContain(NAMED);
  expectSound(reply);
  expect(await textOf({})).not.toContain(NAMED);
});

test('a channel that closes another time is told another time, and one that is open again is not', async () => {
  const context = await serverOf('100');
  await context.registry.reopenChannel({ guild: '1', channel: '100', at: at(NOW) });
  expect(allText(await run('help', call(), context))).not.toContain(NAMED);
  for (const since of [at(NOW) + 1, at(NOW) + 2]) {
    await context.registry.pauseChannel({ guild: '1', channel: '100', reason: 'missing access', since, post: 'none' });
    expect(allText(await run('help', call(), context))).toContain(NAMED);
    await context.registry.reopenChannel({ guild: '1', channel: '100', at: since });
  }
});

test('several closings are one line, and /datewatch check names what to fix', async () => {
  const context = await serverOf('100', '200');
  expect(allText(await run('help', call(), context))).toContain('**Closed to me or gone:** 2 channels of this server.');
  expect(allText(await run('datewatch check', call(), context))).toMatch(/things to fix/);
});

test('a channel that is gone is listed as gone with a button that removes what it got, and nothing else', async () => {
  const context = await serverOf('100', '200');
  const before = await run('datewatch check', call(), context);
  expect(before.message.controls).toMatchObject([[{ id: 'gone', label: 'Remove the channel that is gone' }]]);
  const after = await runPress('gone', press([]), context);
  expect(after).toMatchObject({ update: true, private: true });
  expect(after.message.content).toBe('1 channel that is gone was removed.');
  expect(allText(after)).not.toContain(GONE);
  expect(after.message.controls).toEqual([]);
  expect(await context.registry.recurring()).toEqual([]);
  expect((await context.subscriptionsOf('1')).map(({ channel }) => channel)).toEqual(['100', '300']);
  await expect(runPress('gone', press([]), context)).rejects.toThrow('Nothing was changed.');
});

test('who may not manage the server removes nothing, though anybody can send any button', async () => {
  const context = await serverOf('200');
  await expect(runPress('gone', press([], stranger), context)).rejects.toThrow();
  expect(await context.registry.recurring()).toHaveLength(1);
});
