import { expect, test } from 'vitest';
import type { CommandContext } from '../../../src/features/call/context.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import { postId } from '../../../src/outbox/derive-nonce.ts';
import { wrongClockWords } from '../../../src/render/trouble/render-trouble.ts';
import { alarmText } from '../../../src/render/trouble/trouble-words.ts';
import { call } from '../../build/build-calls.ts';
import { at, expires } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, run } from '../../build/run-command.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

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

test('/datewatch check names what is to be done for the list to its maintainers alone, with file and line, the first three of many', async () => {
  const soon = (id: string) => makeEvent(id, expires('2030-06-05'), { origin: { file: '/srv/x/own.yaml', line: 7 } });
  const list = makeList(['a', 'b', 'c', 'd', 'e'].map(soon));
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const reply = await run('datewatch check', call(), context);
  const field = reply.message.cards[0]?.fields.find(({ name }) => name === 'To do for the list')?.value;
  expect(field?.split('\n')).toHaveLength(4);
  expect(field).toContain('• Event a is due 5 June 2030 and was never verified.');
  expect(field).toContain('(own.yaml:7)');
  expect(field).toMatch(/… and 2 more$/);
  // Chores are no trouble: nothing asks for attention.
  expect(reply.message.content).not.toContain('to fix');
  const stranger = await run('datewatch check', call({}, { guild: 'stranger' }), context);
  expect(allText(stranger)).not.toContain('To do');
});

test('/datewatch check counts the posts of all servers for maintainers', async () => {
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
  const text = allText(await run('datewatch check', call(), context));
  expect(text).toContain('1 waiting, 0 being sent, 0 sent, 1 failed, 0 uncertain');
});

test('/datewatch check names mistakes of the list to its maintainers, their number to other managers, and no folder to anybody', async () => {
  const { context } = await makeContext({ now: AUTUMN, state: { listProblems: [PROBLEM], alarms: ['Watermark.'] } });
  const maintainer = await run('datewatch check', call(), context);
  const manager = await run('datewatch check', call({}, { guild: 'stranger' }), context);
  expect(maintainer.message.content).toBe('2 things to fix. First: Watermark.');
  expect(allText(maintainer)).toContain('own.yaml:12:5: This zone does not exist');
  expect(allText(manager)).toContain('the list has 1 mistake; the last good list stays in force.');
  expect(allText(manager)).not.toContain('own.yaml');
  for (const reply of [maintainer, manager]) expect(allText(reply)).not.toContain('secret-place');
});

test('/datewatch check says that the clock is simulated, with no time that counts by the real one', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const simulated = allText(await run('datewatch check', call(), context));
  expect(simulated).toContain('simulated: it is Fri 24 Oct 2025, 12:00 p.m. here');
  expect(simulated).not.toContain('<t:');
  const actual = allText(await run('datewatch check', call(), real(context)));
  expect(actual).not.toContain('simulated');
  expect(actual).toContain('<t:1761321600:R>');
});

test('/datewatch check says that there was no tick yet', async () => {
  const { context } = await makeContext({ now: AUTUMN, state: { lastTickAt: null } });
  expect(allText(await run('datewatch check', call(), context))).toContain('has not looked at the clock yet');
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
  const reply = await run('datewatch check', call(), context);
  expectSound(reply);
  expect(allText(reply)).toMatch(/… and \d+ more/);
});

test('/datewatch check shows a manager who does not look after the program no line of its files and no count over all servers', async () => {
  const soon = (id: string) => makeEvent(id, expires('2030-06-05'), { origin: { file: '/srv/x/own.yaml', line: 7 } });
  const state = { listProblems: [PROBLEM] };
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list: makeList([soon('a')]), state });
  const stranger = allText(await run('datewatch check', call({}, { guild: 'stranger' }), context));
  expect(stranger).toContain('1 mistake;');
  for (const hidden of ['own.yaml:', 'To do', 'waiting,']) expect(stranger).not.toContain(hidden);
  const maintainer = allText(await run('datewatch check', call(), context));
  for (const shown of ['own.yaml:12:5', 'To do', 'waiting,']) expect(maintainer).toContain(shown);
});

test('/datewatch check tells a manager who does not look after the program how much is wrong with it, and no folder or count', async () => {
  const folder = '/srv/secret-place/state';
  const missing = alarmText('missing', { folder, subscriptions: 12, servers: 3 });
  const { context } = await makeContext({ now: AUTUMN, state: { alarms: [missing, wrongClockWords(-95_000)] } });
  const stranger = await run('datewatch check', call({}, { guild: 'stranger' }), context);
  expect(stranger.message.content).toBe('1 thing to fix: the program itself has a problem.');
  expect(allText(stranger)).toContain('• the program has 2 problems of its own.');
  expect(allText(stranger)).not.toMatch(/secret-place|held subscriptions|clock of this machine/);
  expect(allText(await run('datewatch check', call(), context))).toContain(folder);
});
