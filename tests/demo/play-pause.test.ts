import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type PlayedDemo, playDemo } from '../build/play-demo.ts';

let played: PlayedDemo;
beforeEach(async () => {
  played = await playDemo(resolve('data'));
});
afterEach(() => played.stop());

test('the page is offered the story, its dates by topic, and the reminders that are planned', async () => {
  const view = await played.view();
  expect(view.title).toBe('U.S.–China trade, autumn 2025');
  expect(view.clock).toMatchObject({ state: 'playing', speed: 7_200, speeds: [7_200, 21_600, 86_400] });
  expect(view.bot).toBe('running');
  expect(view.lanes.map(({ name }) => name)).toContain('Trade talks');
  const talks = view.lanes.flatMap(({ dates }) => dates).find(({ event }) => event === 'malaysia-talks-2025');
  expect(talks).toMatchObject({ title: 'U.S.–China talks in Malaysia', label: 'U.S.–China talks…', state: 'ahead' });
  expect(view.reminders.map(({ event }) => event)).toContain('malaysia-talks-2025');
});

test('a paused world stands still, and goes on from there', async () => {
  await played.act({ do: 'pause' });
  const { clock } = await played.view();
  expect(clock.state).toBe('paused');
  expect((await played.view()).clock.nowMs).toBe(clock.nowMs);
  await played.act({ do: 'play' });
  const later = await played.until((view) => view.reminders.some(({ sent }) => sent));
  expect(later.clock.nowMs).toBeGreaterThan(clock.nowMs);
});
