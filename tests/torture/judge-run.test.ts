import { beforeEach, describe, expect, test } from 'vitest';
import { findUntruths } from './check-truth.ts';
import { judgeRun } from './judge-run.ts';
import { CLOCK, epochOf, LINE, lifeOf, momentOf, NOON, postOf, reminderOf, runOf, T } from './make-run.ts';
import type { SeenCard, SeenMessage } from './read-cards.ts';
import type { LedgerRow } from './read-ledger.ts';
import { lookedUpTo, type Story } from './story.ts';

let story: Story;
let ledger: LedgerRow[];
beforeEach(() => {
  story = {
    lives: [{ list: [NOON], spawned: T('10:00'), running: T('10:00'), ended: T('13:00') }],
    epochs: new Map([
      ['c', [{ from: T('10:00'), surely: T('10:00'), cause: 'created', sure: true, list: [NOON], ...CLOCK }]],
    ]),
    creates: [],
    edits: [],
    forgotten: [],
    away: [],
  };
  ledger = [];
});

function message(time: string, left: string, mark: string, more: Partial<SeenCard> = {}): SeenMessage {
  const head = more.head === undefined ? '' : `${more.head}: `;
  const line = `${NOON.title} closes in ${left}: Mon 4 May, 12:00 UTC.`;
  const { cards, ...rest } = reminderOf(NOON, { line, ...more });
  return { ...rest, id: mark, mark, at: T(time), content: `${head}${more.line ?? line}`, cards };
}

const HOUR_BEFORE = message('11:00:01', '1 hour', 'a');
const HALF_BEFORE = message('11:30:01', '30 minutes', 'b');
const judge = (...messages: SeenMessage[]) => {
  const seen = { messages, atEnd: messages, posted: new Set<string>(), ledger, posts: [] };
  const { lost, doubled, untrue, ...rest } = judgeRun({ story, line: LINE, end: T('13:00'), ...seen });
  return { ...rest, faults: [lost.length, doubled.length, untrue.length] };
};

test('what was sent once, in time and truly is well', () => {
  expect(judge(HOUR_BEFORE, HALF_BEFORE)).toMatchObject({ faults: [0, 0, 0], due: 2, owed: 2, found: 2 });
});

const WAS_DUE = 'was due Mon 4 May, 11:30 UTC';

test('what is late and says how late, and since when it was due, is well', () => {
  const late = message('11:40', '20 minutes', 'b', { head: '10 minutes late', belated: WAS_DUE });
  expect(judge(HOUR_BEFORE, late).faults).toEqual([0, 0, 0]);
});

test.each([
  ['ended with a closed channel', [{ lead: '30m', state: 'dead', reason: 'missing access' }]],
  ['was not asked for any more', []],
])('a reminder whose nearer one %s may come until the date, late', (_, nearer) => {
  const [epochs] = [...story.epochs.values()];
  const [first] = epochs ?? [];
  if (first === undefined) throw new Error('There is an epoch.');
  const spans = [
    { ...first, sure: true },
    { ...first, from: T('11:00'), surely: T('11:00'), cause: 'changed', sure: false },
    { ...first, from: T('11:45'), surely: T('11:46'), cause: 'changed' },
  ] as const;
  story = { ...story, epochs: new Map([['c', [...spans]]]) };
  const rowOf = (lead: string, state: string, reason: string) => ({
    ...{ event: NOON.id, date: NOON.date, lead, channel: 'c', state, reason, post: null },
  });
  ledger = [rowOf('1h', 'sent', 'caught up'), ...nearer.map(({ lead, state, reason }) => rowOf(lead, state, reason))];
  const belated = { head: 'I was offline', belated: 'was due Mon 4 May, 11:00 UTC' };
  expect(judge(message('11:50', '10 minutes', 'a', belated)).faults).toEqual([0, 0, 0]);
});

