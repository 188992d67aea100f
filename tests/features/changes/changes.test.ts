import { expect, test } from 'vitest';
import type { EventList } from '../../../src/model/event.ts';
import { call, press } from '../../build/build-calls.ts';
import { expires, opens } from '../../build/build-events.ts';
import { claim, HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { recordChanges } from '../../build/record-changes.ts';
import { allText, refusal, run, runPress } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const NOW = '2030-06-10T12:00:00Z';
const MINISTRY = { id: 'ministry', name: 'Example Ministry', fullName: null, url: null };

const truce = (day: string, published: string) =>
  makeEvent('truce', null, {
    title: 'Tariff truce',
    claims: [claim(expires(day), { source: MINISTRY, published })],
  });
const talks = makeEvent('talks', opens('2030-06-20'), { title: 'Talks', certainty: 'tentative' });
const tariff = makeEvent('tariff', expires('2030-07-01'), { title: 'Port fees' });
const visit = makeEvent('visit', opens('2030-08-01'), { title: 'State visit' });

/** A list that lived for ten days: its states, oldest first. */
const FIRST = makeList([truce('2030-06-12', '2030-05-01'), talks, tariff]);
const SECOND = makeList([truce('2030-09-10', '2030-06-02'), { ...talks, certainty: 'confirmed' as const }, tariff]);
const THIRD = makeList([
  truce('2030-09-10', '2030-06-02'),
  makeEvent('talks', opens('2030-06-19'), { title: 'Talks' }),
  {
    ...tariff,
    certainty: 'done' as const,
    outcome: { what: 'The fees were suspended', day: '2030-06-08', source: MINISTRY },
  },
  visit,
]);
const FOURTH = makeList(THIRD.events.map((event) => (event.id === 'visit' ? { ...event, summary: 'Spelt' } : event)));
const LAST = makeList(FOURTH.events.filter(({ id }) => id !== 'visit'));

async function lived(list: EventList = LAST) {
  const made = await makeContext({ now: NOW, list });
  const { outbox } = made.store;
  await recordChanges(outbox, '2030-06-02T15:00:00Z', FIRST, SECOND);
  await recordChanges(outbox, '2030-06-08T15:00:00Z', SECOND, THIRD);
  await recordChanges(outbox, '2030-06-09T03:30:00Z', THIRD, FOURTH);
  await recordChanges(outbox, '2030-06-09T15:00:00Z', FOURTH, LAST);
  return made;
}

/** A list in which that many talks are set a day earlier. */
async function movedTalks(count: number, title = 'Talks') {
  const on = (day: string) =>
    makeList(Array.from({ length: count }, (_, i) => makeEvent(`e${i}`, opens(day), { title: `${title} ${i}` })));
  const made = await makeContext({ now: NOW, list: on('2030-06-19') });
  await recordChanges(made.store.outbox, '2030-06-09T15:00:00Z', on('2030-06-20'), on('2030-06-19'));
  return made;
}

test('/dates changes reads as reviewed', async () => {
  const { context } = await lived();
  const quiet = await makeContext({ now: NOW, list: LAST });
  const many = await movedTalks(10);
  const answers = [
    exchange('/dates changes', await run('dates changes', call(), context)),
    exchange('/dates changes since:2030-06-01', await run('dates changes', call({ since: '2030-06-01' }), context)),
    exchange('/dates changes (nothing changed)', await run('dates changes', call(), quiet.context)),
    exchange('/dates changes (ten changes)', await run('dates changes', call(), many.context)),
    exchange('Next', await runPress('changes', press(['2030-06-03', '1']), many.context)),
    exchange('/dates changes since:last week', await run('dates changes', call({ since: 'last week' }), context)),
    exchange('/dates changes since:3/6', await run('dates changes', call({ since: '3/6' }), context)),
    exchange('/dates changes since:a while', await refusal('dates changes', call({ since: 'a while' }), context)),
    exchange('/dates changes since:2031-01-01', await refusal('dates changes', call({ since: '2031-01-01' }), context)),
  ];
  await expect(transcript('/dates changes', answers)).toMatchFileSnapshot('../transcripts/changes.md');
});

test('/dates changes shows the last seven days where no day is named, and the newest change first', async () => {
  const { context } = await lived();
  const text = allText(await run('dates changes', call(), context));
  expect(text).toContain('Since Mon 3 Jun 2030: 5 changes.');
  expect(text).not.toContain('extended');
  expect(text.indexOf('no longer listed')).toBeLessThan(text.indexOf('corrected'));
  expect(text.indexOf('corrected')).toBeLessThan(text.indexOf('earlier'));
});

test.each([
  ['2030-06-01', 7],
  ['2030-06-02', 7],
  ['2030-06-03', 5],
  ['9d', 7],
  ['1w', 5],
  ['1d', 1],
  ['yesterday', 1],
  ['7 days', 5],
  ['a week ago', 5],
  ['June 2', 7],
  [' TODAY ', 0],
])('/dates changes since %j finds %i of seven', async (since, count) => {
  const { context } = await lived();
  const reply = await run('dates changes', call({ since }), context);
  expect(reply.message.cards[0]?.description?.match(/^•/gm)?.length ?? 0).toBe(count);
  expectSound(reply);
});

test('/dates changes counts a day from its first instant in the server’s zone', async () => {
  // 03:30 UTC on 9 June is still the evening of 8 June in New York, and noon of 9 June in Seoul.
  const { context } = await lived();
  const there = allText(await run('dates changes', call({ since: '2030-06-09' }), context));
  expect(there).not.toContain(': corrected');
  await setServerClock(context, { zone: 'Asia/Seoul' });
  const here = allText(await run('dates changes', call({ since: '2030-06-09' }), context));
  expect(here).toContain(': corrected');
});

test('/dates changes says the old date, the new one and whose it is', async () => {
  const { context } = await lived();
  const text = allText(await run('dates changes', call({ since: '2030-06-01' }), context));
  expect(text).toContain(
    '**Tariff truce**: extended · through Wed 12 Jun → through Tue 10 Sep · Example Ministry, 2 Jun 2030',
  );
  expect(text).toContain('**Talks**: confirmed · tentative → confirmed · Gazette');
  expect(text).toContain('**Talks**: earlier · Thu 20 Jun → Wed 19 Jun');
  expect(text).toContain('**Port fees**: outcome · The fees were suspended · Example Ministry');
  expect(text).toContain('**State visit**: new · Thu 1 Aug');
  expect(text).toContain('**State visit**: no longer listed · was Thu 1 Aug');
});

test('/dates changes turns pages by buttons that hold all they need, and a page that is gone becomes the last', async () => {
  const { context } = await movedTalks(10);
  const first = await run('dates changes', call(), context);
  const ids = first.message.controls.flat().map((control) => (control.type === 'button' ? control.id : ''));
  expect(ids).toEqual(['changes:2030-06-03:0', 'changes:2030-06-03:1', expect.stringMatching(/^share:/)]);
  const second = await runPress('changes', press(['2030-06-03', '1']), context);
  expect(second.update).toBe(true);
  expect(second.message.content).toContain('page 2 of 2');
  const gone = await runPress('changes', press(['2030-06-03', '77']), context);
  expect(gone.message.content).toContain('page 2 of 2');
});

test('/dates changes shows the 480 newest of more, and says so', async () => {
  const { context } = await movedTalks(500);
  const reply = await run('dates changes', call(), context);
  expect(reply.message.content).toContain('more than 480 changes');
  expect(allText(reply)).toContain('Only the newest 480 are shown.');
  expectSound(reply);
});

test('/dates changes leaves no row out of a page, however long and hostile the list is', async () => {
  const { context } = await movedTalks(8, HOSTILE);
  const reply = await run('dates changes', call(), context);
  expectSound(reply);
  expect(reply.message.cards[0]?.description?.match(/^•/gm)).toHaveLength(8);
});

test.each(['2030-02-30', '5', '3h', 'at', '-7d', '367d', '`@everyone', '2030-06-11'])(
  '/dates changes refuses since %j and says what it takes',
  async (since) => {
    const { context } = await lived();
    const text = await refusal('dates changes', call({ since }), context);
    expect(text).toContain('2030-06-10');
    expect(text).not.toContain('@everyone');
  },
);

test('/dates changes works in a direct message', async () => {
  const { context } = await lived();
  expect((await run('dates changes', call({}, { guild: null }), context)).message.content).toContain('5 changes');
});

test('a correction says on its line what was corrected: old and new where both are short, else which part', async () => {
  const corrected = async (was: EventList['events'][number], is: EventList['events'][number]) => {
    const made = await makeContext({ now: NOW, list: makeList([is]) });
    await recordChanges(made.store.outbox, '2030-06-09T15:00:00Z', makeList([was]), makeList([is]));
    const text = (await run('dates changes', call(), made.context)).message.cards[0]?.description ?? '';
    return text.replace(/^• \S+ \d+ \w+ · /, '');
  };
  const old = truce('2030-09-10', '2030-06-01');
  const other = claim(expires('2030-09-10'), { source: { ...MINISTRY, id: 'court', name: 'Court' } });
  expect(await corrected(old, truce('2030-09-10', '2030-06-02'))).toBe(
    '**Tariff truce**: corrected · Example Ministry published 1 Jun 2030 → 2 Jun 2030',
  );
  expect(await corrected({ ...visit, title: 'Sate visit' }, visit)).toBe(
    '**State visit**: corrected · title Sate visit → State visit',
  );
  expect(await corrected(old, { ...old, claims: [...old.claims, other] })).toBe(
    '**Tariff truce**: corrected · source added: Court',
  );
  expect(await corrected({ ...old, claims: [...old.claims, other] }, old)).toBe(
    '**Tariff truce**: corrected · source removed: Court',
  );
  expect(await corrected(old, { ...old, stakes: 'x'.repeat(99), place: 'Geneva' })).toBe(
    '**Tariff truce**: corrected · place, and 1 more',
  );
});
