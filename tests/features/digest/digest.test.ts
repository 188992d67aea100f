import { expect, test } from 'vitest';
import { ofGuild } from '../../../src/model/subscription.ts';
import { digestKey } from '../../../src/plan/recurring/plan-digests.ts';
import { cardText } from '../../../src/render/card/card-words.ts';
import { call, channel } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

// A Friday, noon in New York.
const AUTUMN = '2025-10-24T16:00:00Z';

test('/datewatch digest reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const say = async (typed: string, options: Parameters<typeof call>[0]) =>
    exchange(typed, await run('datewatch digest', call(options), context));
  const answers = [
    await say('/datewatch digest', {}),
    await say('/datewatch digest every:weekly', { every: 'weekly' }),
    await say('/datewatch digest every:weekly weekday:Sunday time:8:30', {
      every: 'weekly',
      weekday: '7',
      time: '8:30',
    }),
    await say('/datewatch digest every:weekly once more', { every: 'weekly' }),
    await say('/datewatch digest every:daily channel:#other', { every: 'daily', channel: channel('200') }),
  ];
  await context.registry.pauseRecurring('200', 'daily', 'missing access');
  answers.push(
    await say('/datewatch digest with two set', {}),
    await say('/datewatch digest every:daily after its channel was closed', {
      every: 'daily',
      channel: channel('200'),
    }),
    await say('/datewatch digest off:True', { off: true }),
    exchange('/datewatch digest off:True once more', await refusal('datewatch digest', call({ off: true }), context)),
    exchange('/datewatch digest time:08:00', await refusal('datewatch digest', call({ time: '08:00' }), context)),
    exchange(
      '/datewatch digest every:daily weekday:Monday',
      await refusal('datewatch digest', call({ every: 'daily', weekday: '1' }), context),
    ),
    exchange(
      '/datewatch digest by a member',
      await refusal('datewatch digest', call({}, { mayManageServer: false }), context),
    ),
  );
  await expect(transcript('/datewatch digest', answers)).toMatchFileSnapshot('../transcripts/digest.md');
});

test('/datewatch digest keeps daily and weekly apart, and what was not named as it was', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  await run('datewatch digest', call({ every: 'weekly', weekday: '3', time: '07:00' }), context);
  await run('datewatch digest', call({ every: 'daily' }), context);
  world.moveTo(at('2025-10-25T00:00:00Z'));
  await run('datewatch digest', call({ every: 'weekly', time: '06:00' }), context);
  expect(await context.registry.recurring()).toMatchObject([
    { kind: 'daily', time: null, weekday: null, since: at(AUTUMN) },
    { kind: 'weekly', time: '06:00', weekday: 3, since: at('2025-10-25T00:00:00Z') },
  ]);
});

test('/datewatch digest writes nothing where it stands so already, or where it only shows', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await run('datewatch digest', call({ every: 'weekly', weekday: '3' }), context);
  const revision = await context.registry.revision();
  expect((await run('datewatch digest', call({ every: 'weekly' }), context)).message.content).toMatch(
    /^Nothing to change/,
  );
  expectSound(await run('datewatch digest', call(), context));
  expect(await context.registry.revision()).toBe(revision);
  expect(changes.count).toBe(1);
});

test('/datewatch digest names the next one, which is not today’s where today’s was made already', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const next = async () =>
    (await run('datewatch digest', call({ every: 'daily', time: '18:00' }), context)).message.content;
  expect(await next()).toContain('Fri 24 Oct 2025, 6 p.m.');
  const post = {
    kind: 'digest' as const,
    ...{ owner: ofGuild('1'), channel: '100', due: 0, urgency: 0, ordinal: 0, addedLate: false },
    ...{
      key: digestKey('100', 'daily', '2025-10-24'),
      body: { kind: 'daily' as const, day: '2025-10-24' },
      edits: null,
      moments: [],
    },
  };
  await context.outbox.reserve({
    posts: [post],
    skipped: [],
    watermark: null,
    settledChannels: [],
    settledList: null,
  });
  expect(await next()).toContain('Sat 25 Oct 2025, 6 p.m.');
});

test('/datewatch digest names none that a pause of the server would swallow, and says that it is paused', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const paused = { guild: '1', zone: null, postingTime: null, pausedUntil: at('2025-10-27T13:00:00Z') };
  await context.registry.putGuildSettings(paused, at(AUTUMN));
  const daily = await run('datewatch digest', call({ every: 'daily' }), context);
  expect(daily.message.content).toContain('Mon 27 Oct 2025, 9 a.m.');
  expect(daily.message.cards[0]?.fields.map(({ name }) => name)).toContain(cardText('pausedField'));
  const early = await run('datewatch digest', call({ every: 'daily', time: '08:59' }), context);
  expect(early.message.content).toContain('Tue 28 Oct 2025, 8:59 a.m.');
});

test('/datewatch digest off: ends the one named, or both, of the channel named', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const kinds = async () => (await context.registry.recurring()).map(({ channel, kind }) => `${channel} ${kind}`);
  for (const every of ['daily', 'weekly']) {
    await run('datewatch digest', call({ every }), context);
    await run('datewatch digest', call({ every, channel: channel('200') }), context);
  }
  await run('datewatch board', call(), context);
  await run('datewatch digest', call({ every: 'daily', off: true }), context);
  expect(await kinds()).toEqual(['100 board', '100 weekly', '200 daily', '200 weekly']);
  expectSound(await run('datewatch digest', call({ channel: channel('200'), off: true }), context));
  expect(await kinds()).toEqual(['100 board', '100 weekly']);
  expect(await refusal('datewatch digest', call({ every: 'daily', off: true }), context)).toContain('no such digest');
  expect(changes.count).toBe(7);
});

test('/datewatch digest shows only what this server has set, and of one channel where one is named', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch digest', call({ every: 'daily' }, { guild: '2' }), context);
  expect(allText(await run('datewatch digest', call(), context))).toContain('No digest is set');
  await run('datewatch digest', call({ every: 'daily', channel: channel('200') }), context);
  await run('datewatch digest', call({ every: 'daily', channel: channel('300') }), context);
  const one = allText(await run('datewatch digest', call({ channel: channel('300') }), context));
  expect(one).toContain('<#300>');
  expect(one).not.toContain('<#200>');
});

test.each([
  [{ every: 'hourly' }, '`hourly` is none of the choices'],
  [{ every: 'weekly', weekday: '8' }, '`8` is none of the choices'],
  [{ every: 'weekly', time: '25:00' }, '25:00'],
  [{ every: 'daily', channel: channel('300', { botMay: new Set(['ViewChannel']) }) }, 'Send Messages'],
  [{ every: 'daily', channel: channel('300', { kind: 'forum' }) }, 'forum'],
])('/datewatch digest refuses %j and changes nothing', async (options, words) => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  expect(await refusal('datewatch digest', call(options), context)).toContain(words);
  expect(await context.registry.recurring()).toEqual([]);
  expect(changes.count).toBe(0);
});
