import { expect, test } from 'vitest';
import { localWithOffset } from '../../../src/time/local.ts';
import { call, channel } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, refusal, run } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

/** 12:00 on Friday in New York. */
const AUTUMN = '2025-10-24T16:00:00Z';

async function pausedUntil(context: Awaited<ReturnType<typeof makeContext>>['context'], guild = '1') {
  return (await context.registry.guildSettings()).find((row) => row.guild === guild)?.pausedUntil ?? null;
}

test('/datewatch pause and /datewatch resume read as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await run('datewatch subscribe', call({ channel: channel('200'), kind: 'truce' }), context);
  const answers = [
    exchange('/datewatch pause until:3d', await run('datewatch pause', call({ until: '3d' }), context)),
    exchange(
      '/datewatch pause until:2025-11-03 08:00',
      await run('datewatch pause', call({ until: '2025-11-03 08:00' }), context),
    ),
    exchange('/datewatch setup', await run('datewatch setup', call(), context)),
    exchange('/datewatch check', await run('datewatch check', call(), context)),
    exchange('/datewatch resume', await run('datewatch resume', call(), context)),
    exchange('/datewatch resume once more', await refusal('datewatch resume', call(), context)),
    exchange('/datewatch pause until:soon', await refusal('datewatch pause', call({ until: 'soon' }), context)),
    exchange(
      '/datewatch pause until:2025-10-24',
      await refusal('datewatch pause', call({ until: '2025-10-24' }), context),
    ),
    exchange(
      '/datewatch pause until:2027-01-01',
      await refusal('datewatch pause', call({ until: '2027-01-01' }), context),
    ),
    exchange(
      '/datewatch pause by a member',
      await refusal('datewatch pause', call({ until: '3d' }, { mayManageServer: false }), context),
    ),
  ];
  await expect(transcript('/datewatch pause and /datewatch resume', answers)).toMatchFileSnapshot(
    '../transcripts/pause.md',
  );
});

test.each([
  ['12h', '2025-10-25T00:00-04:00'],
  ['90m', '2025-10-24T13:30-04:00'],
  ['3d', '2025-10-27T12:00-04:00'],
  // Over the change of clocks it ends at the same time of day.
  ['2W', '2025-11-07T12:00-05:00'],
  ['tomorrow', '2025-10-25T00:00-04:00'],
  ['2025-10-24 12:01', '2025-10-24T12:01-04:00'],
  ['2025-11-03', '2025-11-03T00:00-05:00'],
  ['2025-11-03T8:30', '2025-11-03T08:30-05:00'],
  ['366d', '2026-10-25T12:00-04:00'],
  ['3 days', '2025-10-27T12:00-04:00'],
  ['Monday 8am', '2025-10-27T08:00-04:00'],
  ['next week', '2025-10-27T00:00-04:00'],
  ['5 Nov', '2025-11-05T00:00-05:00'],
])('/datewatch pause until:%s ends at %s', async (until, end) => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  expectSound(await run('datewatch pause', call({ until }), context));
  expect(localWithOffset((await pausedUntil(context)) ?? 0, 'America/New_York')).toBe(end);
  expect(changes.count).toBe(1);
});

test.each([
  '',
  'at',
  '0d',
  '-1d',
  '400d',
  '2025-02-30',
  '2025-11-03 25:00',
  '2025-10-24 12:00',
  'x'.repeat(40),
  '@everyone',
])('/datewatch pause until:%j is refused and changes nothing', async (until) => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const text = await refusal('datewatch pause', call({ until }), context);
  expect(text).toContain('Nothing was changed.');
  expect(text).not.toContain('@everyone');
  expect(await pausedUntil(context)).toBeNull();
  expect(changes.count).toBe(0);
});

test('/datewatch pause names the end by the zone of the server', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await setServerClock(context, { zone: 'Asia/Seoul' });
  const reply = await run('datewatch pause', call({ until: '2025-11-03' }), context);
  expect(reply.message.content).toBe('Paused until Mon 3 Nov 2025, 00:00 Seoul.');
  expect(await pausedUntil(context)).toBe(at('2025-11-02T15:00:00Z'));
});

test('/datewatch pause leaves the clock of the server as it is, and a new clock leaves the pause', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await setServerClock(context, { zone: 'Asia/Seoul', time: '07:30' });
  await run('datewatch pause', call({ until: '3d' }), context);
  const end = await pausedUntil(context);
  await setServerClock(context, { time: '08:00' });
  expect(await context.registry.guildSettings()).toEqual([
    { guild: '1', zone: 'Asia/Seoul', postingTime: '08:00', pausedUntil: end },
  ]);
  await run('datewatch resume', call(), context);
  expect(await pausedUntil(context)).toBeNull();
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'Asia/Seoul', postingTime: '08:00' }]);
});

test('/datewatch pause and /datewatch resume are about one server only', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch pause', call({ until: '3d' }, { guild: '2' }), context);
  expect(await pausedUntil(context)).toBeNull();
  expect(await refusal('datewatch resume', call(), context)).toContain('is not paused');
});

test('/datewatch pause shows nowhere once the pause is over', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await run('datewatch pause', call({ until: '3d' }), context);
  const shown = async () => allText(await run('datewatch setup', call(), context));
  expect(await shown()).toContain('Server paused');
  world.moveTo(at('2025-10-27T16:00:00Z'));
  expect(await shown()).not.toContain('Server paused');
  expect(await refusal('datewatch resume', call(), context)).toContain('is not paused');
  const again = await run('datewatch pause', call({ until: '1d' }), context);
  expect(allText(again)).toContain('It was not paused.');
});

test('/datewatch pause says what the pause leaves out, each message once', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ kind: 'truce', leads: '7d 1d' }), context);
  await run('datewatch subscribe', call({ channel: channel('200'), kind: 'truce', leads: '7d' }), context);
  await run('datewatch subscribe', call({ kind: 'truce' }, { guild: '2', channel: channel('300') }), context);
  expect(allText(await run('datewatch pause', call({ until: '2025-11-10' }), context))).toContain(
    '3 reminders fall into',
  );
  expect(allText(await run('datewatch pause', call({ until: '1d' }), context))).toContain('No reminder falls into');
});
