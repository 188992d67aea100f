import { expect, test } from 'vitest';
import { call } from '../../build/build-calls.ts';
import { expires, opens } from '../../build/build-events.ts';
import { claim, HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';

/** The titles of the shipped list in the order in which the answer names them. */
function order(text: string, titles: readonly string[]): string[] {
  return titles.filter((title) => text.includes(title)).sort((a, b) => text.indexOf(a) - text.indexOf(b));
}

test('/dates next reads as reviewed, with dates ahead and with none', async () => {
  const autumn = await makeContext({ now: AUTUMN });
  const today = await makeContext({ now: TODAY });
  const answers = [
    exchange('/dates next (24 October 2025)', await run('dates next', call(), autumn.context)),
    exchange('/dates next count:1', await run('dates next', call({ count: 1 }), autumn.context)),
    exchange('/dates next topic:shipping', await run('dates next', call({ topic: 'shipping' }), autumn.context)),
    exchange('/dates next topic:tarifs', await refusal('dates next', call({ topic: 'tarifs' }), autumn.context)),
    exchange('/dates next (22 November 2026)', await run('dates next', call(), today.context)),
  ];
  await expect(transcript('/dates next', answers)).toMatchFileSnapshot('../transcripts/next.md');
});

test('/dates next names the nearest anchors, soonest first', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('dates next', call(), context);
  const rows = reply.message.cards[0]?.description ?? '';
  const titles = ['100% U.S. tariff', 'APEC forum', 'ASEAN summit', 'U.S.–China tariff truce'];
  expect(order(rows, titles)).toEqual(['ASEAN summit', 'APEC forum', '100% U.S. tariff', 'U.S.–China tariff truce']);
  expectSound(reply);
});

test.each([
  [1, 1],
  [2, 2],
  [10, 4],
  [99, 4],
  [0, 1],
  [-3, 1],
  [Number.NaN, 4],
])('/dates next asked for %s names %s of four, within 1 and 10', async (count, expected) => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('dates next', call({ count }), context);
  expect(reply.message.cards[0]?.description?.match(/^•/gm)).toHaveLength(expected);
});

test('/dates next says what is open about a date: certainty, disagreement, the hour, assumptions, what it hangs on', async () => {
  const { context } = await makeContext({ now: '2025-10-20T12:00:00Z' });
  const rows = (await run('dates next', call(), context)).message.cards[0]?.description ?? '';
  expect(rows).toContain('reports differ on the date');
  expect(rows).toContain('whether it comes at all');
  expect(rows).toContain('only one report gives the date');
  expect(rows).toContain('the hour; the time zone');
  expect(rows).toContain('depends on the U.S.–China trade talks in Malaysia');
});

test('/dates next says nothing is open about a date that is sure and exact', async () => {
  const list = makeList([makeEvent('sure', expires('2030-06-02'))]);
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  expect(allText(await run('dates next', call(), context))).not.toContain('still open');
});

test('/dates next does not call a date ahead that was cancelled, postponed or settled', async () => {
  const list = makeList([
    makeEvent('cancelled', opens('2030-06-05'), { certainty: 'cancelled' }),
    makeEvent('postponed', opens('2030-06-05'), { certainty: 'postponed' }),
    makeEvent('settled', expires('2030-06-05'), { outcome: { what: 'Extended', day: null, source: null } }),
  ]);
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  expect((await run('dates next', call(), context)).message.content).toBe('No exact date ahead.');
});

test('/dates next shows what is under way apart from what is ahead', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const card = (await run('dates next', call(), context)).message.cards[0];
  expect(card?.description).not.toContain('• 24–27 Oct');
  expect(card?.fields.find(({ name }) => name === 'On now')?.value).toContain('24–27 Oct');
});

test('/dates next with nothing ahead names the last date, the open undated events and how to add dates (rule 23)', async () => {
  const { context } = await makeContext({ now: TODAY });
  const reply = await run('dates next', call(), context);
  expect(reply.message.content).toBe('No exact date ahead. The last one was 10 November 2025.');
  const fields = Object.fromEntries(reply.message.cards[0]?.fields.map(({ name, value }) => [name, value]) ?? []);
  expect(fields['Still open, no exact day']).toContain('Trump’s visit to China');
  expect(fields['Still open, no exact day']).toContain('Xi’s visit to the U.S.');
  expect(fields['Still open, no exact day']).not.toContain('Trump–Xi');
  expect(fields['Note']).toBe('List last updated 23 Oct 2025.');
  expect(fields['Add dates']).toContain('README');
});

test('/dates next with nothing ahead tells a member where the past dates are, and not how to edit files', async () => {
  const { context } = await makeContext({ now: TODAY });
  const reply = await run('dates next', call({}, { mayManageServer: false }), context);
  expect(reply.message.cards[0]?.description).toBe('`/dates list when:Past` shows what has passed.');
  expect(allText(reply)).not.toContain('README');
});

test('/dates next says of an empty list that nothing is ahead, and names no last date', async () => {
  const { context } = await makeContext({ now: TODAY, list: makeList([]) });
  expect((await run('dates next', call(), context)).message.content).toBe('No exact date ahead.');
});

test('/dates next names the year of a date that lies in another one', async () => {
  const list = makeList([makeEvent('far', opens('2031-06-05'))]);
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  expect((await run('dates next', call(), context)).message.content).toContain('Thu 5 Jun 2031');
});

test('/dates next keeps to a topic, whatever its case', async () => {
  const list = makeList([
    makeEvent('fish', opens('2030-06-05'), { topics: ['fish'] }),
    makeEvent('ships', opens('2030-06-04'), { topics: ['ships'] }),
  ]);
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  const text = allText(await run('dates next', call({ topic: ' FISH ' }), context));
  expect(text).toContain('Event fish');
  expect(text).not.toContain('Event ships');
});

test('/dates next refuses a topic that no event has, and offers the nearest', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const text = await refusal('dates next', call({ topic: 'rare-erths`@everyone' }), context);
  expect(text).toContain('`rare-earths`');
  expect(text).not.toContain('@everyone');
  expect(text.match(/`/g)).toHaveLength(4);
});

test('/dates next offers topics while one is typed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await complete('dates next', 'topic', 'RARE', call(), context)).toEqual([
    { name: 'rare-earths', value: 'rare-earths' },
  ]);
});

test('/dates next works in a direct message, by the clock of the defaults', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await run('dates next', call({}, { guild: null }), context);
  expect(reply.message.content).toContain('ASEAN summit');
});

test('/dates next keeps to Discord’s limits and escapes the list, however long and hostile it is', async () => {
  const events = Array.from({ length: 40 }, (_, i) =>
    makeEvent(`e${i}`, i < 20 ? opens('2030-06-05') : null, {
      title: `${HOSTILE} ${'long '.repeat(30)}`,
      phrase: HOSTILE.slice(0, 90),
      place: HOSTILE,
      dependsOn: ['e1', 'e2', 'e3', 'e4'],
      claims: [claim(i < 20 ? opens('2030-06-05') : null, { says: HOSTILE.repeat(4).slice(0, 300) })],
    }),
  );
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list: makeList(events) });
  const reply = await run('dates next', call({ count: 10 }), context);
  expectSound(reply);
  expect(allText(reply)).toMatch(/and \d+ more/);
});

test('/dates next says first that it is a replay', async () => {
  const { context } = await makeContext({ now: AUTUMN, state: { replay: true } });
  const reply = await run('dates next', call(), context);
  expect(reply.message.content).toMatch(/^Replay: Next/);
  expectSound(reply);
});
