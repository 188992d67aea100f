import { expect, test } from 'vitest';
import { DELETED_TWICE } from '../../../src/model/recurring.ts';
import { at } from '../../build/build-events.ts';
import { makeContext } from '../../build/command-context.ts';
import { openSetup } from '../../build/setup-screen.ts';
import { NOW, openSubscribedCard } from '../../build/subscribed-card.ts';

const BOARD = { guild: '1', kind: 'board', time: null, weekday: null, since: at(NOW), paused: null } as const;

test('a channel has a board or not, and one digest at a time whose day and time can be chosen', async () => {
  const { context, screen } = await openSubscribedCard();
  const rows = async () =>
    (await context.registry.recurring()).map(({ kind, weekday, time }) => [kind, weekday, time].join(' '));
  await screen.press('Board');
  expect(await rows()).toEqual(['board  ']);
  await screen.press('Board off');
  expect(await rows()).toEqual([]);
  await screen.press('Digest');
  await screen.choose('digest', ['weekly 5']);
  await screen.press('Digest');
  await screen.fill('Time…', { typed: '8am' });
  expect(await rows()).toEqual(['weekly 5 08:00']);
  await screen.press('Digest');
  await screen.choose('digest', ['daily']);
  expect(await rows()).toEqual(['daily  08:00']);
  expect(screen.lines()['Channel']).toContain('**a digest every day at 8 a.m.**');
  await screen.press('Digest');
  await screen.choose('digest', ['none']);
  expect(await rows()).toEqual([]);
});

test('a channel can be there for a board or a digest alone, and has messages about changes again with its first reminders', async () => {
  const { screen, saved } = await openSubscribedCard();
  await screen.press('When');
  await screen.choose('leads', ['*silent']);
  expect(screen.lines()).toMatchObject({ When: expect.stringContaining('**no reminders**') });
  expect(screen.lines()['Changes']).toMatch(/→ \*\*nothing\*\*$/);
  expect(screen.reply().message.content).toBe('No messages here but the board and the digest.');
  await screen.press('When');
  expect(screen.select('leads').options.find(({ chosen }) => chosen)?.label).toBe(
    'No messages, only a board or a digest',
  );
  await screen.choose('leads', ['1d 0d']);
  expect((await saved())?.notices).toBeUndefined();
});

test('a channel that has a board and nothing else has a card too, and gets nothing any more when that is switched off', async () => {
  const { context } = await makeContext({ now: NOW });
  await context.registry.putRecurring({ ...BOARD, channel: '100' });
  const screen = await openSetup(context);
  expect(screen.lines()).toEqual({
    Channel: '<#100> · a board',
    What: 'all dates · 4 ahead',
    When: 'no reminders · at 9 a.m. New York',
    Pings: 'nobody',
    Changes: 'nothing',
  });
  await screen.press('Board off');
  expect(screen.reply().message.content).toBe('Removed. This channel gets nothing any more.');
  await screen.press('Undo');
  expect(screen.lines()['Channel']).toContain('a board');
  expect(await context.registry.subscriptions()).toEqual([]);
});

test('a board that rests says why, and goes on with its message, or with a new one where that was deleted', async () => {
  const { context, screen, world } = await openSubscribedCard();
  await context.registry.putRecurring({ ...BOARD, channel: '100' });
  world.moveTo(at(NOW) + 60_000);
  const since = async () => (await context.registry.recurring()).map((row) => [row.since, row.paused]);
  await context.registry.pauseRecurring('100', 'board', 'missing access');
  await screen.press('When');
  await screen.press('Back');
  expect(screen.lines()['Channel']).toContain('a board that rests');
  expect(screen.said()['The board rests']).toContain('I could no longer see the channel');
  await screen.press('Board on');
  expect(await since()).toEqual([[at(NOW), null]]);
  await context.registry.pauseRecurring('100', 'board', DELETED_TWICE);
  await screen.press('When');
  await screen.press('Back');
  await screen.press('Board on');
  expect(await since()).toEqual([[at(NOW) + 60_000, null]]);
});
