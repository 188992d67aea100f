import { expect, test } from 'vitest';
import { boardKey, DELETED_TWICE } from '../../../src/model/recurring.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import { reasonWords } from '../../../src/render/text/describe-reason.ts';
import { ALL, call, channel, press } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, refusal, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const pinner = channel('100', { botMay: new Set([...ALL, 'PinMessages']) });

type Made = Awaited<ReturnType<typeof makeContext>>;

/** As the keeper and the delivery leave a board behind: posted as message 4711, or deleted since. */
async function showBoard({ context, world }: Made, end: 'sent' | 'deleted' = 'sent') {
  const [row] = await context.registry.recurring();
  if (row === undefined) throw new Error('no board');
  const post = {
    kind: 'board' as const,
    owner: ofGuild(row.guild),
    channel: row.channel,
    due: world.now(),
    urgency: world.now(),
    ordinal: 0,
    addedLate: false,
    key: boardKey(row.channel, row.since, 1),
    body: { print: '' },
    edits: null,
    moments: [],
  };
  await context.outbox.reserve({ posts: [post], skipped: [], watermark: null, settledChannels: [], settledList: null });
  const [claimed] = await context.outbox.claim({ now: 0, world: world.now(), leaseMs: 1_000, limit: 1, except: [] });
  if (claimed === undefined) throw new Error('nothing to claim');
  const sent = { post: claimed.id, lease: claimed.lease, moments: [], to: 'sent', at: world.now() } as const;
  await context.outbox.settle(
    end === 'sent'
      ? { ...sent, reason: 'on time', message: '4711' }
      : { ...sent, reason: 'delivered and removed', message: null },
  );
  await context.registry.noteBoard(row.channel, { count: 1, print: 'print', remade: end === 'sent' ? 0 : 1 });
}

test('/datewatch board reads as reviewed', async () => {
  const made = await makeContext({ now: AUTUMN });
  const { context } = made;
  const answers = [
    exchange('/datewatch board', await run('datewatch board', call(), context)),
    exchange(
      '/datewatch board where it may pin',
      await run('datewatch board', call({ channel: { ...pinner, id: '101' } }), context),
    ),
  ];
  await context.registry.removeRecurring('101', 'board');
  await showBoard(made);
  answers.push(exchange('/datewatch board once more', await run('datewatch board', call(), context)));
  await context.registry.pauseRecurring('100', 'board', 'missing access');
  answers.push(
    exchange('/datewatch board after its channel was closed', await run('datewatch board', call(), context)),
    exchange('/datewatch board off:True', await run('datewatch board', call({ off: true }), context)),
    exchange('/datewatch board off:True once more', await refusal('datewatch board', call({ off: true }), context)),
    exchange(
      '/datewatch board by a member',
      await refusal('datewatch board', call({}, { mayManageServer: false }), context),
    ),
    exchange('the button All dates', await runPress('dates', press([]), context)),
  );
  await expect(transcript('/datewatch board', answers)).toMatchFileSnapshot('../transcripts/board.md');
});

test('/datewatch board makes a board for the channel named, from now on, and asks for a look at once', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  expectSound(await run('datewatch board', call({ channel: channel('200') }), context));
  expect(await context.registry.recurring()).toMatchObject([
    { guild: '1', channel: '200', kind: 'board', time: null, weekday: null, since: at(AUTUMN), paused: null },
  ]);
  expect(changes.count).toBe(1);
});

test('/datewatch board leaves a board alone that is there already', async () => {
  const made = await makeContext({ now: AUTUMN });
  await run('datewatch board', call(), made.context);
  await showBoard(made);
  const before = await made.context.registry.revision();
  made.world.moveTo(at('2025-10-25T00:00:00Z'));
  const reply = await run('datewatch board', call(), made.context);
  expect(allText(reply)).toContain('https://discord.com/channels/1/100/4711');
  expect(await made.context.registry.revision()).toBe(before);
  expect(made.changes.count).toBe(1);
});

test('/datewatch board goes on with the same message after a pause, and begins anew after its message was deleted', async () => {
  for (const [end, since] of [
    ['sent', at(AUTUMN)],
    ['deleted', at('2025-10-25T00:00:00Z')],
  ] as const) {
    const made = await makeContext({ now: AUTUMN });
    await run('datewatch board', call(), made.context);
    await showBoard(made, end);
    await made.context.registry.pauseRecurring('100', 'board', DELETED_TWICE);
    made.world.moveTo(at('2025-10-25T00:00:00Z'));
    expect(allText(await run('datewatch board', call(), made.context))).toContain(reasonWords(DELETED_TWICE));
    expect(await made.context.registry.recurring()).toMatchObject([
      { since, paused: null, board: { count: end === 'sent' ? 1 : 0, remade: 0 } },
    ]);
  }
});

test('/datewatch board off: removes the board, and its message is to say so; where it has none there is nothing to say', async () => {
  const made = await makeContext({ now: AUTUMN });
  await run('datewatch board', call(), made.context);
  await showBoard(made);
  expectSound(await run('datewatch board', call({ off: true }), made.context));
  expect(await made.context.registry.recurring()).toEqual([]);
  const [last] = await made.context.outbox.posts({ channel: '100', limit: 1 });
  expect(last).toMatchObject({ kind: 'board', state: 'waiting', edits: '4711' });
  expect(last?.body).toMatchObject({ off: at(AUTUMN) });

  await run('datewatch board', call({ channel: channel('200') }), made.context);
  await run('datewatch board', call({ channel: channel('200'), off: true }), made.context);
  expect(await made.context.outbox.posts({ channel: '200', limit: 9 })).toEqual([]);
});

test('/datewatch board refuses a channel where the bot may not write, one that the caller cannot see, and that of another server', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const mute = channel('300', { botMay: new Set(['ViewChannel', 'EmbedLinks', 'ReadMessageHistory']) });
  expect(await refusal('datewatch board', call({ channel: mute }), context)).toContain('Send Messages');
  expect(
    await refusal('datewatch board', call({ channel: channel('300', { callerMay: new Set() }) }), context),
  ).toContain('cannot see');
  await context.registry.putRecurring({
    ...{ guild: '2', channel: '100', kind: 'board', time: null, weekday: null },
    ...{ since: 0, paused: null },
  });
  expect(await refusal('datewatch board', call({ off: true }), context)).toContain('has no board');
  expect(changes.count).toBe(0);
});

test('the button below a board answers whoever presses it, and leaves the board as it is', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await runPress('dates', press(['~x', '9']), context);
  expectSound(reply);
  expect(reply).toMatchObject({ private: true });
  expect(reply.update).toBeUndefined();
});
