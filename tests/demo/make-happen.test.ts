import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PageMessage, type PlayedDemo, playDemo } from '../build/play-demo.ts';

const at = (instant: string) => Date.parse(instant);
const REMINDERS = '1428000000000000011';
const TALKS = 'malaysia-talks-2025';

let played: PlayedDemo;
beforeEach(async () => {
  played = await playDemo(resolve('data'));
  await played.act({ do: 'pause' });
  await played.act({ do: 'jump', toMs: at('2025-10-20T15:00:00Z') });
});
afterEach(() => played.stop());

const posted = async (): Promise<readonly PageMessage[]> =>
  (await played.world()).messages.filter(({ channel_id }) => channel_id === REMINDERS);
const dateOf = async (event: string) =>
  (await played.view()).lanes.flatMap(({ dates }) => dates).find((date) => date.event === event);
const said = (message: PageMessage | undefined) => JSON.stringify(message);

test('a date that is moved is posted as moved at once, and the earlier message is struck through', async () => {
  const before = await posted();
  const first = before.find(({ content }) => content.includes('Malaysia'));
  expect(await played.act({ do: 'move', event: TALKS })).toBe(
    'U.S.–China talks in Malaysia: moved from 26 Oct to 29 Oct.',
  );
  const after = await posted();
  expect(said(after.at(-1))).toContain('29 Oct');
  expect(after.at(-1)?.createdMs).toBe(at('2025-10-20T15:00:00Z'));
  expect(after).toHaveLength(before.length + 1);
  expect(said(after.find(({ id }) => id === first?.id))).toContain('~~');
  expect(await dateOf(TALKS)).toMatchObject({
    fromMs: at('2025-10-29T00:00:00+08:00'),
    ghost: { fromMs: at('2025-10-26T00:00:00+08:00') },
    certainty: 'confirmed',
  });
});

test('a date that is called off is posted as cancelled, and nothing can be done to it any more', async () => {
  await played.act({ do: 'cancel', event: TALKS });
  expect(said((await posted()).at(-1))).toContain('cancelled');
  expect(await dateOf(TALKS)).toMatchObject({ state: 'cancelled', can: [] });
  await played.act({ do: 'jump', toMs: at('2025-10-26T15:00:00Z') });
  const reminded = (await posted()).filter(({ content }) => /Malaysia.* (?:tomorrow|today)/.test(content));
  expect(reminded).toEqual([]);
});

test('a source that disagrees makes a date disputed', async () => {
  expect((await dateOf(TALKS))?.certainty).toBe('confirmed');
  await played.act({ do: 'disagree', event: TALKS });
  expect((await dateOf(TALKS))?.certainty).toBe('disputed');
});

test('what has happened has an outcome, and is past', async () => {
  await played.act({ do: 'happened', event: TALKS });
  expect(said((await posted()).at(-1))).toContain('It happened');
  expect(await dateOf(TALKS)).toMatchObject({ state: 'past', can: [] });
});

test('a bot that was stopped for six hours posts what it missed once, and says that it is late', async () => {
  await played.act({ do: 'jump', toMs: at('2025-10-24T15:00:00Z') });
  const before = await posted();
  const { reminders } = await played.view();
  const next = reminders.find(({ sent }) => !sent);
  await played.act({ do: 'stop-bot', hours: 6 });
  const late = (await posted()).slice(before.length).filter(({ embeds }) => /late/i.test(JSON.stringify(embeds)));
  expect(late).toHaveLength(1);
  expect(late[0]?.createdMs).toBe((next?.atMs ?? 0) + 5.5 * 3_600_000);
  expect((await played.view()).bot).toBe('running');
  await played.act({ do: 'jump', toMs: at('2025-10-26T00:00:00Z') });
  expect((await posted()).filter(({ content }) => content === late[0]?.content)).toHaveLength(1);
});

test('what Discord refused for six hours is posted once it is back, once and late', async () => {
  await played.act({ do: 'jump', toMs: at('2025-10-24T15:00:00Z') });
  const before = await posted();
  const next = (await played.view()).reminders.find(({ sent }) => !sent);
  await played.act({ do: 'discord-down', hours: 6 });
  expect((await played.view()).discord).toBe('up');
  const late = (await posted()).slice(before.length).filter(({ embeds }) => /late/i.test(JSON.stringify(embeds)));
  expect(late).toHaveLength(1);
  expect(late[0]?.createdMs).toBe((next?.atMs ?? 0) + 5.5 * 3_600_000);
});
