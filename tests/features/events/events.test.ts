import { expect, test } from 'vitest';
import type { Reply } from '../../../src/features/call/command.ts';
import { call, press } from '../../build/build-calls.ts';
import { opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { complete, refusal, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';
const MAY = '2030-05-01T00:00:00Z';

/** So many events ahead, one a day from 1 June 2030, `e1` first. */
function daily(count: number) {
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.UTC(2030, 5, 1 + i)).toISOString().slice(0, 10);
    return makeEvent(`e${i + 1}`, opens(day));
  });
}

function rows(reply: Reply): string[] {
  return reply.message.cards[0]?.description?.split('\n') ?? [];
}

/** The parts of a button's id after its action. */
function target(reply: Reply, label: string): string[] {
  for (const control of reply.message.controls.flat()) {
    if (control.type === 'button' && control.label === label) return control.id.split(':').slice(1);
  }
  throw new Error(`no button ${label}`);
}

function isOff(reply: Reply, label: string): boolean {
  return reply.message.controls.flat().some((one) => one.type === 'button' && one.label === label && one.disabled);
}

test('/dates list reads as reviewed, with dates ahead and with none', async () => {
  const autumn = await makeContext({ now: AUTUMN });
  const today = await makeContext({ now: TODAY });
  const past = await run('dates list', call({ when: 'past' }), today.context);
  const answers = [
    exchange('/dates list (24 October 2025)', await run('dates list', call(), autumn.context)),
    exchange('/dates list (22 November 2026)', await run('dates list', call(), today.context)),
    exchange('/dates list when:Past', past),
    exchange('[Next]', await runPress('page', press(target(past, 'Next')), today.context)),
    exchange(
      '/dates list kind:tariff when:All',
      await run('dates list', call({ kind: 'tariff', when: 'all' }), today.context),
    ),
    exchange('/dates list topic:shipping', await run('dates list', call({ topic: 'shipping' }), today.context)),
    exchange('/dates list kind:tarif', await refusal('dates list', call({ kind: 'tarif' }), today.context)),
  ];
  await expect(transcript('/dates list', answers)).toMatchFileSnapshot('../transcripts/events.md');
});

test('/dates list shows what is upcoming unless asked otherwise: under way, soonest first, undated at the end', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const titles = rows(await run('dates list', call(), context)).map((row) => row.split(' · ')[1]?.replaceAll('**', ''));
  expect(titles).toEqual([
    'U.S.–China trade talks in Malaysia',
    'ASEAN summit',
    'APEC forum',
    '100% U.S. tariff on Chinese imports',
    'U.S.–China tariff truce',
    'Trump–Xi meeting at APEC',
    'Trump’s visit to China',
    'Xi’s visit to the U.S.',
  ]);
});

test('/dates list shows the past newest first', async () => {
  const { context } = await makeContext({ now: TODAY });
  const titles = rows(await run('dates list', call({ when: 'past' }), context)).map((row) =>
    row.split(' · ')[1]?.replaceAll('**', ''),
  );
  expect(titles.slice(0, 3)).toEqual(['U.S.–China tariff truce', 'APEC forum', 'Trump–Xi meeting at APEC']);
});

test('/dates list shows all as the upcoming ones and then the past ones, each once', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const first = await run('dates list', call({ when: 'all' }), context);
  const second = await runPress('page', press(target(first, 'Next')), context);
  const all = [...rows(first), ...rows(second)];
  expect(new Set(all).size).toBe(20);
  expect(all.at(0)).toContain('talks in Malaysia');
  expect(all.at(-1)).toContain('145% and 125%');
});

test('/dates list shows ten a page, with buttons only where there are more', async () => {
  const ten = await makeContext({ now: MAY, list: makeList(daily(10)) });
  const whole = await run('dates list', call(), ten.context);
  expect(whole.message.controls.flat()).toMatchObject([{ label: 'Share' }]);
  const eleven = await makeContext({ now: MAY, list: makeList(daily(11)) });
  const reply = await run('dates list', call(), eleven.context);
  expect(rows(reply)).toHaveLength(10);
  expect(reply.message.content).toBe('Upcoming dates: 11 events, page 1 of 2.');
  expect(isOff(reply, 'Previous')).toBe(true);
  expect(isOff(reply, 'Next')).toBe(false);
});

