import { expect, onTestFinished, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { at, buildClaim, buildEvent, opens } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { eventText, listText, onlyEvent, read } from '../build/list-texts.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const START = '2027-10-01T12:00:00Z';
const days = (from: string, through: string): ClaimDate => ({
  role: 'opens',
  approximate: false,
  precision: 'range',
  from,
  through,
});
const summit = (date: ClaimDate, more: Partial<ListEvent> = {}) =>
  buildEvent('summit', [buildClaim('a', date)], {
    zone: 'UTC',
    title: 'ASEAN summit',
    kind: 'summit',
    ...more,
  });
const BOTH = { remind: ['first', 'last'] } as const;

async function open(event: ListEvent) {
  const fixture = await startEngineFixture(START, [event]);
  onTestFinished(fixture.close);
  const subscription = buildSubscription('c', { leads: leads('7d 1d 0d'), since: at(START) });
  await fixture.store.registry.putSubscription(subscription);
  await fixture.pass(START);
  return fixture;
}

/** What a channel gets at nine on these days. */
async function reminded(fixture: Awaited<ReturnType<typeof open>>, ...mornings: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const day of mornings) lines.push(...(await fixture.pass(`${day}T09:00:00Z`)));
  return lines;
}

test('an entry that asks for the last day of a range is reminded of it, after its first day', async () => {
  const fixture = await open(summit(days('2027-10-26', '2027-10-28'), BOTH));
  expect(await reminded(fixture, '2027-10-19', '2027-10-21', '2027-10-25', '2027-10-26')).toEqual([
    expect.stringContaining('c: ASEAN summit opens in 7 days: 26–28 Oct, UTC.'),
    expect.stringContaining('c: ASEAN summit opens tomorrow: 26–28 Oct, UTC.'),
    expect.stringContaining('c: ASEAN summit opens today: 26–28 Oct, UTC.'),
  ]);
  expect(await reminded(fixture, '2027-10-27', '2027-10-28', '2027-10-29')).toEqual([
    expect.stringContaining('c: ASEAN summit ends tomorrow: Thu 28 Oct, UTC.'),
    expect.stringContaining('c: ASEAN summit ends today: Thu 28 Oct, UTC.'),
  ]);
  const posts = await fixture.store.outbox.posts({ channel: 'c', limit: 5 });
  expect(posts[0]?.payload?.cards[0]?.description).toMatch(/^Thu 28 Oct 2027, UTC(?:\n|$)/);
  const { moments } = fixture.store.outbox;
  const keys = (await moments({ channels: ['c'], events: ['summit'] })).map(
    ({ edge, sourceDate }) => `${edge} ${sourceDate}`,
  );
  expect([...new Set(keys)].sort()).toEqual(['last-day 2027-10-28', 'opens 2027-10-26']);
});

test('without `remind` a range has the one edge that it always had, with the same name and date', () => {
  const edges = deriveEdges(summit(days('2027-10-26', '2027-10-28')));
  expect(edges.map(({ name, sourceDate }) => `${name} ${sourceDate}`)).toEqual(['opens 2027-10-26']);
  expect(JSON.stringify(edges)).not.toMatch(/last|notBefore|remind/);
});

test('an entry may ask for the last day alone, and is then reminded of it with every lead', async () => {
  const fixture = await open(summit(days('2027-10-26', '2027-10-28'), { remind: ['last'] }));
  const lines = await reminded(fixture, '2027-10-19', '2027-10-21', '2027-10-25', '2027-10-27', '2027-10-28');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('c: ASEAN summit ends in 7 days: Thu 28 Oct, UTC.');
});

test('a last day that moves is told as such, and only the messages about it are corrected', async () => {
  const fixture = await open(summit(days('2027-10-26', '2027-10-28'), BOTH));
  await reminded(fixture, '2027-10-19', '2027-10-25', '2027-10-26', '2027-10-27');
  fixture.setList([summit(days('2027-10-26', '2027-10-29'), BOTH)]);
  const lines = await fixture.pass('2027-10-27T13:00:00Z');
  expect(lines).toContainEqual(expect.stringContaining('c: A day later: ASEAN summit now ends in 2 days, Fri 29 Oct.'));
  const edited = lines.filter((line) => line.includes('edited'));
  expect(edited).toEqual([expect.stringContaining('Out of date. ASEAN summit ends tomorrow')]);
});

test('to ask for the last day, or no longer to, moves no date and withdraws none', async () => {
  const fixture = await open(summit(days('2027-10-26', '2027-10-28')));
  await reminded(fixture, '2027-10-19', '2027-10-25', '2027-10-26');
  fixture.setList([summit(days('2027-10-26', '2027-10-28'), BOTH)]);
  const lines = await fixture.pass('2027-10-26T13:00:00Z');
  expect(lines.filter((line) => !line.includes('edited: ASEAN summit opens'))).toEqual([]);
  expect(await reminded(fixture, '2027-10-27')).toHaveLength(1);
  fixture.setList([summit(days('2027-10-26', '2027-10-28'))]);
  const later = await reminded(fixture, '2027-10-28');
  expect(later.filter((line) => !line.includes('edited: ASEAN summit'))).toEqual([]);
});

test('a range that turns out to be one day corrects what was said of its last day', async () => {
  const fixture = await open(summit(days('2027-10-26', '2027-10-28'), BOTH));
  await reminded(fixture, '2027-10-19', '2027-10-25', '2027-10-26', '2027-10-27');
  fixture.setList([summit(opens('2027-10-26'), BOTH)]);
  const lines = await fixture.pass('2027-10-27T13:00:00Z');
  expect(lines.filter((line) => line.includes('Date withdrawn'))).toEqual([]);
  expect(lines.filter((line) => line.includes('Out of date'))).toEqual([
    expect.stringContaining('edited: Out of date. ASEAN summit ends tomorrow'),
  ]);
});

test('`remind` is read from a list, and refused where no source gives several days', () => {
  const text = (date: string) => listText(eventText('a', '    remind: [first, last]\n', date));
  expect(onlyEvent(text('{ from: 2027-10-26, through: 2027-10-28 }')).remind).toEqual(['first', 'last']);
  expect(onlyEvent(text('{ from: 2027-10-26, through: 2027-10-28 }').replace(', last', ''))).not.toHaveProperty(
    'remind',
  );
  expect(read(text('{ on: 2027-10-26 }')).problems).toEqual([
    expect.objectContaining({
      message: '`remind` asks for the last day, and no claim here gives several.',
      expected: 'a claim with `from` and `through`, or no `remind`',
    }),
  ]);
});
