import { describe, expect, test } from 'vitest';
import { judgeEnds } from './judge-ends.ts';
import { epochOf, lifeOf, NOON, postOf, reminderOf, runOf, T } from './make-run.ts';
import type { LedgerRow } from './read-ledger.ts';

const POSTED = new Set(['c/n']);
const ROW: LedgerRow = {
  event: NOON.id,
  date: NOON.date,
  lead: 'notice#3',
  channel: 'c',
  state: 'sent',
  post: 'notice post',
};

/** The notice as it stands in the channel. */
const noticeOf = (...changes: number[]) => ({ ...reminderOf(NOON), id: 'n', cards: [], changes });

test('a notice that was sent, is in its channel and says so is well', () => {
  const messages = [noticeOf(4, NOON.number)];
  expect(judgeEnds(runOf({ posts: [postOf('notice')], ledger: [ROW], posted: POSTED, messages }))).toEqual([]);
});

describe('what the judge finds at the end', () => {
  test.each([
    ['a notice that is called sent and that nobody ever saw', new Set<string>(), {}],
    ['one that is in another channel', new Set(['d/n']), {}],
    ['one that is called removed where nobody removes anything', POSTED, { message: null }],
  ])('the judge finds a notice at its end: %s', (_, posted, more) => {
    const found = judgeEnds(runOf({ posts: [postOf('notice', more)], ledger: [ROW], posted }));
    expect(found).toEqual([expect.stringMatching(/^c notice .* was never seen$/)]);
  });

  test.each<[string, Partial<LedgerRow>, string]>([
    ['a row that still waits for a post that has ended', { state: 'reserved' }, 'reserved for a post that is sent'],
    ['a row that waits for no post', { state: 'reserved', post: null }, 'reserved for no post'],
    ['a notice that was told by nothing', { post: 'another' }, 'sent, by no post'],
  ])('the judge finds a post at its end: %s', (_, more, what) => {
    const run = runOf({ posts: [postOf('notice')], ledger: [{ ...ROW, ...more }], posted: POSTED });
    expect(judgeEnds(run)).toEqual([expect.stringContaining(what)]);
  });

  test('the judge finds a notice that speaks of other events only', () => {
    const run = runOf({ posts: [postOf('notice')], ledger: [ROW], posted: POSTED, messages: [noticeOf(4)] });
    expect(judgeEnds(run)).toEqual([expect.stringMatching(/does not speak of it$/)]);
  });

  test.each(['notice', 'correction', 'reminder'])(
    'the judge finds a %s that still waits after a calm stretch',
    (kind) => {
      const posts = [postOf(kind, { state: 'waiting', message: null })];
      expect(judgeEnds(runOf({ posts }))).toEqual([expect.stringMatching(/still waiting/)]);
    },
  );
});

describe('a post may still wait', () => {
  const posts = [postOf('notice', { state: 'waiting', message: null })];
  const calm = runOf({ posts }).story;

  test('a post may still wait where it fell due too late for a calm stretch', () => {
    const late = [postOf('notice', { state: 'waiting', message: null, due: T('12:59:58') })];
    expect(judgeEnds(runOf({ posts: late }))).toEqual([]);
  });

  test('a post may still wait where the last life never ran', () => {
    const lives = [lifeOf([NOON], '10:00', '12:00'), { ...lifeOf([NOON], '12:00', '13:00'), running: null }];
    expect(judgeEnds(runOf({ posts, story: { ...calm, lives } }))).toEqual([]);
  });

  test('a post may still wait where an edit that failed keeps its channel to the end', () => {
    const edits = [{ channel: 'c', of: 'm', at: T('12:59:58'), tookMs: 5, status: 500 }];
    expect(judgeEnds(runOf({ posts, story: { ...calm, edits } }))).toEqual([]);
  });

  const failed = ['12:58:00', '12:58:02', '12:58:05', '12:58:10', '12:58:20', '12:58:58'];
  const seen = (time: string, of: string, status: number) => ({ channel: 'c', of, at: T(time), tookMs: 5, status });

  test('a post may still wait as long as its own tries that failed say, whatever else of its channel went well', () => {
    const creates = [...failed.map((time) => seen(time, 'n', 500)), seen('12:58:36', 'other', 200)];
    expect(judgeEnds(runOf({ posts, story: { ...calm, creates } }))).toEqual([]);
  });

  test('the judge finds a post that waits longer than its own tries that failed say', () => {
    const creates = failed.slice(0, 5).map((time) => seen(time, 'n', 500));
    expect(judgeEnds(runOf({ posts, story: { ...calm, creates } }))).toEqual([expect.stringMatching(/still waiting/)]);
  });

  test('a post may still wait where its channel is closed', () => {
    const epochs = new Map([['c', [epochOf([NOON], '10:00'), epochOf([NOON], '11:10', false)]]]);
    expect(judgeEnds(runOf({ posts, story: { ...calm, epochs } }))).toEqual([]);
  });
});