describe('what the judge finds in a run', () => {
  const other = (more: Partial<SeenCard>) => message('11:30:01', '30 minutes', 'b', more);
  const said = (words: string) => other({ line: `${NOON.title} ${words}` });
  test.each<[string, [number, number, number], SeenMessage[]]>([
    ['a reminder that never came', [1, 0, 0], [HALF_BEFORE]],
    ['one that came twice with one mark', [0, 1, 0], [HOUR_BEFORE, HALF_BEFORE, { ...HALF_BEFORE, id: 'c' }]],
    ['one that came twice with two marks', [0, 1, 0], [HOUR_BEFORE, HALF_BEFORE, { ...HALF_BEFORE, mark: 'c' }]],
    ['a wrong distance', [0, 0, 1], [HOUR_BEFORE, message('11:30:01', '45 minutes', 'b')]],
    ['a wrong day', [0, 0, 1], [HOUR_BEFORE, said('closes in 30 minutes: Tue 5 May, 12:00 UTC.')]],
    ['a wrong hour', [0, 0, 1], [HOUR_BEFORE, said('closes in 30 minutes: Mon 4 May, 12:00 a.m. UTC.')]],
    ['a wrong instant', [0, 0, 1], [HOUR_BEFORE, other({ date: momentOf('12:01'), shown: T('12:01') })]],
    ['a day where the moment is known', [0, 0, 1], [HOUR_BEFORE, other({ date: 'Mon 4 May 2026, UTC', shown: null })]],
    ['a wrong certainty', [0, 0, 1], [HOUR_BEFORE, other({ certainty: 'threatened' })]],
    [
      'a line that is not sure enough',
      [0, 0, 1],
      [HOUR_BEFORE, said('may close in 30 minutes: Mon 4 May, 12:00 UTC.')],
    ],
    ['one that is late and silent about it', [0, 0, 1], [HOUR_BEFORE, message('11:35', '25 minutes', 'b')]],
    ['a wrong word on when it was due', [0, 0, 1], [HOUR_BEFORE, other({ belated: 'was due Mon 4 May, 11:15 UTC' })]],
    [
      'a wrong word on how late it is',
      [0, 0, 1],
      [HOUR_BEFORE, message('11:40', '20 minutes', 'b', { head: '1 hour late', belated: WAS_DUE })],
    ],
    [
      'one of an event that is not in the list',
      [0, 0, 2],
      [HOUR_BEFORE, HALF_BEFORE, message('11:31', '29 minutes', 'd', { number: 2 })],
    ],
  ])('the judge finds %s', (_, faults, messages) => {
    expect(judge(...messages).faults).toEqual(faults);
  });

  test.each([
    ['threatened', 'closes in 1 hour', 1],
    ['threatened', 'would close in 1 hour', 0],
    ['threatened', 'in 1 hour (threatened)', 0],
    ['tentative', 'is expected to close in 1 hour', 1],
    ['tentative', 'may close in 1 hour', 0],
    ['expected', 'closes in 1 hour', 1],
    ['expected', 'is expected to close in 1 hour', 0],
    ['confirmed', 'closes in 1 hour', 0],
  ] as const)('of what is %s the judge lets a line say "%s" (faults: %i)', (certainty, words, faults) => {
    const line = `${NOON.title} ${words}`;
    const { cards } = message('11:00:01', '1 hour', 'a', { certainty, line });
    const [card] = cards;
    if (card === undefined) throw new Error('there is no card');
    expect(findUntruths(card, { ...NOON, certainty }, T('11:00:01'), 1)).toHaveLength(faults);
  });

  test('the judge finds a reminder of a date that was cancelled', () => {
    story.lives[0] = {
      list: [{ ...NOON, certainty: 'cancelled' }],
      spawned: T('10:00'),
      running: T('10:00'),
      ended: T('13:00'),
    };
    expect(judge(HOUR_BEFORE, HALF_BEFORE).faults).toEqual([0, 0, 2]);
  });

  test('the judge finds what the ledger says was sent and nobody can see', () => {
    story.lives.length = 0;
    story.lives.push({ list: [NOON], spawned: T('10:00'), running: null, ended: T('13:00') });
    const row = { event: 'made-1', date: NOON.date, channel: 'c' };
    ledger = [
      { ...row, lead: '1h', state: 'sent' },
      { ...row, lead: '30m', state: 'skipped' },
    ];
    expect(judge().faults).toEqual([1, 0, 0]);
  });
});

test('how rows ended and how cards read at the end is judged too', () => {
  const posts = [postOf('notice')];
  const { lost, untrue } = judgeRun(runOf({ messages: [HOUR_BEFORE, HALF_BEFORE], atEnd: [HOUR_BEFORE], posts }));
  expect(lost).toEqual([expect.stringMatching(/was never seen$/)]);
  expect(untrue).toEqual([expect.stringMatching(/nothing of it can be read any more$/)]);
});

test('a message goes to the reminder that was sent, not to one that a restored state took for announced', () => {
  const row = { event: 'made-1', date: NOON.date, channel: 'c', state: 'sent' };
  ledger = [
    { ...row, lead: '1h', reason: 'found' },
    { ...row, lead: '30m', reason: 'on time' },
  ];
  const [life] = story.lives;
  if (life !== undefined) life.running = null;
  expect(judge(HALF_BEFORE).faults).toEqual([0, 0, 0]);
});

