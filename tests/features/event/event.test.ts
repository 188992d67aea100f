import { expect, test } from 'vitest';
import type { Moment } from '../../../src/model/moment.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import { call, channel, press } from '../../build/build-calls.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run, runPress } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';
const MAY = '2030-05-01T00:00:00Z';

async function ids(typed: string, context: Parameters<typeof complete>[4]): Promise<string[]> {
  return (await complete('dates show', 'name', typed, call(), context)).map(({ value }) => value);
}

test('/dates show reads as reviewed, ahead, under way, undated and past', async () => {
  const autumn = await makeContext({ now: AUTUMN });
  const today = await makeContext({ now: TODAY });
  await run('datewatch subscribe', call(), autumn.context);
  const answers = [
    exchange(
      '/dates show name:us-tariff-100-2025',
      await run('dates show', call({ name: 'us-tariff-100-2025' }), autumn.context),
    ),
    exchange(
      '/dates show name:malaysia-talks-2025',
      await run('dates show', call({ name: 'malaysia-talks-2025' }), autumn.context),
    ),
    exchange('/dates show name:xi visit', await run('dates show', call({ name: 'xi visit' }), autumn.context)),
    exchange(
      '/dates show name:tariff truce (2026)',
      await run('dates show', call({ name: 'tariff truce' }), today.context),
    ),
    exchange('/dates show name:us china', await run('dates show', call({ name: 'us china' }), today.context)),
    exchange('/dates show name:malasia', await run('dates show', call({ name: 'malasia' }), today.context)),
    exchange('[Details]', await runPress('details', press(['apec-2025']), today.context)),
    exchange('[Details] of an event that is gone', await goneDetails()),
  ];
  await expect(transcript('/dates show', answers)).toMatchFileSnapshot('../transcripts/event.md');
});

test.each([
  ['us-tariff-100-2025'],
  ['100% U.S. tariff on Chinese imports'],
  ['100% u.s. TARIFF on chinese imports'],
  ['imports 100% on'],
])('/dates show finds an event by %j', async (name) => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('dates show', call({ name }), context);
  expect(reply.message.cards[0]?.title).toBe('100% U.S. tariff on Chinese imports');
});

test('/dates show prefers the exact title to others that hold it', async () => {
  const list = makeList([
    makeEvent('a', opens('2030-06-01'), { title: 'Summit of the North' }),
    makeEvent('b', opens('2030-06-02'), { title: 'Summit' }),
  ]);
  const { context } = await makeContext({ now: MAY, list });
  expect((await run('dates show', call({ name: 'summit' }), context)).message.cards[0]?.title).toBe('Summit');
});

test('/dates show asks which of several is meant, and shows the one that is chosen in place of the question', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const asked = await run('dates show', call({ name: 'apec' }), context);
  expectSound(asked);
  expect(asked).toMatchObject({ private: true, message: { content: 'Which one do you mean?', cards: [] } });
  const [buttons = []] = asked.message.controls;
  expect(buttons.map((button) => ('label' in button ? button.label : ''))).toEqual([
    expect.stringContaining('APEC forum'),
    expect.stringContaining('Trump–Xi meeting at APEC'),
  ]);
  const [, second] = buttons;
  const args = second !== undefined && 'id' in second ? second.id.split(':').slice(1) : [];
  const shown = await runPress('pick', press(args), context);
  expect(shown).toMatchObject({ private: true, update: true });
  expect(shown.message.cards[0]?.title).toBe('Trump–Xi meeting at APEC');
});

test('/dates show offers the nearest names where none fits, and never an internal text', async () => {
  const list = makeList([makeEvent('a', opens('2030-06-01'), { title: `Grand summit ${HOSTILE}` })]);
  const { context } = await makeContext({ now: MAY, list });
  const asked = await run('dates show', call({ name: 'grnd sumit`@everyone' }), context);
  expectSound(asked);
  expect(asked.message.content).toContain('Did you mean');
  expect(asked.message.content).not.toContain('@everyone');
  expect(JSON.stringify(asked.message.controls)).toContain('Grand summit');
});

test.each(['', '   ', '***', '\u202e'])('/dates show refuses %j as a name', async (name) => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await refusal('dates show', call({ name }), context)).toContain('No event is called');
});

test('/dates show speaks of a past event in the past', async () => {
  const { context } = await makeContext({ now: TODAY });
  const reply = await run('dates show', call({ name: 'apec-2025' }), context);
  expect(reply.message.content).toBe('APEC forum was due to open 31 Oct – 1 Nov 2025, South Korea.');
  expect(allText(reply)).not.toMatch(/tomorrow|in \d+ days/);
});

test('/dates show shows the reminders this channel will get, by the server’s clock', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ leads: '7d 1d 0d 1h' }), context);
  await setServerClock(context, { zone: 'Asia/Seoul' });
  const text = allText(await run('dates show', call({ name: 'us-tariff-100-2025' }), context));
  expect(text).toContain('Sat 25 Oct 2025, 09:00 Seoul · planned');
  expect(text).toContain('Sat 1 Nov 2025, 09:00 Seoul · planned');
  expect(text.match(/· planned/g)).toHaveLength(3);
});

test('/dates show shows no reminders for another channel, nor for an event that the filter leaves out', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ topic: 'shipping' }), context);
  const here = await run('dates show', call({ name: 'us-tariff-100-2025' }), context);
  const there = await run('dates show', call({ name: 'apec-2025' }, { channel: channel('200') }), context);
  for (const reply of [here, there]) expect(allText(reply)).not.toContain('· planned');
});

