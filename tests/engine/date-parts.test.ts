import { expect, onTestFinished, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import type { Claim } from '../../src/model/event.ts';
import { at, buildClaim, buildEvent, expires, opens } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const START = '2027-01-01T12:00:00Z';
const closes = (minute: string): ClaimDate => ({ role: 'closes', approximate: false, precision: 'minute', minute });
const trial = (...claims: readonly Claim[]) =>
  buildEvent('trial', claims, { zone: 'UTC', title: 'Trial', phrase: 'the trial deadline' });
const ABSTRACT = buildClaim('a', closes('2027-01-08T17:00'), { dates: 'the abstract' });
const PAPER = buildClaim('a', closes('2027-01-15T17:00'), { dates: 'the full paper' });

async function open(...claims: readonly Claim[]) {
  const fixture = await startEngineFixture(START, [trial(...claims)]);
  onTestFinished(fixture.close);
  const subscription = buildSubscription('c', { leads: leads('7d 1d 1h'), since: at(START) });
  await fixture.store.registry.putSubscription(subscription);
  await fixture.pass(START);
  return fixture;
}

test('two deadlines of one entry are both reminded, each by its name', async () => {
  const fixture = await open(ABSTRACT, PAPER);
  expect(await fixture.pass('2027-01-07T09:00:00Z')).toEqual([
    expect.stringContaining('c: Trial (the abstract) closes tomorrow: Fri 8 Jan, 17:00 UTC.'),
  ]);
  expect(await fixture.pass('2027-01-08T09:00:00Z')).toEqual([
    expect.stringContaining('c: Trial (the full paper) closes in 7 days: Fri 15 Jan, 17:00 UTC.'),
  ]);
  expect(await fixture.pass('2027-01-08T16:00:00Z')).toEqual([
    expect.stringContaining('c: Trial (the abstract) closes in 1 hour'),
  ]);
  expect(await fixture.pass('2027-01-15T16:00:00Z')).toContainEqual(
    expect.stringContaining('c: Trial (the full paper) closes in 1 hour'),
  );
});

test.each([
  ['on', opens('2027-01-15')],
  ['through', expires('2027-01-15')],
])(
  'a deadline that another source gives as a day (`%s`) is reminded once, an hour before its minute',
  async (_field, day) => {
    const fixture = await open({ ...PAPER, dates: null }, buildClaim('b', day));
    expect(await fixture.pass('2027-01-15T16:00:00Z')).toEqual([
      '2027-01-15T16:00Z c: Trial closes in 1 hour: Fri 15 Jan, 17:00 UTC.',
    ]);
    expect(await fixture.pass('2027-01-15T23:30:00Z')).toEqual([]);
  },
);

test('what was reminded of before the list, or the program, told two parts apart is neither repeated nor lost', async () => {
  const fixture = await open({ ...PAPER, dates: null });
  expect(await fixture.pass('2027-01-08T09:00:00Z')).toHaveLength(1);
  fixture.setList([trial({ ...ABSTRACT, date: closes('2027-01-20T17:00') }, PAPER)]);
  expect((await fixture.pass('2027-01-08T10:00:00Z')).filter((line) => !line.includes('edited'))).toEqual([
    expect.stringContaining('c: Date set: Trial (the abstract) closes in 12 days'),
  ]);
  await fixture.restart();
  expect(await fixture.pass('2027-01-14T09:00:00Z')).toContainEqual(
    expect.stringContaining('Trial (the full paper) closes tomorrow'),
  );
  expect((await fixture.rows()).filter((row) => row.startsWith('trial 7d: sent'))).toHaveLength(2);
  // And back: one date again, of which everything has been told so far.
  fixture.setList([trial({ ...PAPER, dates: null })]);
  const lines = await fixture.pass('2027-01-14T10:00:00Z');
  expect(lines.filter((line) => line.includes('closes tomorrow') && !line.includes('edited'))).toEqual([]);
});

test('a message that was sent before its date had a name still stands, and is corrected when that date moves', async () => {
  const fixture = await open({ ...PAPER, dates: null });
  await fixture.pass('2027-01-08T09:00:00Z');
  fixture.setList([trial({ ...ABSTRACT, date: closes('2027-02-20T17:00') }, PAPER)]);
  await fixture.pass('2027-01-08T10:00:00Z');
  fixture.setList([
    trial({ ...ABSTRACT, date: closes('2027-02-20T17:00') }, { ...PAPER, date: closes('2027-01-18T17:00') }),
  ]);
  const lines = await fixture.pass('2027-01-08T11:00:00Z');
  expect(lines).toContainEqual(
    expect.stringMatching(/c: 3 days later: Trial \(the full paper\) now closes in 10 days, Mon 18 Jan, 17:00 UTC\./),
  );
  expect(lines).toContainEqual(expect.stringContaining('c edited: Out of date. Trial closes in 7 days'));
});

test('two dates of one entry in one reminder are corrected each on its own card', async () => {
  const fixture = await open(
    { ...PAPER, date: closes('2027-01-15T17:00') },
    { ...ABSTRACT, date: closes('2027-01-15T12:00') },
  );
  expect(await fixture.pass('2027-01-08T09:00:00Z')).toHaveLength(1);
  const cards = async () => {
    const posts = await fixture.store.outbox.posts({ channel: 'c', limit: 50 });
    const corrected = posts.find(({ kind, state }) => kind === 'correction' && state === 'sent');
    return corrected?.payload?.cards.map(({ title, description }) => `${title}: ${description}`) ?? [];
  };
  fixture.setList([
    trial(
      { ...PAPER, date: closes('2027-01-18T17:00') },
      { ...ABSTRACT, date: closes('2027-01-15T12:00'), says: 'by noon' },
    ),
  ]);
  await fixture.pass('2027-01-08T10:00:00Z');
  expect(await cards()).toEqual([
    expect.stringMatching(/^Trial \(the abstract\): <t:1800014400:F>\n/),
    expect.stringMatching(/^Trial.*: ~~<t:1800032400:F>~~ → \*\*18 Jan 2027, 17:00 UTC \(the full paper\)\*\*/),
  ]);
  fixture.setList([
    trial({ ...PAPER, date: closes('2027-01-18T17:00') }, { ...ABSTRACT, date: closes('2027-01-16T12:00') }),
  ]);
  await fixture.pass('2027-01-08T11:00:00Z');
  expect(await cards()).toEqual([
    expect.stringMatching(/^Trial.*: ~~<t:1800014400:F>~~ → \*\*16 Jan 2027, 12:00 UTC \(the abstract\)\*\*/),
    expect.stringMatching(/^Trial.*: ~~<t:1800032400:F>~~ → \*\*18 Jan 2027, 17:00 UTC \(the full paper\)\*\*/),
  ]);
});
