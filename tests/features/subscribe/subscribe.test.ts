import { expect, test } from 'vitest';
import { leadName } from '../../../src/model/lead.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import { ALL, call, channel, role } from '../../build/build-calls.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { claim, HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const START = '2025-10-20T12:00:00Z';
const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';

function fields(reply: Awaited<ReturnType<typeof run>>): Record<string, string> {
  return Object.fromEntries(reply.message.cards[0]?.fields.map(({ name, value }) => [name, value]) ?? []);
}

const buttons = ({ message }: Awaited<ReturnType<typeof run>>) =>
  message.controls.flat().flatMap((control) => (control.type === 'button' ? control.label : []));

test('/datewatch subscribe reads as reviewed', async () => {
  const { context, world } = await makeContext({ now: START });
  const shy = role('900', { mentionable: false });
  const closed = channel('200', { botMay: new Set(['ViewChannel', 'ReadMessageHistory']) });
  const answers = [
    exchange('/datewatch subscribe (20 October 2025)', await run('datewatch subscribe', call(), context)),
    exchange('/datewatch subscribe leads:7d 1d 0d 1h role:@trade', await laterSubscribe()),
    exchange('/datewatch subscribe leads:7x', await refusal('datewatch subscribe', call({ leads: '7x' }), context)),
    exchange(
      '/datewatch subscribe channel:#closed',
      await refusal('datewatch subscribe', call({ channel: closed }), context),
    ),
    exchange(
      '/datewatch subscribe topic:fishing',
      await refusal('datewatch subscribe', call({ topic: 'fishing' }), context),
    ),
    exchange(
      '/datewatch subscribe role:@everyone',
      await refusal('datewatch subscribe', call({ role: role('1', { everyone: true }) }), context),
    ),
    exchange(
      '/datewatch subscribe by a member',
      await refusal('datewatch subscribe', call({}, { mayManageServer: false }), context),
    ),
  ];
  world.moveTo(at(TODAY));
  answers.push(
    exchange(
      '/datewatch subscribe (22 November 2026)',
      await run('datewatch subscribe', call({}, { channel: channel('300') }), context),
    ),
  );
  await expect(transcript('/datewatch subscribe', answers)).toMatchFileSnapshot('../transcripts/subscribe.md');

  async function laterSubscribe() {
    world.moveTo(at(AUTUMN));
    return run('datewatch subscribe', call({ leads: '7d 1d 0d 1h', role: shy }), context);
  }
});

test('/datewatch subscribe saves the subscription from now on and notifies the program', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const options = { leads: '1h, 7d', topic: 'Tariffs, trade-talks', kind: 'tariff', role: role('900') };
  expectSound(await run('datewatch subscribe', call(options), context));
  const saved = await context.registry.subscription('100');
  expect(saved).toMatchObject({
    owner: { kind: 'guild', guild: '1' },
    channel: '100',
    filter: { topics: ['tariffs', 'trade-talks'], kinds: ['tariff'] },
    role: '900',
    pingFor: ['confirmed'],
    since: at(AUTUMN),
    madeBy: 'command',
    paused: null,
    unsettled: { cause: 'created' },
  });
  expect(saved?.leads?.map(leadName)).toEqual(['7d', '1h']);
  expect(changes.count).toBe(1);
});

test('/datewatch subscribe leaves leads, topics, kinds and role open where nothing is named', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  const saved = await context.registry.subscription('100');
  expect(saved).toMatchObject({ filter: { topics: null, kinds: null }, leads: null, role: null });
});

test('/datewatch subscribe takes the channel that is named, else the one it is used in', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ channel: channel('200') }), context);
  expect((await context.registry.subscriptions()).map((row) => row.channel)).toEqual(['200']);
});

test('/datewatch subscribe answers the caller alone', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect((await run('datewatch subscribe', call(), context)).private).toBe(true);
});