test('/dates show shows what the ledger has of this channel, and each reminder once', async () => {
  const { context, store } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ leads: '7d 1d' }), context);
  const [edge] = context.edges('us-tariff-100-2025');
  if (edge === undefined) throw new Error('no edge');
  const moment = (lead: string, due: string, id: string): Moment => ({
    event: edge.event,
    edge: edge.kind,
    sourceDate: edge.sourceDate,
    lead: leads(lead)[0] ?? { unit: 'days', count: 0 },
    due: at(due),
    anchor: edge.anchor,
    owner: ofGuild('1'),
    channel: id,
  });
  await store.outbox.reserve({
    posts: [],
    skipped: [
      { moment: moment('1d', '2025-10-31T13:00:00Z', '100'), reason: 'superseded' },
      { moment: moment('14d', '2025-10-18T13:00:00Z', '100'), reason: 'before change' },
      { moment: moment('3d', '2025-10-29T13:00:00Z', '200'), reason: 'muted' },
    ],
    watermark: null,
    settledChannels: [],
    settledList: null,
  });
  const text = allText(await run('dates show', call({ name: 'us-tariff-100-2025' }), context));
  expect(text).toContain(
    'Sat 18 Oct 2025, 9 a.m. New York · not sent. It was due before the date, or the clock here, was changed.',
  );
  expect(text).toContain(
    'Fri 31 Oct 2025, 9 a.m. New York · not sent. A nearer reminder of this date was due by then.',
  );
  expect(text).not.toContain('muted');
  expect(text.match(/Fri 31 Oct 2025, 9 a\.m\./g)).toHaveLength(1);
  expect(text.match(/· planned/g)).toHaveLength(1);
});

test('/dates show answers in a direct message without a word on reminders', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('dates show', call({ name: 'apec-2025' }, { guild: null }), context);
  expect(allText(reply)).not.toContain('Reminders in this channel');
});

test.each([
  ['cancelled', 'cancelled'],
  ['postponed', 'postponed'],
  ['done', 'over'],
] as const)('/dates show says of one that is %s that it is %s', async (certainty, word) => {
  const list = makeList([makeEvent('a', opens('2030-06-01'), { certainty })]);
  const { context } = await makeContext({ now: MAY, list });
  expect((await run('dates show', call({ name: 'a' }), context)).message.content).toBe(`Event a: ${word}.`);
});

test('/dates show keeps to Discord’s limits and escapes the list', async () => {
  const title = HOSTILE.repeat(3).slice(0, 200);
  const texts = { title, phrase: HOSTILE.slice(0, 90), place: HOSTILE, summary: HOSTILE.repeat(20).slice(0, 900) };
  const list = makeList([makeEvent('a', expires('2030-06-01'), { ...texts, stakes: texts.summary })]);
  const { context } = await makeContext({ now: MAY, list });
  expectSound(await run('dates show', call({ name: 'a' }), context));
});

test('the completions of /dates show offer the soonest ahead first, then what is under way or undated, then the past, newest first', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const offered = await ids('', context);
  expect(offered.slice(0, 6)).toEqual([
    'asean-summit-2025',
    'apec-2025',
    'us-tariff-100-2025',
    'tariff-truce-expiry-2025',
    'malaysia-talks-2025',
    'trump-xi-meeting-2025',
  ]);
  expect(offered).toHaveLength(20);
});

test('the completions of /dates show find words in any order, whatever their case, accents and signs', async () => {
  const list = makeList([
    makeEvent('a', opens('2030-06-01'), { title: 'Sommet de l’Élysée à São Paulo' }),
    makeEvent('b', opens('2030-06-02'), { title: '北京 summit' }),
  ]);
  const { context } = await makeContext({ now: MAY, list });
  expect(await ids('sao ELYSEE', context)).toEqual(['a']);
  expect(await ids('北京', context)).toEqual(['b']);
  expect(await ids('sommet summit', context)).toEqual([]);
});

test('the completions of /dates show find an event by a part of its id', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await ids('us-tariff', context)).toContain('us-tariff-100-2025');
});

test('the completions of /dates show are at most 25, with names of at most 100 characters', async () => {
  const events = Array.from({ length: 60 }, (_, i) =>
    makeEvent(`e${i}`, opens('2030-06-01'), { title: 'x'.repeat(200) }),
  );
  const { context } = await makeContext({ now: MAY, list: makeList(events) });
  const choices = await complete('dates show', 'name', 'x', call(), context);
  expect(choices).toHaveLength(25);
  for (const { name, value } of choices) {
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name).toContain('1 June 2030');
    expect(value.length).toBeLessThanOrEqual(100);
  }
});

test('the Details button answers the one who pressed alone, with the event in full', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await runPress('details', press(['apec-2025']), context);
  expect(reply.private).toBe(true);
  expect(reply.update).not.toBe(true);
  expect(reply.message.cards[0]?.title).toBe('APEC forum');
});

test.each([[['gone']], [[]], [['__proto__']]])(
  'the Details button says so when %j is not in the list',
  async (args) => {
    const { context } = await makeContext({ now: AUTUMN });
    await expect(runPress('details', press(args), context)).rejects.toThrow('no longer in the list');
  },
);

async function goneDetails(): Promise<string> {
  const { context } = await makeContext({ now: AUTUMN });
  return runPress('details', press(['gone']), context).then(
    () => 'answered',
    (error: Error) => error.message,
  );
}
