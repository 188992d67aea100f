import { expect, test } from 'vitest';
import { at } from '../../build/build-events.ts';
import { NOW, openSubscribedCard } from '../../build/subscribed-card.ts';

test('the clock of the whole server is typed with a city, keeps a pause of the server, and says what was understood', async () => {
  const { context, screen } = await openSubscribedCard();
  const pausedUntil = at(NOW) + 86_400_000;
  await context.registry.putGuildSettings({ guild: '1', zone: null, postingTime: null, pausedUntil }, at(NOW));
  await screen.press('Server time zone');
  await screen.fill('Other zone, time of day…', { zone: 'Mumbai', time: '7am' });
  expect(screen.said()['Note']).toBe('Server time zone: Mumbai (Asia/Kolkata).');
  expect(await context.registry.guildSettings()).toEqual([
    { guild: '1', zone: 'Asia/Kolkata', postingTime: '07:00', pausedUntil },
  ]);
  await screen.press('Server time zone');
  await screen.fill('Other zone, time of day…', { zone: 'PST', time: '' });
  await screen.press('PST all year (UTC−8)');
  expect(screen.said()['Note']).toContain('UTC−8');
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'UTC-8', postingTime: null }]);
});

test('the zone of the whole server is chosen from those of the manager’s own region, and its time of day stays', async () => {
  const { context, screen, changes } = await openSubscribedCard();
  const offered = () => screen.select('zone').options.map(({ label }) => label);
  await screen.press('Server time zone');
  expect(offered().slice(0, 2)).toEqual(['New York (America/New_York)', 'Chicago (America/Chicago)']);
  await screen.fill('Other zone, time of day…', { zone: 'Seoul', time: '7:05' });
  await screen.press('Server time zone');
  expect(screen.select('zone').options.find(({ chosen }) => chosen)?.value).toBe('Asia/Seoul');
  await screen.choose('zone', ['America/Chicago']);
  const saved = [{ guild: '1', zone: 'America/Chicago', postingTime: '07:05' }];
  expect(await context.registry.guildSettings()).toEqual(saved);
  expect(screen.lines()['When']).toContain('~~at 07:05 Seoul~~ → **at 7:05 a.m. Chicago**');
  // Writing equal settings would begin every window anew.
  const count = changes.count;
  await screen.press('Server time zone');
  await screen.choose('zone', ['America/Chicago']);
  expect(changes.count).toBe(count);
  await screen.press('Server time zone');
  await expect(screen.fill('Other zone, time of day…', { zone: 'Mars/Base' })).rejects.toThrow('Try `London`');
  await expect(screen.fill('Other zone, time of day…', { time: '25:00' })).rejects.toThrow('Try `9am`');
  expect(await context.registry.guildSettings()).toEqual(saved);
});

test('how hours are written is chosen for the whole server, shows old and new, and keeps zone and time of day', async () => {
  const { context, screen, changes } = await openSubscribedCard();
  await screen.press('Server time zone');
  expect(screen.select('hours').options.map(({ label }) => label)).toEqual([
    'Hours: automatic',
    'Hours: 12-hour, 2 p.m.',
    'Hours: 24-hour, 14:00',
  ]);
  expect(screen.select('hours').options.find(({ chosen }) => chosen)?.value).toBe('automatic');
  await screen.choose('hours', ['24-hour']);
  expect(screen.said()['Note']).toBe('Hours: 24-hour, 14:00.');
  expect(screen.lines()['When']).toContain('~~at 9 a.m. New York~~ → **at 09:00 New York**');
  expect(await context.registry.guildSettings()).toEqual([{ guild: '1', zone: null, postingTime: null, hours: 24 }]);
  const count = changes.count;
  await screen.press('Server time zone');
  await screen.choose('hours', ['24-hour']);
  expect(changes.count).toBe(count);
  await screen.press('Server time zone');
  await screen.choose('hours', ['automatic']);
  expect(screen.lines()['When']).toContain('**at 9 a.m. New York**');
});
