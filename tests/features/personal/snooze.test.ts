import { expect, test } from 'vitest';
import { call, press } from '../../build/build-calls.ts';
import { at, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { enterMoment } from '../../build/fill-ledger.ts';
import { allText, refused, run, runPress } from '../../build/run-command.ts';

const NOW = '2030-06-09T12:00:00Z';
const DM = '7500';

/** Person 500 has got a reminder of the fair, as message 9001 of their direct messages. */
async function reminded(day = '2030-06-11') {
  const list = makeList([makeEvent('fair', opens(day)), makeEvent('vote', opens('2030-07-01'))]);
  const made = await makeContext({ now: NOW, list, zone: 'UTC' });
  const { context, store } = made;
  await run(
    'remind me',
    call({ event: 'fair', lead: '2d' }, { guild: null, channel: { ...call().channel, id: DM } }),
    context,
  ).catch(() => run('remind me', call({ event: 'fair', lead: '0d' }), context));
  const owner = { kind: 'person', user: '500' } as const;
  const place = { event: 'fair', sourceDate: day, channel: DM, owner, due: NOW, lead: '7d' };
  await enterMoment(store.outbox, { ...place, end: { sent: NOW } });
  const snooze = (how: string, event?: string, user = '500') =>
    runPress(
      'snooze',
      press(event === undefined ? [how] : [how, event], {
        user,
        guild: null,
        channel: { ...call().channel, id: DM, kind: 'dm' },
        below: { message: '9001', isPrivate: false },
      }),
      context,
    );
  const waiting = async () => {
    const rows = await context.outbox.moments({ channels: [DM], events: null });
    return rows
      .filter(({ state }) => state === 'reserved')
      .map(({ event, due }) => `${event} ${new Date(due).toISOString()}`);
  };
  return { ...made, snooze, waiting };
}

test('a reminder is put off by an hour, or to tomorrow at the person’s own time, and says until when', async () => {
  const { snooze, waiting } = await reminded();
  const hour = await snooze('1h');
  expectSound(hour);
  expect(hour.private).toBe(true);
  expect(hour.message.content).toMatch(/^I’ll remind you again .*13:00/);
  await snooze('1d');
  expect(await waiting()).toEqual(['fair 2030-06-09T13:00:00.000Z', 'fair 2030-06-10T09:00:00.000Z']);
});

test('putting off twice within a minute is one more reminder, not two', async () => {
  const { snooze, waiting, world } = await reminded();
  await snooze('1h');
  world.moveTo(at('2030-06-09T12:00:20Z'));
  expect((await snooze('1h')).message.content).toContain('You already get a reminder');
  expect(await waiting()).toHaveLength(1);
});

test('nothing is put off beyond its date, or for another person, or once the reminders are cancelled', async () => {
  const { context, snooze, waiting } = await reminded('2030-06-10');
  expect(await refused(snooze('1d'))).toContain('over by then');
  expect(await refused(snooze('1h', undefined, '501'))).toContain('for themselves');
  await runPress('remind-off', press(['fair']), context);
  expect(await refused(snooze('1h'))).toContain('no reminders any more');
  expect(await waiting()).toEqual([]);
});

test('/remind list counts a reminder that was put off, and offers to put one off for each event', async () => {
  const { context, snooze } = await reminded();
  await snooze('1h');
  expect(allText(await run('remind list', call(), context))).toMatch(/9 June? 2030, 13:00|9 Jun 2030, 13:00/);
  const opened = await runPress('reminders-open', press([], { values: ['fair'] }), context);
  const ids = opened.message.controls.flat().flatMap((control) => ('id' in control ? control.id : []));
  expect(ids).toEqual(expect.arrayContaining(['snooze:1h:fair', 'snooze:1d:fair']));
  expect((await snooze('1d', 'fair')).message.content).toContain('again');
});
