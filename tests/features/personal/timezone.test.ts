import { expect, test } from 'vitest';
import { call } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { complete, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';

type Context = Awaited<ReturnType<typeof makeContext>>['context'];
const own = async (context: Context) => context.personSettingsOf('500');

test('/timezone reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const answers = [exchange('/timezone', await run('timezone', call(), context))];
  await run('remind', call({ event: TRUCE, lead: '1d 1h' }), context);
  const set = { zone: 'Asia/Seoul' };
  answers.push(
    exchange('/timezone zone:Asia/Seoul', await run('timezone', call(set), context)),
    exchange('/timezone time:07:30', await run('timezone', call({ time: '07:30' }), context)),
    exchange('/timezone once more', await run('timezone', call({ ...set, time: '07:30' }), context)),
    exchange('/timezone now', await run('timezone', call(), context)),
    exchange('/timezone zone:CST', await refusal('timezone', call({ zone: 'CST' }), context)),
    exchange('/timezone time:25:00', await refusal('timezone', call({ time: '25:00' }), context)),
  );
  await expect(transcript('/timezone', answers)).toMatchFileSnapshot('../transcripts/timezone.md');
});

test('/timezone keeps a person’s clock apart from every server’s', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  expectSound(await run('timezone', call({ zone: 'Asia/Seoul', time: '7:45' }), context));
  expect(await context.registry.personSettings()).toEqual([{ user: '500', zone: 'Asia/Seoul', postingTime: '07:45' }]);
  expect(changes.count).toBe(1);
});

test('/timezone keeps what was not named as it was shown, whatever the server sets later', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('settings', call({ zone: 'Asia/Seoul', 'posting-time': '06:00' }), context);
  await run('timezone', call({ zone: 'Europe/Berlin' }), context);
  await run('settings', call({ 'posting-time': '11:00' }), context);
  const shown = await run('timezone', call(), context);
  expect(shown.message.content).toBe('Your clock: Berlin, reminders at 06:00.');
});

test('/timezone writes nothing when it only shows, refuses or is given what holds', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await run('timezone', call(), context);
  await refusal('timezone', call({ zone: 'Atlantis', time: '09:00' }), context);
  expect(await own(context)).toBeNull();
  await run('timezone', call({ zone: 'Asia/Seoul' }), context);
  const same = await run('timezone', call({ zone: 'Asia/Seoul' }), context);
  expect(same.message.content).toMatch(/^Nothing to change/);
  expect(changes.count).toBe(1);
});

test('/timezone moves that person’s window only, from now on', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  for (const user of ['500', '501']) await run('remind', call({ event: TRUCE, lead: '1d' }, { user }), context);
  const later = '2025-10-25T00:00:00Z';
  world.moveTo(at(later));
  await run('timezone', call({ time: '06:00' }), context);
  expect((await context.registry.subscription('7500'))?.since).toBe(at(later));
  expect((await context.registry.subscription('7501'))?.since).toBe(at(AUTUMN));
});

test('/timezone completes zones', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const values = (await complete('timezone', 'zone', 'seou', call(), context)).map(({ value }) => value);
  expect(values).toContain('Asia/Seoul');
  expect(await complete('timezone', 'time', '7', call(), context)).toEqual([]);
});
