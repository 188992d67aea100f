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

test('/remind zone reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const answers = [exchange('/remind zone', await run('remind zone', call(), context))];
  await run('remind me', call({ event: TRUCE, lead: '1d 1h' }), context);
  const set = { zone: 'Asia/Seoul' };
  answers.push(
    exchange('/remind zone zone:Asia/Seoul', await run('remind zone', call(set), context)),
    exchange('/remind zone time:07:30', await run('remind zone', call({ time: '07:30' }), context)),
    exchange('/remind zone once more', await run('remind zone', call({ ...set, time: '07:30' }), context)),
    exchange('/remind zone now', await run('remind zone', call(), context)),
    exchange('/remind zone zone:CST', await run('remind zone', call({ zone: 'CST' }), context)),
    exchange('/remind zone zone:Mars/Base', await refusal('remind zone', call({ zone: 'Mars/Base' }), context)),
    exchange('/remind zone time:25:00', await refusal('remind zone', call({ time: '25:00' }), context)),
  );
  await expect(transcript('/remind zone', answers)).toMatchFileSnapshot('../transcripts/timezone.md');
});

test('/remind zone keeps a person’s clock apart from every server’s', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  expectSound(await run('remind zone', call({ zone: 'Asia/Seoul', time: '7:45' }), context));
  expect(await context.registry.personSettings()).toEqual([{ user: '500', zone: 'Asia/Seoul', postingTime: '07:45' }]);
  expect(changes.count).toBe(1);
});

test('/remind zone keeps what was not named as it was shown, whatever the server sets later', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch settings', call({ zone: 'Asia/Seoul', 'posting-time': '06:00' }), context);
  await run('remind zone', call({ zone: 'Europe/Berlin' }), context);
  await run('datewatch settings', call({ 'posting-time': '11:00' }), context);
  const shown = await run('remind zone', call(), context);
  expect(shown.message.content).toBe('Your clock: Berlin, reminders at 06:00.');
});

test('/remind zone writes nothing when it only shows, refuses or is given what holds', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await run('remind zone', call(), context);
  await refusal('remind zone', call({ zone: 'Mars/Base', time: '09:00' }), context);
  expect(await own(context)).toBeNull();
  await run('remind zone', call({ zone: 'Asia/Seoul' }), context);
  const same = await run('remind zone', call({ zone: 'Asia/Seoul' }), context);
  expect(same.message.content).toMatch(/^Nothing to change/);
  expect(changes.count).toBe(1);
});

test('/remind zone moves that person’s window only, from now on', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  for (const user of ['500', '501']) await run('remind me', call({ event: TRUCE, lead: '1d' }, { user }), context);
  const later = '2025-10-25T00:00:00Z';
  world.moveTo(at(later));
  await run('remind zone', call({ time: '06:00' }), context);
  expect((await context.registry.subscription('7500'))?.since).toBe(at(later));
  expect((await context.registry.subscription('7501'))?.since).toBe(at(AUTUMN));
});

test('/remind zone completes zones', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const values = (await complete('remind zone', 'zone', 'seou', call(), context)).map(({ value }) => value);
  expect(values).toContain('Asia/Seoul');
  expect(await complete('remind zone', 'time', '7', call(), context)).toEqual([]);
});
