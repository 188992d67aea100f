import { describe, expect, test } from 'vitest';
import type { SendTry } from '../../../src/features/call/context.ts';
import type { Message } from '../../../src/model/message.ts';
import { call, channel } from '../../build/build-calls.ts';
import { at, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { makeContext } from '../../build/command-context.ts';
import { openSetup, secondWindow } from './setup-screen.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';

async function review(options: Parameters<typeof makeContext>[0]) {
  const made = await makeContext(options);
  const screen = await openSetup(made.context);
  await screen.press('page', '2');
  await screen.press('page', '3');
  return { ...made, screen };
}
const headed = (said: Readonly<Record<string, string>>, words: string) =>
  Object.entries(said).find(([name]) => name.startsWith(words))?.[1] ?? '';

test('the preview is the first three messages that the choices bring, as they will read, and the card of the first', async () => {
  const { screen } = await review({ now: AUTUMN });
  const rows = headed(screen.said(), 'First messages').split('\n');
  expect(rows.slice(0, 3).map((row) => row.slice(0, 27))).toEqual([
    '• Sat 25 Oct 2025, 09:00: 2',
    '• Thu 30 Oct 2025, 09:00: T',
    '• Fri 31 Oct 2025, 09:00: T',
  ]);
  expect(rows[0]).toContain('ASEAN summit');
  expect(screen.reply().message.cards[1]?.title).toBe('ASEAN summit');
});

test('the preview changes with what is chosen', async () => {
  const { screen } = await review({ now: AUTUMN });
  await screen.press('page', '2');
  await screen.press('page', '1');
  await screen.choose('kinds', ['truce']);
  await screen.press('page', '2');
  await screen.choose('leads', ['0d']);
  await screen.press('page', '3');
  const rows = headed(screen.said(), 'First messages').split('\n');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^• Mon 10 Nov 2025, 09:00: .*truce/);
});

test('the preview is a past event, labelled as an example, where nothing is ahead', async () => {
  const { screen } = await review({ now: TODAY });
  expect(headed(screen.said(), 'Nothing is ahead. An example from the past')).toContain('truce');
  expect(headed(screen.said(), 'What it brings')).toContain('saved all the same');
  expect(screen.said()['First messages']).toBeUndefined();
});

test('the preview is an example of another event where no past one is wanted, and of none in an empty list', async () => {
  const list = makeList([
    makeEvent('old', opens('2025-01-01'), { kind: 'summit' }),
    makeEvent('off', opens('2025-02-01'), { kind: 'summit', certainty: 'cancelled' }),
    makeEvent('undated', null, { kind: 'visit' }),
  ]);
  const { screen } = await review({ now: TODAY, list });
  await screen.press('page', '2');
  await screen.press('page', '1');
  await screen.choose('kinds', ['visit']);
  await screen.press('page', '2');
  await screen.press('page', '3');
  expect(headed(screen.said(), 'Nothing is ahead')).toContain('Event old');
  const empty = await review({ now: TODAY, list: makeList([]) });
  expect(empty.screen.reply().message.cards).toHaveLength(1);
});

test('the preview passes over what falls due while the server is paused', async () => {
  const { context, screen } = await review({ now: AUTUMN });
  const pausedUntil = at('2025-11-05T00:00:00Z');
  await context.registry.putGuildSettings({ guild: '1', zone: null, postingTime: null, pausedUntil }, at(AUTUMN));
  await screen.press('page', '2');
  await screen.press('page', '3');
  expect(headed(screen.said(), 'First messages')).toMatch(/^• Sun 9 Nov 2025/);
});

describe('Send a test', () => {
  async function tested(tried: SendTry, options: Partial<Parameters<typeof makeContext>[0]> = {}) {
    const sent: { place: string; message: Message }[] = [];
    const made = await review({
      now: AUTUMN,
      ...options,
      outside: {
        tryChannel: async (place, message) => {
          sent.push({ place, message });
          return tried;
        },
        ...options.outside,
      },
    });
    return { ...made, sent };
  }

  test('a test message says that it is one and who asked, pings nobody, and shows the card of the first reminder', async () => {
    const { context, screen, sent } = await tested({ kind: 'sent', message: '77' });
    await screen.press('test');
    expect(sent).toHaveLength(1);
    const [{ place, message } = { place: '', message: null }] = sent;
    expect(place).toBe('100');
    expect(message).toMatchObject({
      ping: null,
      controls: [],
      content: expect.stringMatching(/^Test:.*Nobody is pinged/),
    });
    expect(message?.mention ?? null).toBeNull();
    expect(message?.cards[0]?.description).toContain('<@500>');
    expect(message?.cards[1]?.title).toBe('ASEAN summit');
    expect(screen.said()['Just now']).toContain('https://discord.com/channels/1/100/77');
    expect(await context.registry.subscriptions()).toEqual([]);
    await screen.press('finish');
    expect(await context.registry.subscriptions()).toHaveLength(1);
  });

  test('a test message says when its card is an example', async () => {
    const { screen, sent } = await tested({ kind: 'sent', message: '77' }, { now: TODAY });
    await screen.press('test');
    expect(sent[0]?.message.cards[0]?.description).toContain('example from the past');
  });

  test('a test message that did not arrive says why, and looks at the channel again', async () => {
    const closed = channel('100', { botMay: new Set(['ViewChannel']) });
    const findServer = async () => ({ channels: [{ id: '100', channel: closed }], roles: [], clockAheadMs: null });
    const { screen } = await tested({ kind: 'failed', why: 'Discord refused it.' }, { outside: { findServer } });
    await screen.press('test');
    expect(screen.said()['Just now']).toContain('Discord refused it.');
    expect(screen.said()['Missing there']).toContain('Send Messages');
    expect(screen.buttons()).not.toContain('Finish');
  });

  test('a test message is not sent while something is missing, whatever the client sends', async () => {
    const { screen, sent, context } = await tested({ kind: 'sent', message: '77' });
    const closed = call({}, { channel: channel('100', { botMay: new Set() }) });
    await secondWindow(context, screen, closed).press('test');
    expect(sent).toEqual([]);
  });
});

test.each(['test', 'finish'])(
  'in the older of two windows %s does nothing that the screen does not show',
  async (what) => {
    const { context, screen } = await review({ now: AUTUMN });
    const old = secondWindow(context, screen);
    await screen.press('page', '2');
    await screen.choose('leads', ['0d']);
    await old.press(what);
    expect(old.said()['Just now']).toContain('another window');
    expect(old.said()['Reminders']).toBe('on the day');
    expect(await context.registry.subscriptions()).toEqual([]);
  },
);