test('/datewatch subscribe names the next three reminders, by the clock of the server', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await setServerClock(context, { zone: 'Asia/Seoul', time: '07:30' });
  const reply = await run('datewatch subscribe', call({ leads: '1d' }), context);
  expect(fields(reply)['Next reminders here']?.split('\n')).toEqual([
    '• Sat 25 Oct 2025, 07:30 · ASEAN summit is expected to open Sun 26 Oct',
    '• Thu 30 Oct 2025, 07:30 · APEC forum opens Fri 31 Oct',
    '• Fri 31 Oct 2025, 07:30 · 100% U.S. tariff on Chinese imports would take effect Sat 1 Nov',
  ]);
  expect(reply.message.content).toBe('Subscribed. Next reminder Sat 25 Oct 2025, 07:30 Seoul.');
});

test('/datewatch subscribe counts edges of one instant as one reminder', async () => {
  const list = makeList(['a', 'b', 'c', 'd'].map((id) => makeEvent(id, opens('2030-06-05'))));
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const rows = fields(await run('datewatch subscribe', call({ leads: '1d' }), context))['Next reminders here'];
  expect(rows).toBe('• Tue 4 Jun 2030, 9 a.m. · Event a begins Wed 5 Jun; Event b begins Wed 5 Jun and 2 more');
});

test('/datewatch subscribe says what has already passed, and that it is not posted', async () => {
  const { context } = await makeContext({ now: '2025-11-09T20:00:00Z' });
  const passed = fields(await run('datewatch subscribe', call({ kind: 'truce' }), context))['Already passed'];
  expect(passed).toBe('2 reminders of U.S.–China tariff truce have passed and are not posted.');
});

test('/datewatch subscribe names five events whose reminders have passed, and counts the rest', async () => {
  const list = makeList(Array.from({ length: 8 }, (_, i) => makeEvent(`e${i}`, opens('2030-06-05'))));
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const passed = fields(await run('datewatch subscribe', call({ leads: '7d 1d' }), context))['Already passed'];
  expect(passed?.split('\n')).toHaveLength(6);
  expect(passed).toContain('… and 3 more');
});

test('/datewatch subscribe says which leads need an hour that nobody has named, and for which events', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const idle = fields(await run('datewatch subscribe', call({ leads: '1d 1h' }), context))['No effect'];
  expect(idle).toBe(
    '`1h` has no effect for ASEAN summit, APEC forum, and 100% U.S. tariff on Chinese imports: their hours are not known.',
  );
});

test('/datewatch subscribe says which leads fall together with a nearer one, and for which events', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const idle = fields(await run('datewatch subscribe', call({ leads: '1d 0d', kind: 'tariff' }), context))['No effect'];
  expect(idle).toBe('`1d` and `0d` fall together for 100% U.S. tariff on Chinese imports: one reminder.');
});

test('/datewatch subscribe says nothing of leads that all do something', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('datewatch subscribe', call({ leads: '1d 1h', kind: 'truce' }), context);
  expect(fields(reply)).not.toHaveProperty('No effect');
  expect(fields(reply)).not.toHaveProperty('Already passed');
});

test('/datewatch subscribe is saved and says that nothing is ahead where nothing is (rule 23)', async () => {
  const { context } = await makeContext({ now: TODAY });
  const reply = await run('datewatch subscribe', call(), context);
  expect(reply.message.content).toBe('Subscribed. Nothing is ahead yet.');
  expect(fields(reply)['Nothing ahead']).toContain('The last one was 10 November 2025.');
  expect(await context.registry.subscription('100')).not.toBeNull();
});

test('/datewatch subscribe sets dates ahead whose reminders have all passed apart from no dates at all', async () => {
  const list = makeList([makeEvent('a', expires('2030-06-05'))]);
  const { context } = await makeContext({ now: '2030-06-05T20:00:00Z', list });
  const reply = await run('datewatch subscribe', call({ leads: '1d' }), context);
  expect(fields(reply)['Nothing ahead']).toBe('Dates are ahead, but all their reminders have passed.');
});

test('/datewatch subscribe used again shows what it was and what it is, and what nobody had asked for when it was due', async () => {
  const { context } = await makeContext({ now: '2025-10-26T16:00:00Z' });
  await run('datewatch subscribe', call({ kind: 'tariff', leads: '1d' }), context);
  const reply = await run('datewatch subscribe', call({ kind: 'tariff', leads: '7d' }), context);
  expect(reply.message.cards[0]?.title).toBe('Subscription changed');
  expect(reply.message.cards[0]?.description).toBe('<#100>\n**Reminders** ~~1 day~~ → **7 days**');
  expect(fields(reply)['Already passed']).toBeUndefined();
  expect(fields(reply)['Due earlier, not posted']).toBe('• 100% U.S. tariff on Chinese imports: 7 days before');
  expect(buttons(reply)).toEqual(['Post it now', 'Undo']);
  expect((await context.registry.subscriptions()).map((row) => row.leads?.map(leadName))).toEqual([['7d']]);
});

