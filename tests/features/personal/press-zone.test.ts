import { expect, test } from 'vitest';
import { call, press } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { openForm, refused, run, runPress } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';

type Context = Awaited<ReturnType<typeof makeContext>>['context'];
/** The form of Time zone, submitted with these fields. */
const submit = (fields: Record<string, string>, context: Context, user = '500') =>
  runPress('reminders-zone', press([], { fields, user }), context);
const own = async (context: Context) => context.personSettingsOf('500');

test('the form of Time zone reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('remind me', call({ event: TRUCE, lead: '1d 1h' }), context);
  const answers = [
    exchange('zone: Seoul', await submit({ zone: 'Seoul', time: '' }, context)),
    exchange('time: 7:30am', await submit({ zone: '', time: '7:30am' }, context)),
    exchange('the same once more', await submit({ zone: 'Asia/Seoul', time: '07:30' }, context)),
    exchange('zone: CST', await submit({ zone: 'CST', time: '' }, context)),
    exchange('zone: Mars/Base', await refused(submit({ zone: 'Mars/Base', time: '' }, context))),
    exchange('time: 25:00', await refused(submit({ zone: '', time: '25:00' }, context))),
  ];
  await expect(transcript('Time zone', answers)).toMatchFileSnapshot('../transcripts/press-zone.md');
});

test('Time zone opens a form with the clock that the person has now', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await setServerClock(context, { zone: 'Asia/Seoul', time: '06:00' });
  const form = await openForm('reminders-zone', press([]), context);
  expect(form.fields.map(({ id, value }) => [id, value])).toEqual([
    ['zone', 'Asia/Seoul'],
    ['time', '06:00'],
  ]);
  expect(form.id).toBe('reminders-zone');
});

test('the form of Time zone keeps a person’s clock apart from every server’s', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  expectSound(await submit({ zone: 'Asia/Seoul', time: '7:45' }, context));
  expect(await context.registry.personSettings()).toEqual([{ user: '500', zone: 'Asia/Seoul', postingTime: '07:45' }]);
  expect(changes.count).toBe(1);
});

test('the form of Time zone keeps what was not named as it was shown, whatever the server sets later', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await setServerClock(context, { zone: 'Asia/Seoul', time: '06:00' });
  await submit({ zone: 'Berlin', time: '' }, context);
  await setServerClock(context, { time: '11:00' });
  expect(await own(context)).toEqual({ user: '500', zone: 'Europe/Berlin', postingTime: '06:00' });
});

test('the form of Time zone writes nothing when it only shows, refuses or is given what holds', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await openForm('reminders-zone', press([]), context);
  await refused(submit({ zone: 'Mars/Base', time: '09:00' }, context));
  expect(await own(context)).toBeNull();
  await submit({ zone: 'Asia/Seoul', time: '' }, context);
  const same = await submit({ zone: 'Asia/Seoul', time: '' }, context);
  expect(same.message.content).toMatch(/^Nothing to change/);
  expect(changes.count).toBe(1);
});

test('the form of Time zone moves that person’s window only, from now on', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  for (const user of ['500', '501']) await run('remind me', call({ event: TRUCE, lead: '1d' }, { user }), context);
  const later = '2025-10-25T00:00:00Z';
  world.moveTo(at(later));
  await submit({ zone: '', time: '06:00' }, context);
  expect((await context.registry.subscription('7500'))?.since).toBe(at(later));
  expect((await context.registry.subscription('7501'))?.since).toBe(at(AUTUMN));
});
