import { expect, test } from 'vitest';
import type { Reply } from '../../../src/features/call/command.ts';
import { call, press } from '../../build/build-calls.ts';
import { makeContext } from '../../build/command-context.ts';
import { refusal, run, runPress } from '../../build/run-command.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

/** The size of a PNG in pixels, from its head. */
function sizeOf({ message }: Reply): { width: number; height: number } {
  const bytes = Buffer.from(message.files[0]?.data ?? []);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The parts of a button's id after its action. */
function target({ message }: Reply, label: string): string[] {
  const button = message.controls.flat().find((one) => one.type === 'button' && one.label === label);
  if (button?.type !== 'button') throw new Error(`no button ${label}`);
  return button.id.split(':').slice(1);
}

test('/dates timeline answers with a picture that is three times as wide as a phone’s message, and says the same in words', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('dates timeline', call(), context);
  expect(reply).toMatchObject({ private: true, shareable: true });
  expect(reply.message.content).toBe('Dates from 17 Oct 2025 to 23 Jan 2026.');
  expect(sizeOf(reply).width).toBe(1_260);
  expect(reply.message.files[0]).toMatchObject({ name: 'timeline.png', contentType: 'image/png' });
  expect(reply.message.files[0]?.description).toContain('26–28 Oct ASEAN summit');
  expect(reply.message.files[0]?.description).toContain('10 Nov U.S.–China tariff truce');
});

test('the buttons below draw another span or theme in its place, and the topic stays', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('dates timeline', call({ topic: 'summits' }), context);
  const week = await runPress('timeline', press(target(reply, 'Week')), context);
  expect(week).toMatchObject({ update: true });
  expect(week.message.content).toBe('Dates from 23 Oct 2025 to 31 Oct 2025.');
  expect(week.message.files[0]?.description).toMatch(/^Timeline from [^:]*Summits: [^.]*\.$/);
  const light = await runPress('timeline', press(target(reply, 'Light')), context);
  expect(
    Buffer.compare(Buffer.from(light.message.files[0]?.data ?? []), Buffer.from(reply.message.files[0]?.data ?? [])),
  ).not.toBe(0);
});

test('where nothing is dated it says so, with the buttons for a longer span', async () => {
  const { context } = await makeContext({ now: '2029-05-01T12:00:00Z' });
  const { message } = await run('dates timeline', call({ span: 'week' }), context);
  expect(message).toMatchObject({ content: 'No dates from 30 Apr 2029 to 8 May 2029.', files: [] });
  expect(message.controls.flat()).toHaveLength(6);
});

test('a picture that cannot be drawn is said so, with the command that shows the same dates', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const broken = {
    ...context,
    drawPicture: () => Promise.reject(new Error('Too many pictures are waiting to be drawn.')),
  };
  expect(await refusal('dates timeline', call(), broken)).toContain('`/dates list`');
});

test('an id that no button has shows what the command begins with', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const { message } = await runPress('timeline', press(['century', 'pink', 'no-topic']), context);
  expect(message.content).toBe('Dates from 17 Oct 2025 to 23 Jan 2026.');
});
