import { expect, test } from 'vitest';
import type { CommandContext } from '../../../src/features/call/context.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import { postId } from '../../../src/outbox/derive-nonce.ts';
import { call, channel } from '../../build/build-calls.ts';
import { at, expires } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';

const PROBLEM: Problem = {
  file: '/srv/secret-place/data/own.yaml',
  line: 12,
  column: 5,
  at: null,
  message: 'This zone does not exist',
  found: 'CST',
  expected: 'an IANA zone',
};

/** A world that the program takes for the real one. */
function real(context: CommandContext): CommandContext {
  return { ...context, world: { kind: 'real', now: context.world.now } };
}

test('/datewatch check reads as reviewed', async () => {
  const well = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), well.context);
  const ill = await makeContext({
    now: AUTUMN,
    state: {
      listProblems: [PROBLEM],
      alarms: ['No channel for maintainers is set.'],
      gatewayUp: false,
      replay: true,
    },
  });
  const today = await makeContext({ now: TODAY });
  const member = call({}, { mayManageServer: false });
  const answers = [
    exchange('/datewatch check', await run('datewatch status', call(), real(well.context))),
    exchange('/datewatch check with trouble, in a replay', await run('datewatch status', call(), ill.context)),
    exchange('/datewatch check with trouble, for a member', await run('datewatch status', member, ill.context)),
    exchange('/datewatch check (22 November 2026)', await run('datewatch status', call(), real(today.context))),
  ];
  await expect(transcript('/datewatch check', answers)).toMatchFileSnapshot('../transcripts/status.md');
});

test('/datewatch check is for the caller alone, and works in a direct message', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect((await run('datewatch status', call(), context)).private).toBe(true);
  expectSound(await run('datewatch status', call({}, { guild: null }), context));
});

test('/datewatch check names what is to be done for the list to managers alone, with file and line, the first three of many', async () => {
  const soon = (id: string) => makeEvent(id, expires('2030-06-05'), { origin: { file: '/srv/x/own.yaml', line: 7 } });
  const list = makeList(['a', 'b', 'c', 'd', 'e'].map(soon));
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const reply = await run('datewatch status', call(), context);
  const field = reply.message.cards[0]?.fields.find(({ name }) => name === 'To do for the list')?.value;
  expect(field?.split('\n')).toHaveLength(4);
  expect(field).toContain('• Event a is due 5 June 2030 and was never verified.');
  expect(field).toContain('(own.yaml:7)');
  expect(field).toMatch(/… and 2 more$/);
  // Work is no trouble: the line stays as it is.
  expect(reply.message.content).toMatch(/^Running\. /);
  const member = await run('datewatch status', call({}, { mayManageServer: false }), context);
  expect(allText(member)).not.toContain('To do');
});

test('/datewatch check names the next reminder of this channel', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ leads: '1d' }), context);
  const reply = await run('datewatch status', call(), context);
  expect(reply.message.content).toBe('Running. Next reminder here Sat 25 Oct 2025, 09:00 (New York).');
});

test.each([
  ['not subscribed', async () => {}, 'this channel is not subscribed'],
  [
    'subscribed to nothing ahead',
    (context: CommandContext) => run('datewatch subscribe', call({ kind: 'fees' }), context),
    'nothing is ahead',
  ],
  [
    'paused',
    async (context: CommandContext) => {
      await run('datewatch subscribe', call(), context);
      await context.registry.pauseSubscription('100', 'missing access', at(AUTUMN));
    },
    'paused (missing access)',
  ],
])('/datewatch check says why nothing comes here when it is %s', async (_what, prepare, text) => {
  const { context } = await makeContext({ now: AUTUMN });
  await prepare(context);
  const reply = await run('datewatch status', call(), context);
  expect(allText(reply)).toContain(text);
  expect(reply.message.content).toBe('Running. No reminder is due in this channel.');
});

test('/datewatch check says that no exact date is ahead, and which was the last (rule 23)', async () => {
  const { context } = await makeContext({ now: TODAY });
  const reply = await run('datewatch status', call(), context);
  expect(reply.message.content).toBe('Running. No exact date ahead. The last one was 10 November 2025.');
});

