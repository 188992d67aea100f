import { describe, expect, test } from 'vitest';
import { ALL, call, channel } from '../../build/build-calls.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { listAnswers, makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';
const DIRECT = { guild: null, channel: channel('7500', { kind: 'dm', name: null, botMay: null, callerMay: null }) };

type Context = Awaited<ReturnType<typeof makeContext>>['context'];
const saved = (context: Context, user = '500') => context.registry.subscription(`7${user}`);
const leadsOf = async (context: Context, event: string) => (await saved(context))?.leadsByEvent?.[event];

test('/remind me reads as reviewed', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  const remind = (options: Record<string, string>) => run('remind me', call(options), context);
  const answers = [
    exchange('/remind me event:truce', await remind({ event: 'truce' })),
    exchange('/remind me event:truce lead:3d 1h', await remind({ event: 'truce', lead: '3d 1h' })),
    exchange('/remind me event:truce lead:1d', await remind({ event: TRUCE, lead: '1d' })),
    exchange('/remind me event:truce once more', await remind({ event: TRUCE })),
    exchange('/remind me event:nonsense', await refusal('remind me', call({ event: 'nonsense' }), context)),
    exchange('/remind me lead:soon', await refusal('remind me', call({ event: TRUCE, lead: 'soon' }), context)),
    exchange('/remind me lead:30d', await refusal('remind me', call({ event: TRUCE, lead: '30d' }), context)),
  ];
  world.moveTo(at('2025-11-12T16:00:00Z'));
  answers.push(exchange('/remind me of what is over', await refusal('remind me', call({ event: TRUCE }), context)));
  await expect(transcript('/remind me', answers)).toMatchFileSnapshot('../transcripts/remind.md');
});

test('/remind me saves a subscription of direct messages, with the channel for when those are closed', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const reply = await run('remind me', call({ event: TRUCE, lead: '3d 1h' }), context);
  expectSound(reply);
  expect(reply.private).toBe(true);
  expect(await saved(context)).toMatchObject({
    owner: { kind: 'person', user: '500' },
    channel: '7500',
    filter: { topics: null, kinds: null, events: [TRUCE] },
    leads: [],
    leadsByEvent: { [TRUCE]: leads('3d 1h') },
    fallback: { guild: '1', channel: '100' },
    role: null,
    since: at(AUTUMN),
  });
  expect(changes.count).toBe(1);
});

test('/remind me adds to what was chosen before, of this event and of others, and loses nothing of two uses at once', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const tariff = 'us-tariff-100-2025';
  await Promise.all([
    run('remind me', call({ event: TRUCE, lead: '3d' }), context),
    run('remind me', call({ event: tariff, lead: '1d' }), context),
    run('remind me', call({ event: TRUCE, lead: '1h' }), context),
  ]);
  expect(await leadsOf(context, TRUCE)).toEqual(leads('3d 1h'));
  expect(await leadsOf(context, tariff)).toEqual(leads('1d'));
});

test('/remind me saves nothing without a lead, nor when it refuses', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await run('remind me', call({ event: TRUCE }), context);
  await refusal('remind me', call({ event: TRUCE, lead: '30d' }), context);
  const many = leads('1d 2d 3d 4d 5d 6d').map(({ count }) => `${count}d`);
  await run('remind me', call({ event: TRUCE, lead: many.join(' ') }), context);
  const more = await refusal('remind me', call({ event: TRUCE, lead: '1h 2h 3h 4h 5h' }), context);
  expect(more).toContain('11 reminders of one event are too many');
  expect(changes.count).toBe(1);
  expect(await leadsOf(context, TRUCE)).toHaveLength(6);
});

test('/remind me is saved for an event without an exact date, and says when there is something to come', async () => {
  const list = makeList([makeEvent('vote', null)]);
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const reply = await run('remind me', call({ event: 'vote', lead: '1d' }), context);
  expect(reply.message.content).toBe('Saved: Event vote. You’ll get a reminder when it gets a date.');
  expect(await leadsOf(context, 'vote')).toEqual(leads('1d'));
});

test('/remind me refuses an hour before what has no known hour, and names what is possible', async () => {
  const list = makeList([makeEvent('talks', opens('2030-06-05'))]);
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const words = await refusal('remind me', call({ event: 'talks', lead: '1h' }), context);
  expect(words).toContain('its hour is not known');
  expect(words).toContain('Still possible: `3d` `1d`.');
});

test('/remind me takes 100 events and no more; what is over leaves room', async () => {
  const events = Array.from({ length: 102 }, (_, nth) => makeEvent(`e${nth}`, expires('2030-06-09')));
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list: makeList(events) });
  const event = (nth: number) => call({ event: `e${nth}`, lead: '1d' });
  for (let nth = 0; nth < 100; nth += 1) await run('remind me', event(nth), context);
  expect(await refusal('remind me', event(100), context)).toContain('reminders of 100 events, and that is the most');
  expectSound(await run('remind me', call({ event: 'e7', lead: '3d' }), context));
  expect((await saved(context))?.filter.events).toHaveLength(100);
  const over = makeList([makeEvent('e0', expires('2030-06-09'), { certainty: 'done' }), ...events.slice(1)]);
  const later = { ...context, ...listAnswers(over) };
  await run('remind me', event(100), later);
  expect((await saved(context))?.filter.events).not.toContain('e0');
  expect((await saved(context))?.filter.events).toHaveLength(100);
});

