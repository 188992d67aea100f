import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PageWorld, type PlayedDemo, playDemo } from '../build/play-demo.ts';

const at = (instant: string) => Date.parse(instant);

let played: PlayedDemo;
beforeEach(async () => {
  played = await playDemo(resolve('data'));
  await played.act({ do: 'pause' });
});
afterEach(() => played.stop());

/** Every message as it reads, with its id and instants. */
const transcript = ({ messages }: PageWorld) =>
  messages.map(({ id, channel_id, content, embeds, createdMs, editedMs }) => ({
    ...{ id, channel_id, content, embeds },
    created: new Date(createdMs).toISOString(),
    edited: editedMs && new Date(editedMs).toISOString(),
  }));

test('time that goes forth and back gives the same messages, with the same ids', async () => {
  await played.act({ do: 'jump', toMs: at('2025-10-24T15:00:00Z') });
  const first = transcript(await played.world());
  expect(first.length).toBeGreaterThan(5);
  await played.act({ do: 'jump', toMs: at('2025-10-31T15:00:00Z') });
  expect((await played.world()).messages.length).toBeGreaterThan(first.length);
  const { clock } = await played.view();
  expect(clock).toMatchObject({ state: 'paused', nowMs: at('2025-10-31T15:00:00Z') });
  await played.act({ do: 'jump', toMs: at('2025-10-24T15:00:00Z') });
  expect((await played.view()).clock).toMatchObject({ state: 'paused', nowMs: at('2025-10-24T15:00:00Z') });
  expect(transcript(await played.world())).toEqual(first);
});

test('a change that was made before an instant is still there when time goes back to it, a later one is not', async () => {
  await played.act({ do: 'jump', toMs: at('2025-10-20T15:00:00Z') });
  await played.act({ do: 'move', event: 'malaysia-talks-2025' });
  await played.act({ do: 'jump', toMs: at('2025-10-21T15:00:00Z') });
  const moved = transcript(await played.world());
  await played.act({ do: 'cancel', event: 'apec-2025' });
  const dates = async () => (await played.view()).lanes.flatMap((lane) => lane.dates);
  const apec = async () => (await dates()).find(({ event }) => event === 'apec-2025')?.state;
  expect(await apec()).toBe('cancelled');
  await played.act({ do: 'jump', toMs: at('2025-10-21T15:00:00Z') });
  await played.act({ do: 'jump', toMs: at('2025-10-21T14:00:00Z') });
  await played.act({ do: 'jump', toMs: at('2025-10-21T15:00:00Z') });
  expect(transcript(await played.world())).toEqual(moved);
  expect(await apec()).toBe('ahead');
  const talks = (await dates()).find(({ event }) => event === 'malaysia-talks-2025');
  expect(talks?.ghost).toMatchObject({ fromMs: at('2025-10-26T00:00:00+08:00') });
});

test('the world runs to the next message, and stands at its instant', async () => {
  await played.act({ do: 'jump', toMs: at('2025-10-19T12:30:00Z') });
  const before = (await played.world()).messages.length;
  await played.act({ do: 'next-message' });
  const { clock } = await played.view();
  expect(clock).toMatchObject({ state: 'paused', nowMs: at('2025-10-19T13:00:00Z') });
  const { messages } = await played.world();
  expect(messages.length).toBeGreaterThan(before);
  expect(messages.at(-1)?.createdMs).toBe(clock.nowMs);
});

test('the story ends with how it really ended, and begins anew when it is asked to', async () => {
  await played.act({ do: 'jump', toMs: at('2026-01-01T00:00:00Z') });
  const view = await played.view();
  expect(view.clock).toMatchObject({ state: 'ended', nowMs: view.to });
  expect(view.ending).toContain('one-year truce');
  await expect(played.act({ do: 'play' })).rejects.toThrow('The story has ended.');
  await played.act({ do: 'restart' });
  expect((await played.view()).clock.state).toBe('playing');
});