test('/datewatch subscribe used again offers nothing where it asks for the same dates at the same times, and keeps its window', async () => {
  const { context, world } = await makeContext({ now: '2025-10-26T16:00:00Z' });
  await run('datewatch subscribe', call({ kind: 'tariff' }), context);
  world.moveTo(at('2025-10-26T17:00:00Z'));
  const reply = await run('datewatch subscribe', call({ role: role('900') }), context);
  expect(fields(reply)['Due earlier, not posted']).toBeUndefined();
  expect(buttons(reply)).toEqual(['Undo']);
  expect(await context.registry.subscription('100')).toMatchObject({ since: at('2025-10-26T16:00:00Z') });
});

test('/datewatch subscribe resumes a paused one, says why it had paused, and promises nothing for the past', async () => {
  const { context } = await makeContext({ now: '2025-10-26T16:00:00Z' });
  await run('datewatch subscribe', call(), context);
  await context.registry.pauseSubscription('100', 'missing permission: **Send Messages**', at(AUTUMN));
  const reply = await run('datewatch subscribe', call(), context);
  expect(reply.message.cards[0]?.title).toBe('Subscription active again');
  expect(fields(reply)['Before']).toContain('It was paused: missing permission: \\*\\*Send Messages\\*\\*.');
  expect(fields(reply)['Already passed']).not.toContain('comes now');
  expect(await context.registry.subscription('100')).toMatchObject({ paused: null, unsettled: { cause: 'created' } });
});

test('/datewatch subscribe wins over a subscription of the settings file, and says so', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription({
    owner: ofGuild('1'),
    channel: '100',
    filter: { topics: null, kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: at(START),
    madeBy: 'settings',
    paused: null,
  });
  const reply = await run('datewatch subscribe', call(), context);
  expect(fields(reply)['Before']).toContain('settings file');
  expect(await context.registry.subscription('100')).toMatchObject({ madeBy: 'command' });
});

test('/datewatch subscribe keeps to Discord’s limits and escapes the list, however long and hostile it is', async () => {
  const list = makeList(
    Array.from({ length: 300 }, (_, i) =>
      makeEvent(`e${i}`, opens('2030-06-05'), {
        title: HOSTILE.repeat(3).slice(0, 200),
        claims: [claim(opens('2030-06-05'))],
      }),
    ),
  );
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const reply = await run('datewatch subscribe', call({ leads: '9d 8d 7d 6d 5d 4d 3d 1h 2h at' }), context);
  expectSound({ ...reply, message: { ...reply.message } });
  expect(allText(reply)).toContain('more');
});

test('/datewatch subscribe completes topics after a comma, keeping those before it', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await complete('datewatch subscribe', 'topic', 'tariffs, ship', call(), context)).toEqual([
    { name: 'tariffs, shipping', value: 'tariffs, shipping' },
  ]);
});

test.each([
  ['mentionable', role('900'), new Set(ALL), false],
  ['not mentionable', role('900', { mentionable: false }), new Set(ALL), true],
  [
    'not mentionable, and the bot may ping all',
    role('900', { mentionable: false }),
    new Set([...ALL, 'MentionEveryone']),
    false,
  ],
])(
  'the answer of /datewatch subscribe warns where a ping would fail, and saves all the same: %s',
  async (_what, chosen, botMay, warned) => {
    const { context } = await makeContext({ now: AUTUMN });
    const options = { role: chosen, channel: channel('100', { botMay }) };
    const reply = await run('datewatch subscribe', call(options), context);
    expect('The ping will not work yet' in fields(reply)).toBe(warned);
    if (warned) expect(allText(reply)).toContain('Mention @everyone, @here, and All Roles in <#100>');
    expect(await context.registry.subscription('100')).toMatchObject({ role: '900' });
    expect(reply.message.ping).toBeNull();
  },
);