describe('where a person is told', () => {
  const closed = { reachPerson: async (user: string) => ({ kind: 'closed' as const, channel: `7${user}` }) };
  const option = call({ event: TRUCE, lead: '1d' });

  test('a person with closed direct messages is reminded in the channel they ask in, said aloud with how to open them', async () => {
    const { context } = await makeContext({ now: AUTUMN, outside: closed });
    const text = allText(await run('remind me', option, context));
    expect(text).toContain('Your direct messages are closed to me, so I mention you in <#100> instead');
    expect(text).toContain('Privacy Settings');
    expect((await saved(context))?.fallback).toEqual({ guild: '1', channel: '100' });
  });

  test.each([
    ['the bot may not write there', { channel: channel('100', { botMay: new Set(ALL.slice(0, 1)) }) }],
    ['what it may do there is not known', { channel: channel('100', { botMay: null }) }],
    ['it takes no posts', { channel: channel('100', { kind: 'forum' }) }],
  ])('a person is reminded nowhere, and nothing is saved, when direct messages are closed and %s', async (_, where) => {
    const { context, changes } = await makeContext({ now: AUTUMN, outside: closed });
    expect(await refusal('remind me', call(option.options, where), context)).toContain('Nothing was saved.');
    expect(await context.registry.subscriptions()).toEqual([]);
    expect(changes.count).toBe(0);
  });

  test('direct messages are tried again later when Discord does not say whether they are open', async () => {
    const { context } = await makeContext({
      now: AUTUMN,
      outside: { reachPerson: async () => ({ kind: 'unknown' }) },
    });
    expect(await refusal('remind me', option, context)).toContain('nothing was saved');
    expect(await context.registry.subscriptions()).toEqual([]);
  });

  test('a person is reminded where they ask, without a greeting, in direct messages; a second time nobody is greeted either', async () => {
    const greeted: string[] = [];
    const reachPerson = async (user: string) => {
      greeted.push(user);
      return { kind: 'open' as const, channel: `7${user}` };
    };
    const { context } = await makeContext({ now: AUTUMN, outside: { reachPerson } });
    const reply = await run('remind me', call(option.options, DIRECT), context);
    expect(allText(reply)).toContain('By direct message.');
    expect((await saved(context))?.fallback).toBeNull();
    await run('remind me', option, context);
    expect(greeted).toEqual([]);
    expect((await saved(context))?.fallback).toEqual({ guild: '1', channel: '100' });
    await run('remind me', call(option.options, { user: '501' }), context);
    await run('remind me', call({ event: TRUCE, lead: '3d' }, { user: '501' }), context);
    expect(greeted).toEqual(['501']);
    await run('remind me', call({ event: TRUCE, lead: '1h' }, DIRECT), context);
    expect((await saved(context))?.fallback).toEqual({ guild: '1', channel: '100' });
  });

  test('a person’s place and clock are those of the server they ask in first, also when its clock changes later', async () => {
    const { context } = await makeContext({ now: AUTUMN });
    await setServerClock(context, { zone: 'Asia/Seoul', time: '07:30' });
    const reply = await run('remind me', option, context);
    expect(reply.message.content).toContain('07:30 Seoul');
    await setServerClock(context, { zone: 'Europe/Berlin' });
    const again = await run('remind me', call({ event: TRUCE }, DIRECT), context);
    expect(again.message.content).toContain('07:30 Seoul');
  });
});

test('completing /remind me offers events, and what can still come of the one named, with its instant', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const event = await complete('remind me', 'event', 'truce', call(), context);
  expect(event.map(({ value }) => value)).toEqual([TRUCE]);
  const offered = await complete('remind me', 'lead', '', call({ event: TRUCE }), context);
  expect(offered[0]).toEqual({ name: '7 days before · Mon 3 Nov 2025, 9 a.m.', value: '7d' });
  expect(offered.map(({ value }) => value)).toEqual(['7d', '3d', '1d', '0d', '1h', '15m', 'at']);
  const hour = await complete('remind me', 'lead', 'hour', call({ event: TRUCE }), context);
  expect(hour.map(({ value }) => value)).toEqual(['1h']);
  expect(await complete('remind me', 'lead', '', call({ event: 'nonsense' }), context)).toEqual([]);
});

test('completing /remind me offers nothing that has passed', async () => {
  const { context } = await makeContext({ now: '2025-11-08T16:00:00Z' });
  const offered = await complete('remind me', 'lead', '', call({ event: TRUCE }), context);
  expect(offered.map(({ value }) => value)).toEqual(['1d', '0d', '1h', '15m', 'at']);
});
