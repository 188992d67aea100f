import { expect, test } from 'vitest';
import { CommandRefusal, type Reply } from '../../../src/features/call/command.ts';
import type { Control } from '../../../src/model/message.ts';
import { call, press } from '../../build/build-calls.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { claim, HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const NOW = '2030-06-01T00:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';

type Context = Awaited<ReturnType<typeof makeContext>>['context'];
const leadsOf = async (context: Context, event: string, user = '500') =>
  (await context.registry.subscription(`7${user}`))?.leadsByEvent?.[event];
const choose = (event: string, values: readonly string[], context: Context, user = '500') =>
  runPress('remind-set', press([event], { values, user }), context);
const optionsOf = ({ message }: Reply) => {
  const select = message.controls
    .flat()
    .find((control): control is Control & { type: 'select' } => 'options' in control);
  return (select?.options ?? []).map(({ value, chosen }) => (chosen ? `*${value}` : value));
};
const refused = async (asked: Promise<Reply>) => {
  await expect(asked).rejects.toBeInstanceOf(CommandRefusal);
  return asked.then(String, (error: Error) => error.message);
};

test('Remind me reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const answers = [
    exchange('Remind me, of the truce', await runPress('remind', press([TRUCE]), context)),
    exchange('chosen: 7d and 1h', await choose(TRUCE, ['7d', '1h'], context)),
    exchange('Cancel', await runPress('remind-off', press([TRUCE]), context)),
  ];
  await expect(transcript('Remind me', answers)).toMatchFileSnapshot('../transcripts/press-remind.md');
});

test('Remind me answers in private and saves nothing before something is chosen', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const reply = await runPress('remind', press([TRUCE]), context);
  expectSound(reply);
  expect(reply).toMatchObject({ private: true });
  expect(reply).not.toHaveProperty('update');
  expect(optionsOf(reply)).toEqual(['7d', '3d', '1d', '0d', '1h', '15m', 'at']);
  expect(changes.count).toBe(0);
});

test('Remind me takes the event from a select below a message of several', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await runPress('remind', press([''], { values: [TRUCE] }), context);
  expect(reply.message.content).toContain('tariff truce');
});

test('Remind me offers only what can still come, and what was chosen as chosen, whoever else chose what', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  await choose(TRUCE, ['7d', '1d', '15m'], context);
  await choose(TRUCE, ['3d'], context, '501');
  world.moveTo(at('2025-11-08T16:00:00Z'));
  const mine = optionsOf(await runPress('remind', press([TRUCE]), context));
  expect(mine).toEqual(['*1d', '0d', '1h', '*15m', 'at']);
  const other = optionsOf(await runPress('remind', press([TRUCE], { user: '501' }), context));
  expect(other).toEqual(['1d', '0d', '1h', '15m', 'at']);
});

test('Remind me offers no hours and minutes before a day that has no hour', async () => {
  const list = makeList([makeEvent('talks', opens('2030-06-09'))]);
  const { context } = await makeContext({ now: NOW, list, zone: 'UTC' });
  const offered = optionsOf(await runPress('remind', press(['talks']), context));
  expect(offered).toEqual(['7d', '3d', '1d', '0d']);
});

test('Remind me offers all leads of an event without an exact date, and the choice is kept', async () => {
  const list = makeList([makeEvent('vote', null)]);
  const { context } = await makeContext({ now: NOW, list });
  const reply = await runPress('remind', press(['vote']), context);
  expect(reply.message.content).toBe('Event vote: want a reminder when it gets a date?');
  expect(optionsOf(reply)).toEqual(['7d', '3d', '1d', '0d', '1h', '15m', 'at']);
  const saved = await choose('vote', ['1d', '1h'], context);
  expect(saved.message.content).toBe('Saved: Event vote. You’ll get a reminder when it gets a date.');
  expect(await leadsOf(context, 'vote')).toEqual(leads('1d 1h'));
});

test('Remind me says of an event that is cancelled that it is, and that its return is reported', async () => {
  const list = makeList([makeEvent('talks', opens('2030-06-09'), { certainty: 'cancelled' })]);
  const { context } = await makeContext({ now: NOW, list });
  const reply = await runPress('remind', press(['talks']), context);
  expect(reply.message.content).toBe('Event talks is cancelled for now. Want to know if that changes?');
  const saved = await choose('talks', ['1d'], context);
  expect(saved.message.content).toBe('Saved: Event talks, cancelled for now. You’ll hear if that changes.');
  expect(allText(saved)).not.toContain('exact date yet');
});

