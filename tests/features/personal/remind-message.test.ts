import { expect, test } from 'vitest';
import { call, press } from '../../build/build-calls.ts';
import { expires, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { enterMoment } from '../../build/fill-ledger.ts';
import { refusal, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';
const REMIND = 'Remind me about this';

/** Message 9001 of channel 100 is a reminder of that event. */
async function reminded(event: string, options: Parameters<typeof makeContext>[0] = { now: AUTUMN }) {
  const made = await makeContext(options);
  const end = { sent: options.now };
  await enterMoment(made.store.outbox, { event, due: options.now, lead: '7d', end });
  return made;
}

test('Remind me about this reads as reviewed', async () => {
  const { context } = await reminded(TRUCE);
  const answers = [exchange('on a reminder of the truce', await run(REMIND, call({}, { target: '9001' }), context))];
  await expect(transcript(REMIND, answers)).toMatchFileSnapshot('../transcripts/remind-message.md');
});

test('Remind me about this asks the same as the button below the message, for everyone, and saves nothing yet', async () => {
  const { context, changes } = await reminded(TRUCE);
  const reply = await run(REMIND, call({}, { target: '9001', mayManageServer: false }), context);
  expectSound(reply);
  expect(reply).toEqual(await runPress('remind', press([TRUCE]), context));
  expect(changes.count).toBe(0);
});

test('Remind me about this asks which date, where a message is about several or is a board', async () => {
  const list = makeList([makeEvent('near', opens('2030-06-20')), makeEvent('far', expires('2030-07-20'))]);
  const { context, store } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const owner = { kind: 'guild', guild: '1' } as const;
  const head = { owner, channel: '100', due: 0, urgency: 0, ordinal: 0, addedLate: false, edits: null, moments: [] };
  const board = { ...head, key: 'board', kind: 'board', body: { print: '' } } as const;
  const empty = { skipped: [], watermark: null, settledChannels: [], settledList: null };
  await store.outbox.reserve({ ...empty, posts: [board] });
  const [claimed] = await store.outbox.claim({ now: 1, world: 1, leaseMs: 1000, limit: 1, except: [] });
  const { id: post = '', lease = '' } = claimed ?? {};
  await store.outbox.settle({ post, lease, moments: [], to: 'sent', reason: 'on time', message: '9001', at: 1 });
  const reply = await run(REMIND, call({}, { target: '9001' }), context);
  expectSound(reply);
  expect(reply.message.content).toBe('Which of these dates?');
  const [[select] = []] = reply.message.controls;
  expect(select).toMatchObject({ type: 'select', options: [{ value: 'near' }, { value: 'far' }] });
  expect((await runPress('remind', press([''], { values: ['far'] }), context)).message.content).toContain('far');
});

test('Remind me about this says so where nothing in the message lies ahead any more, or it is no message of ours', async () => {
  const over = await reminded(TRUCE, { now: '2026-10-24T16:00:00Z' });
  expect(await refusal(REMIND, call({}, { target: '9001' }), over.context)).toContain('has begun or is over');
  const gone = await reminded('no-longer-listed');
  expect(await refusal(REMIND, call({}, { target: '9001' }), gone.context)).toContain('lies ahead');
  expect(await refusal(REMIND, call({}, { target: '1' }), gone.context)).toContain('no message of mine');
});