test('/dates list turns its page in place, forth and back, with nothing but the button’s id', async () => {
  const { context } = await makeContext({ now: MAY, list: makeList(daily(25)) });
  const first = await run('dates list', call(), context);
  const second = await runPress('page', press(target(first, 'Next')), context);
  const third = await runPress('page', press(target(second, 'Next')), context);
  expect(second.update).toBe(true);
  expect(rows(second)[0]).toContain('Event e11');
  expect(rows(third)).toHaveLength(5);
  expect(isOff(third, 'Next')).toBe(true);
  expect(rows(await runPress('page', press(target(third, 'Previous')), context))).toEqual(rows(second));
});

test('/dates list keeps topic, kind and part over its pages', async () => {
  const { context } = await makeContext({ now: TODAY });
  const first = await run('dates list', call({ when: 'past', topic: 'tariffs' }), context);
  expect(first.message.cards[0]?.footer).toBe('Shown: topic tariffs');
  const list = makeList(daily(25).map((event, i) => ({ ...event, kind: i % 2 === 0 ? 'even' : 'odd' })));
  const other = await makeContext({ now: MAY, list });
  const page = await run('dates list', call({ kind: 'even', topic: 'trade' }), other.context);
  const second = await runPress('page', press(target(page, 'Next')), other.context);
  expect(rows(second).map((row) => row.split(' · ')[1]?.replaceAll('**', ''))).toEqual([
    'Event e21',
    'Event e23',
    'Event e25',
  ]);
});

test('/dates list shows the last page where the list has become shorter', async () => {
  const long = await makeContext({ now: MAY, list: makeList(daily(25)) });
  const second = await runPress('page', press(['upcoming', '', '', '1']), long.context);
  const short = await makeContext({ now: MAY, list: makeList(daily(12)) });
  const reply = await runPress('page', press(target(second, 'Next')), short.context);
  expect(reply.message.content).toContain('page 2 of 2');
  expect(rows(reply)).toHaveLength(2);
});

test.each([
  [['upcoming', '', '', '-5']],
  [['upcoming', '', '', 'x']],
  [['upcoming', '', '', '1e99']],
  [['sideways', '', '', '0.5']],
  [[]],
])('/dates list answers a made-up id %j with a page that exists', async (args) => {
  const { context } = await makeContext({ now: MAY, list: makeList(daily(25)) });
  const reply = await runPress('page', press(args), context);
  expectSound(reply);
  expect(reply.message.content).toMatch(/page [123] of 3/);
});

test('/dates list says that a topic of an old button is no longer found', async () => {
  const { context } = await makeContext({ now: MAY, list: makeList(daily(3)) });
  const reply = await runPress('page', press(['past', `gone${HOSTILE}`, '', '2']), context);
  expectSound(reply);
  expect(reply.message.content).toContain('nothing found for topic gone');
});

test('/dates list keeps the ids of its buttons apart and within 100 characters with the longest topic and kind', async () => {
  const word = 'w'.repeat(40);
  const list = makeList(daily(30).map((event) => ({ ...event, topics: [word], kind: word })));
  const { context } = await makeContext({ now: MAY, list });
  const reply = await run('dates list', call({ topic: word, kind: word }), context);
  expectSound(reply);
  expectSound(await runPress('page', press(['upcoming', word, word, '9999']), context));
});

test('/dates list refuses several topics at once, which would not fit into a button', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await refusal('dates list', call({ topic: 'tariffs, shipping' }), context)).toContain('at most 1');
});

test('/dates list completes topics and kinds', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const kinds = await complete('dates list', 'kind', 'tar', call(), context);
  const topics = await complete('dates list', 'topic', 'tar', call(), context);
  expect(kinds.map(({ value }) => value)).toEqual(['tariff']);
  expect(topics.map(({ value }) => value)).toEqual(['tariffs']);
});

test('/dates list keeps to Discord’s limits and escapes the list', async () => {
  const list = makeList(daily(30).map((event) => ({ ...event, title: HOSTILE.repeat(3).slice(0, 200) })));
  const { context } = await makeContext({ now: MAY, list });
  expectSound(await run('dates list', call(), context));
});