test('Remind me says of an event with several dates how many reminders a choice brings', async () => {
  const claims = [claim(opens('2030-06-05')), claim(expires('2030-06-20'))];
  const { context } = await makeContext({
    now: NOW,
    list: makeList([makeEvent('both', null, { claims })]),
    zone: 'UTC',
  });
  const reply = await runPress('remind', press(['both']), context);
  const select = reply.message.controls[0]?.[0];
  const described = select?.type === 'select' ? select.options.map(({ description }) => description) : [];
  expect(described).toContain('Sun 2 Jun 2030, 09:00 UTC, and 1 more');
  expectSound(await choose('both', ['3d', '1d', '1h'], context));
});

test.each([
  ['is over', 'over', 'has begun or is over'],
  ['the list no longer has', 'gone', 'no longer in the list'],
  ['was never in it', '__proto__', 'no longer in the list'],
])('Remind me is refused for an event that %s', async (_, event, words) => {
  const list = makeList([makeEvent('over', opens('2030-05-05'))]);
  const { context, changes } = await makeContext({ now: NOW, list });
  expect(await refused(runPress('remind', press([event]), context))).toContain(words);
  expect(await refused(choose(event, ['1d'], context))).toContain(words);
  expect(changes.count).toBe(0);
});

test('a choice of when is saved at once, in place, and replaces what was chosen before', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const reply = await choose(TRUCE, ['3d', '1h'], context);
  expectSound(reply);
  expect(reply).toMatchObject({ private: true, update: true });
  expect(optionsOf(reply)).toEqual(['7d', '*3d', '1d', '0d', '*1h', '15m', 'at']);
  await choose(TRUCE, ['1d'], context);
  expect(await leadsOf(context, TRUCE)).toEqual(leads('1d'));
  expect(changes.count).toBe(2);
});

test('a choice of when keeps what cannot come any more and so was not offered: it comes if the date moves', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  await choose(TRUCE, ['7d', '1d'], context);
  world.moveTo(at('2025-11-08T16:00:00Z'));
  await choose(TRUCE, ['1h'], context);
  expect(await leadsOf(context, TRUCE)).toEqual(leads('7d 1h'));
});

test('a choice of nothing cancels the reminders, like Cancel, and the last one leaves no subscription', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const tariff = 'us-tariff-100-2025';
  await choose(TRUCE, ['1d'], context);
  await choose(tariff, ['1d'], context);
  const reply = await choose(TRUCE, [], context);
  expect(reply.message.content).toBe('U.S.–China tariff truce: no more reminders.');
  expect((await context.registry.subscription('7500'))?.filter.events).toEqual([tariff]);
  await runPress('remind-off', press([tariff]), context);
  expect(await context.registry.subscription('7500')).toBeNull();
});

test.each([
  ['what is no lead', ['1d', 'soon']],
  ['a lead longer than a year', ['400d']],
  ['a notice', ['notice#3']],
  ['more leads than there may be', Array.from({ length: 11 }, (_, nth) => `${nth + 1}h`)],
])('a choice of when that is made up of %s is refused', async (_, values) => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await refused(choose(TRUCE, values, context));
  expect(changes.count).toBe(0);
});

test('a choice of when that is made up of leads that nobody offers is taken within the limits, and can be taken back', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const values = Array.from({ length: 10 }, (_, nth) => `${nth + 2}h`);
  const reply = await choose(TRUCE, values, context);
  expectSound(reply);
  const offered = optionsOf(reply);
  expect(offered.length).toBeLessThanOrEqual(25);
  expect(offered.filter((value) => value.startsWith('*'))).toHaveLength(10);
  expect(await leadsOf(context, TRUCE)).toHaveLength(10);
});

test('choices by two people at once are saved for each alone, and two choices of one are both heard', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const tariff = 'us-tariff-100-2025';
  await Promise.all([
    choose(TRUCE, ['1d'], context),
    choose(TRUCE, ['3d'], context, '501'),
    choose(tariff, ['1h'], context),
  ]);
  expect(await leadsOf(context, TRUCE)).toEqual(leads('1d'));
  expect(await leadsOf(context, tariff)).toEqual(leads('1h'));
  expect(await leadsOf(context, TRUCE, '501')).toEqual(leads('3d'));
  await runPress('remind-off', press([TRUCE], { user: '501' }), context);
  expect(await leadsOf(context, TRUCE)).toEqual(leads('1d'));
});

test('a choice of when for a hostile title is answered within the limits', async () => {
  const long = `${HOSTILE} ${'名'.repeat(200)}`;
  const list = makeList([makeEvent('e'.repeat(60), expires('2030-06-09'), { title: long, place: HOSTILE })]);
  const { context } = await makeContext({ now: NOW, list });
  for (const reply of [
    await runPress('remind', press(['e'.repeat(60)]), context),
    await choose('e'.repeat(60), ['3d', '1h'], context),
    await run('remind list', call(), context),
    await choose('e'.repeat(60), [], context),
  ]) {
    expectSound(reply);
  }
});
