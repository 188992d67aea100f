import { expect, test } from 'vitest';
import { leadName } from '../../../src/model/lead.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import { call } from '../../build/build-calls.ts';
import { at, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { makeContext } from '../../build/command-context.ts';
import { run } from '../../build/run-command.ts';
import { openSetup, type Screen } from './setup-screen.ts';

const NOW = '2025-10-24T16:00:00Z';

async function onPage(page: 1 | 2 | 3, options: Partial<Parameters<typeof makeContext>[0]> = {}) {
  const made = await makeContext({ now: NOW, ...options });
  const screen = await openSetup(made.context);
  for (let to = 2; to <= page; to += 1) await screen.press('page', String(to));
  return { ...made, screen };
}

function options(screen: Screen, what: string) {
  const control = screen.control(what);
  if (control.type !== 'select') throw new Error(`${what} is no select`);
  return control.options;
}
const chosen = (screen: Screen, what: string) =>
  options(screen, what).flatMap((entry) => (entry.chosen ? entry.value : []));

test('topics and kinds are those of the list, and none ticked means all', async () => {
  const { screen } = await onPage(1);
  expect(options(screen, 'kinds').map(({ value }) => value)).toContain('tariff');
  await screen.choose('kinds', ['tariff', 'summit']);
  expect(chosen(screen, 'kinds')).toEqual(['summit', 'tariff']);
  await screen.choose('kinds', []);
  expect(screen.said()['Events']).toBe('all events');
});

test('topics and kinds that no control offered are not taken', async () => {
  const { screen } = await onPage(1);
  await screen.choose('topics', ['@everyone', 'tariffs']);
  expect(screen.said()['Events']).toBe('topic tariffs');
});

test('a list with more than a select can hold offers the most used, keeps the chosen, and takes the rest typed', async () => {
  const words = Array.from({ length: 40 }, (_, at) => `topic-${String(at).padStart(2, '0')}`);
  const events = words.flatMap((word, at) =>
    Array.from({ length: 40 - at }, (_, copy) => makeEvent(`${word}-${copy}`, opens('2030-01-01'), { topics: [word] })),
  );
  const { screen } = await onPage(1, { list: makeList(events) });
  expect(options(screen, 'topics')).toHaveLength(25);
  expect(options(screen, 'topics').at(-1)?.value).toBe('*other');
  await screen.type('topics', 'Topic-39, topic-00');
  expect(chosen(screen, 'topics')).toEqual(['topic-00', 'topic-39']);
  expect(options(screen, 'topics')).toHaveLength(25);
  await screen.type('topics', 'topik-38');
  expect(screen.said()['Just now']).toContain('topic-38');
  expect(chosen(screen, 'topics')).toEqual(['topic-00', 'topic-39']);
  await screen.type('topics', words.join(','));
  expect(screen.said()['Just now']).toContain('40 at once are too many');
  const form = await screen.form('topics', ['topic-01', '*other']);
  expect(form.fields[0]?.value).toBe('topic-01');
});

test('topics and kinds that the list no longer has stay until they are taken off', async () => {
  const { context, screen: first } = await onPage(1);
  await first.press('cancel');
  const row = { owner: ofGuild('1'), channel: '100', filter: { topics: ['gone', 'tariffs'], kinds: null } } as const;
  await context.registry.putSubscription({
    ...row,
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: at(NOW),
    madeBy: 'command',
    paused: null,
  });
  const screen = await openSetup(context);
  expect(chosen(screen, 'topics')).toEqual(['gone', 'tariffs']);
  await screen.choose('topics', ['gone']);
  expect(screen.said()['Events']).toBe('topic gone');
  await screen.choose('topics', ['tariffs']);
  expect(options(screen, 'topics').map(({ value }) => value)).not.toContain('gone');
});

test('a list without events has no selects for them', async () => {
  const { screen } = await onPage(1, { list: makeList([]) });
  expect(() => screen.control('topics')).toThrow('no topics');
  expect(screen.said()['What it brings']).toContain('No exact date');
});

test('leads are the defaults, one of the presets, or typed; typed ones are offered then', async () => {
  const { context, screen } = await onPage(2);
  expect(chosen(screen, 'leads')).toEqual(['*default']);
  await screen.choose('leads', ['1d 0d']);
  expect(chosen(screen, 'leads')).toEqual(['1d 0d']);
  await screen.type('leads', '15m, 3d');
  expect(chosen(screen, 'leads')).toEqual(['3d 15m']);
  expect((await screen.form('leads')).fields[0]?.value).toBe('3d 15m');
  await screen.press('page', '3');
  await screen.press('finish');
  expect((await context.registry.subscription('100'))?.leads?.map(leadName)).toEqual(['3d', '15m']);
});

test.each([
  ['leads', '7x', '`7x`'],
  ['leads', '1d 2d 3d 4d 5d 6d 7d 8d 9d 10d 11d', '11 reminders'],
  ['time', '25:00', '`25:00`'],
  ['zone', 'Mars/Base', '`Mars/Base`'],
])('the %s %s are refused in plain words, and what was chosen stays', async (what, typed, named) => {
  const { screen } = await onPage(2);
  await screen.choose('leads', ['1d 0d']);
  await screen.choose('time', ['08:00']);
  await expect(screen.type(what, typed)).rejects.toThrow(named);
  expect([chosen(screen, 'leads'), chosen(screen, 'time')]).toEqual([['1d 0d'], ['08:00']]);
});

test('zone and posting time show what they are now, and that they are for the whole server', async () => {
  const { context, screen } = await onPage(2);
  expect([chosen(screen, 'zone'), chosen(screen, 'time')]).toEqual([['*default'], ['*default']]);
  expect(options(screen, 'zone').find(({ value }) => value === 'Asia/Tokyo')?.description).toBe(
    'It is 01:00 there now',
  );
  await screen.choose('zone', ['Asia/Tokyo']);
  await screen.type('time', '7:45');
  expect([chosen(screen, 'zone'), chosen(screen, 'time')]).toEqual([['Asia/Tokyo'], ['07:45']]);
  expect(screen.said()['Clock of the whole server']).toContain('Before: America/New_York, 09:00');
  await screen.press('page', '3');
  await screen.press('finish');
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'Asia/Tokyo', postingTime: '07:45' }]);
  const again = await openSetup(context);
  await again.press('page', '2');
  expect([chosen(again, 'zone'), chosen(again, 'time')]).toEqual([['Asia/Tokyo'], ['07:45']]);
  await again.choose('zone', ['*default']);
  await again.press('page', '3');
  await again.press('finish');
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: null, postingTime: '07:45' }]);
});

test('zone and posting time keep a pause of the server', async () => {
  const { context, screen } = await onPage(2);
  const pausedUntil = at(NOW) + 86_400_000;
  await context.registry.putGuildSettings({ guild: '1', zone: null, postingTime: null, pausedUntil }, at(NOW));
  await screen.choose('zone', ['Asia/Tokyo']);
  expect(screen.said()['Server paused']).toContain('Sun 26 Oct 2025, 01:00 (Tokyo)');
  await screen.press('page', '3');
  await screen.press('finish');
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'Asia/Tokyo', pausedUntil }]);
});

test('the default and "Other…" fit into one select with everything that may be offered', async () => {
  const { context, screen } = await onPage(2);
  await screen.press('cancel');
  await run('datewatch settings', call({ zone: 'Asia/Kathmandu' }), context);
  const again = await openSetup(context);
  await again.press('page', '2');
  expect(options(again, 'zone').length).toBeLessThanOrEqual(25);
  expect(chosen(again, 'zone')).toEqual(['Asia/Kathmandu']);
  expect(options(again, 'zone').at(-1)?.value).toBe('*other');
});
