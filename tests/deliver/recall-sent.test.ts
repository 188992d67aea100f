import { expect, test } from 'vitest';
import { NOTHING } from '../../src/deliver/decide-settlement.ts';
import { findReminder, recallSent, rememberRecent } from '../../src/deliver/recall-sent.ts';
import type { OwnMessage, RecentResult, Sender } from '../../src/deliver/sender.ts';
import { nonceOf, postId } from '../../src/outbox/derive-nonce.ts';
import type { ClaimedPost, ReminderRow } from '../../src/outbox/outbox.ts';
import { DUE, makeMoment } from '../build/build-delivery.ts';

const MINUTE = 60_000;
const rowOf = (lead: string, due: number, edge: ReminderRow['edge'] = 'takes-effect'): ReminderRow => ({
  ...makeMoment('tariff', lead, due),
  ...{ edge, state: 'reserved', reason: null, post: 'p' },
});
const sent = (due: number, events = ['tariff']): OwnMessage => ({
  ...{
    id: '1',
    mark: nonceOf(postId(due, ['reminder', 'channel'])),
    at: due,
    events,
    isNews: false,
    cards: [],
    shown: null,
  },
});

test('a message reminded of a moment if its post was due with it and names the event', () => {
  const row = rowOf('1h', DUE);
  expect(findReminder(row, [], [sent(DUE)])?.id).toBe('1');
  expect(findReminder(row, [], [sent(DUE, ['another'])])).toBeNull();
  expect(findReminder(row, [], [sent(DUE - MINUTE)])).toBeNull();
});

test('a later message reminded of it too, as one of several late ones, unless it was due with another date of the event', () => {
  const row = rowOf('1h', DUE);
  expect(findReminder(row, [], [sent(DUE + MINUTE)])?.id).toBe('1');
  const other = rowOf('1h', DUE + MINUTE, 'expires');
  expect(findReminder(row, [other], [sent(DUE + MINUTE)])).toBeNull();
  const ofAnotherEvent = { ...other, event: 'truce' };
  expect(findReminder(row, [ofAnotherEvent], [sent(DUE + MINUTE)])?.id).toBe('1');
});

test('a notice that names the event reminded of nothing', () => {
  const row = rowOf('1h', DUE);
  expect(findReminder(row, [], [{ ...sent(DUE + MINUTE), isNews: true }])).toBeNull();
});

// An outage met five of them: the channel refused while the first attempts were made, and one of those had no answer.
test('a post of a restored state is looked for before each attempt, also after one that had no answer', async () => {
  const mark = nonceOf(postId(DUE, ['reminder', 'channel']));
  const post = {
    ...{ id: 'p', lease: 'l', kind: 'reminder', channel: 'channel', nonce: mark, due: DUE, edits: null, moments: [] },
    firstUnanswered: DUE + 5 * MINUTE,
  } as unknown as ClaimedPost;
  const asked: RecentResult[] = [
    { kind: 'blind', why: '403' },
    { kind: 'read', messages: [sent(DUE)] },
  ];
  const parts = {
    outbox: { moments: async () => [] },
    sender: { recent: async () => asked.shift() ?? { kind: 'stopping' as const } },
    world: { kind: 'real', now: () => DUE + 10 * MINUTE },
    gap: () => ({ from: DUE - MINUTE, to: DUE + 6 * MINUTE }),
    slot: async () => true,
  } as const;
  expect(await recallSent(post, NOTHING, parts)).toMatchObject({ kind: 'go on' });
  expect(await recallSent(post, NOTHING, parts)).toMatchObject({ kind: 'found', message: '1' });
});

test('a channel is read once, and again only where more of it is asked for', async () => {
  const asked: number[] = [];
  const recent: Sender['recent'] = async ({ since }) => {
    asked.push(since);
    return since === 0 ? { kind: 'stopping' } : { kind: 'read', messages: [sent(DUE)] };
  };
  const read = rememberRecent(recent);
  const ask = (channel: string, since: number) => read({ channel, since, slot: async () => true });
  for (const since of [10, 20, 10, 5, 7]) expect(await ask('a', since)).toMatchObject({ kind: 'read' });
  expect(await ask('b', 20)).toMatchObject({ kind: 'read' });
  expect(asked).toEqual([10, 5, 20]);
  expect([await ask('c', 0), await ask('c', 0)]).toEqual([{ kind: 'stopping' }, { kind: 'stopping' }]);
  expect(asked).toEqual([10, 5, 20, 0, 0]);
});