test('/datewatch check counts waiting and failed posts, and names what failed in this channel with the reason', async () => {
  const { context, store } = await makeContext({ now: AUTUMN });
  const due = at('2025-10-24T13:00:00Z');
  const [edge] = context.edges('apec-2025');
  if (edge === undefined) throw new Error('no edge');
  const post = (id: string) => {
    const [lead = { unit: 'days', count: 0 } as const] = leads('7d');
    const { event, kind, sourceDate, anchor } = edge;
    const moment = { event, edge: kind, sourceDate, lead, due, anchor, owner: ofGuild('1'), channel: id };
    const urgency = anchor;
    return {
      kind: 'reminder' as const,
      owner: ofGuild('1'),
      channel: id,
      due,
      urgency,
      ordinal: 0,
      addedLate: false,
      key: null,
      body: null,
      edits: null,
      moments: [moment],
    };
  };
  await store.outbox.reserve({
    posts: [post('100'), post('200')],
    skipped: [],
    watermark: null,
    settledChannels: [],
    settledList: null,
  });
  const claimed = await store.outbox.claim({
    now: 2 ** 50,
    world: 2 ** 50,
    leaseMs: 1000,
    limit: 1,
    except: ['200'],
  });
  const [mine] = claimed;
  if (mine === undefined) throw new Error(`nothing to claim: ${postId(0, ['100'])}`);
  await store.outbox.settle({ post: mine.id, lease: mine.lease, moments: [], to: 'dead', reason: 'missing access' });
  const text = allText(await run('datewatch status', call(), context));
  expect(text).toContain('1 waiting, 0 being sent, 0 sent, 1 failed, 0 uncertain');
  expect(text).toContain('Fri 24 Oct 2025, 09:00: missing access');
  const elsewhere = allText(await run('datewatch status', call({}, { channel: channel('200') }), context));
  expect(elsewhere).not.toContain('missing access');
});

test('/datewatch check names problems and alarms to managers, their number to others, and no folder to anybody', async () => {
  const { context } = await makeContext({ now: AUTUMN, state: { listProblems: [PROBLEM], alarms: ['Watermark.'] } });
  const manager = await run('datewatch status', call(), context);
  const member = await run('datewatch status', call({}, { mayManageServer: false }), context);
  expect(manager.message.content).toBe('Running, with 2 things to look at.');
  expect(allText(manager)).toContain('own.yaml:12:5: This zone does not exist');
  expect(allText(manager)).toContain('Watermark.');
  expect(allText(member)).toContain(
    '1 problem. The last good list stays in force; log and maintainers have the details.',
  );
  expect(allText(member)).not.toContain('own.yaml');
  expect(allText(member)).not.toContain('Watermark.');
  for (const reply of [manager, member]) expect(allText(reply)).not.toContain('secret-place');
});

test('/datewatch check says loudly that the clock is simulated, with no time that counts by the real one', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const simulated = allText(await run('datewatch status', call(), context));
  expect(simulated).toContain('**Simulated clock: it is Fri 24 Oct 2025, 12:00 here, not the real time.**');
  expect(simulated).not.toContain('<t:');
  const actual = allText(await run('datewatch status', call(), real(context)));
  expect(actual).not.toContain('Simulated');
  expect(actual).toContain('<t:1761321600:R>');
});

test('/datewatch check says that there was no tick yet', async () => {
  const { context } = await makeContext({ now: AUTUMN, state: { lastTickAt: null } });
  expect(allText(await run('datewatch status', call(), context))).toContain('not yet since the start');
});

test('/datewatch check keeps to Discord’s limits with hundreds of problems and files', async () => {
  const list = makeList([]);
  const files = Array.from({ length: 80 }, (_, i) => ({
    file: `data/${i}.yaml`,
    covers: 'x'.repeat(200),
    knownUntil: '2025-01-01',
    archive: true,
    events: 3,
  }));
  const listProblems = Array.from({ length: 300 }, () => ({ ...PROBLEM, message: '@everyone '.repeat(50) }));
  const { context } = await makeContext({ now: AUTUMN, list: { ...list, files }, state: { listProblems } });
  const reply = await run('datewatch status', call(), context);
  expectSound(reply);
  expect(allText(reply)).toMatch(/… and \d+ more/);
});

test('/datewatch check shows a manager who does not look after the program no line of its files and no count over all servers', async () => {
  const soon = (id: string) => makeEvent(id, expires('2030-06-05'), { origin: { file: '/srv/x/own.yaml', line: 7 } });
  const state = { listProblems: [PROBLEM] };
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list: makeList([soon('a')]), state });
  const stranger = allText(await run('datewatch status', call({}, { guild: 'stranger' }), context));
  expect(stranger).toContain('1 problem.');
  for (const hidden of ['own.yaml:', 'To do', 'waiting,']) expect(stranger).not.toContain(hidden);
  const maintainer = allText(await run('datewatch status', call(), context));
  for (const shown of ['own.yaml:12:5', 'To do', 'waiting,']) expect(maintainer).toContain(shown);
});
