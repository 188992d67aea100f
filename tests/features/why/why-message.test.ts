import { expect, test } from 'vitest';
import { ofGuild } from '../../../src/model/subscription.ts';
import { call } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { enterKeyed, enterMoment, movedDay } from '../../build/fill-ledger.ts';
import { allText, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const NOW = '2025-10-24T16:00:00Z';
const SUMMIT = 'asean-summit-2025';
const WHY = 'Why was this posted?';
const CHANGE = movedDay(SUMMIT, 'earlier', '2025-10-28', '2025-10-26');

/** Channel 100 follows trade; its message 9001 is a reminder that came late, 9002 says that the date is earlier. */
async function posted() {
  const { context, store } = await makeContext({ now: NOW });
  await context.registry.putSubscription({
    owner: ofGuild('1'),
    channel: '100',
    filter: { topics: ['summits'], kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: at('2025-10-01T00:00:00Z'),
    madeBy: 'command',
    paused: null,
  });
  const late = { sent: '2025-10-19T16:05:00Z', reason: 'late' } as const;
  await enterMoment(store.outbox, { event: SUMMIT, due: '2025-10-19T13:00:00Z', lead: '7d', end: late });
  const notice = { sent: '2025-10-20T13:00:02Z', message: '9002' };
  await enterMoment(store.outbox, {
    event: SUMMIT,
    due: '2025-10-20T13:00:00Z',
    lead: 'notice#2',
    changes: [CHANGE],
    end: notice,
  });
  const mine = { sent: '2025-10-21T13:00:00Z', message: '9003' };
  const owner = { kind: 'person', user: '500' } as const;
  await enterMoment(store.outbox, { event: SUMMIT, due: '2025-10-21T13:00:00Z', lead: '5d', owner, end: mine });
  return { context, store };
}

test('Why was this posted? reads as reviewed', async () => {
  const { context } = await posted();
  const asked = async (target: string, changes = {}) => run(WHY, call({}, { target, ...changes }), context);
  const answers = [
    exchange('a reminder that came late', await asked('9001')),
    exchange('the same, asked by a member', await asked('9001', { mayManageServer: false })),
    exchange('a message about a change', await asked('9002')),
    exchange('one’s own reminder', await asked('9003')),
  ];
  await expect(transcript(WHY, answers)).toMatchFileSnapshot('../transcripts/why-message.md');
});

test('Why was this posted? tells any member, in private, what the message is about and what the channel gets', async () => {
  const { context } = await posted();
  const reply = await run(WHY, call({}, { target: '9001', mayManageServer: false }), context);
  expectSound(reply);
  expect(reply.private).toBe(true);
  expect(allText(reply)).toMatch(/ASEAN summit.*7 days before/);
  expect(allText(reply)).toContain('summits');
  expect(allText(reply)).toContain('3 h');
  expect(allText(reply)).not.toContain('/datewatch');
});

test('Why was this posted? says nothing of messages that are not ours, of another server, or of another person', async () => {
  const { context, store } = await posted();
  const asked = (target: string, changes = {}) => refusal(WHY, call({}, { target, ...changes }), context);
  expect(await asked('1')).toContain('no message of mine');
  expect(await asked('9001', { guild: '2' })).toContain('no message of mine');
  expect(await asked('9003', { user: '501' })).toContain('for themselves');
  expect(await refusal(WHY, call(), context)).toContain('no message of mine');
  const body = { post: 'x', revision: 1 };
  await enterKeyed(store.outbox, { kind: 'correction', key: 'c', body, due: NOW });
  expect(allText(await run(WHY, call({}, { target: '7777' }), context))).toContain('For those who look after');
});