test('a message goes to the reminder that a restored state knows nothing of, not to one that it has given up', () => {
  const [life] = story.lives;
  if (life !== undefined) life.running = null;
  ledger = [
    { event: 'made-1', date: NOON.date, channel: 'c', lead: '1h', state: 'skipped', reason: 'not asked for then' },
  ];
  expect(judge(HALF_BEFORE).faults).toEqual([0, 0, 0]);
});

test('a message goes to the reminder that was due, not to one that the notice of a change has announced', () => {
  const later = { ...NOON, date: '2026-05-04T13:30' };
  story.lives.length = 0;
  story.lives.push(lifeOf([later], '10:00', '11:09'), lifeOf([NOON], '11:10', '13:00'));
  story.epochs.set('c', [{ ...epochOf([later], '10:00'), cause: 'created' }, epochOf([NOON], '11:10')]);
  const row = { event: 'made-1', date: NOON.date, channel: 'c' };
  ledger = [
    { ...row, lead: '1h', state: 'skipped', reason: 'told by notice' },
    { ...row, lead: '30m', state: 'sent', reason: 'found' },
  ];
  const notice = { ...message('11:10:05', '50 minutes', 'n'), cards: [], changes: [1] };
  expect(judge(notice, HALF_BEFORE).faults).toEqual([0, 0, 0]);
});

test('what was too late needs a row in the ledger: nothing is lost silently', () => {
  const [life] = story.lives;
  if (life !== undefined) life.running = null;
  expect(judge()).toMatchObject({ faults: [2, 0, 0], owed: 0 });
});

describe('when nothing is owed', () => {
  beforeEach(() => {
    const row = { event: 'made-1', date: NOON.date, channel: 'c', state: 'skipped' };
    ledger = [
      { ...row, lead: '1h' },
      { ...row, lead: '30m' },
    ];
  });

  test('nothing is owed while no program ran', () => {
    const [life] = story.lives;
    if (life !== undefined) life.ended = T('10:30');
    expect(judge()).toMatchObject({ faults: [0, 0, 0], owed: 0 });
  });

  test('nothing is owed while every answer of the channel failed', () => {
    story.creates.push(
      ...Array.from({ length: 3_600 }, (_, second) => ({
        channel: 'c',
        of: 'n',
        at: T('11:00') + second * 1_000,
        tookMs: 5,
        status: 500,
      })),
    );
    expect(judge()).toMatchObject({ faults: [0, 0, 0], owed: 0 });
  });

  test('nothing is owed of what was due before the channel subscribed, and a message of it is one too many', () => {
    const epochs = story.epochs.get('c') ?? [];
    story.epochs.set(
      'c',
      epochs.map((epoch) => ({ ...epoch, from: T('11:10'), surely: T('11:10') })),
    );
    expect(judge(HALF_BEFORE)).toMatchObject({ faults: [0, 0, 0], due: 1 });
    expect(
      judge(
        message('11:12', '48 minutes', 'a', { head: '12 minutes late', belated: 'was due Mon 4 May, 11:00 UTC' }),
        HALF_BEFORE,
      ).faults,
    ).toEqual([0, 1, 0]);
  });
});

describe('up to when the state that a change finds had looked at what was due', () => {
  const life = (from: string, running: string | null, to: string) => ({
    ...{ list: [NOON], spawned: T(from), running: running === null ? null : T(running), ended: T(to) },
  });
  const lives = [
    life('10:00', '10:01', '10:30'),
    life('10:30', null, '10:40'),
    life('10:40', '10:41', '10:41:01'),
    life('10:50', '10:51', '11:30'),
  ];
  const looked = (from: string, forgotten: Story['forgotten'] = []) => lookedUpTo({ lives, forgotten }, T(from));

  test('a killed program has kept the watermark of its last seconds to itself', () => {
    expect(looked('11:30')).toBe(T('11:29:49'));
  });
  test('a life that never ran, or not for a tick, has looked at nothing', () => {
    expect(looked('10:41:01')).toBe(T('10:29:49'));
  });
  test('a program that runs has looked a tick ago', () => {
    expect(looked('11:00')).toBe(T('11:00') - 1_500);
  });
  test('a copy that was put back has looked when it was made', () => {
    expect(looked('11:30', [{ from: T('10:45'), to: T('11:31') }])).toBe(T('10:29:49'));
  });
});
