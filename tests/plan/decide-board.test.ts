import { expect, test } from 'vitest';
import type { BoardState } from '../../src/model/recurring.ts';
import { type BoardPost, decideBoard } from '../../src/plan/recurring/decide-board.ts';

const SHOWN: BoardState = { count: 2, print: 'now', remade: 0 };
const SENT: BoardPost = { state: 'sent', reason: 'on time', message: '77', edits: null };
const GONE: BoardPost = { state: 'sent', reason: 'delivered and removed', message: null, edits: '77' };

test('a board that was never posted needs its first post', () => {
  expect(decideBoard({ count: 0, print: null, remade: 0 }, null, 'now', false)).toEqual({
    act: 'post',
    edits: null,
    remade: 0,
  });
});

test('a board needs nothing while it shows what it should', () => {
  expect(decideBoard(SHOWN, SENT, 'now', false)).toEqual({ act: 'rest' });
});

test('a board needs an edit where it would read otherwise', () => {
  expect(decideBoard(SHOWN, SENT, 'later', false)).toEqual({ act: 'post', edits: '77', remade: 0 });
});

test.each(['waiting', 'sending'] as const)('a board needs patience while its last post is %s', (state) => {
  expect(decideBoard(SHOWN, { ...SENT, state, message: null }, 'later', false)).toEqual({ act: 'wait' });
});

test('a board gets a new message once after somebody deleted it, whatever it shows; then no more', () => {
  expect(decideBoard(SHOWN, GONE, 'now', false)).toEqual({ act: 'post', edits: null, remade: 1 });
  expect(decideBoard({ ...SHOWN, remade: 1 }, GONE, 'now', false)).toEqual({ act: 'give up' });
  // A later edit of the second message is no deletion.
  expect(decideBoard({ ...SHOWN, remade: 1 }, SENT, 'later', false)).toEqual({ act: 'post', edits: '77', remade: 1 });
});

test('a board gets no second try of what Discord refuses for itself, until it reads otherwise; then of the same message', () => {
  const refused: BoardPost = { state: 'dead', reason: 'refused content', message: null, edits: '77' };
  expect(decideBoard(SHOWN, refused, 'now', false)).toEqual({ act: 'rest' });
  expect(decideBoard(SHOWN, refused, 'later', false)).toEqual({ act: 'post', edits: '77', remade: 0 });
});

test.each(['missing permission', 'missing access', 'unknown channel', 'channel closed'])(
  'a board gets another try after "%s": it was paused then and has been resumed',
  (reason) => {
    const dead: BoardPost = { state: 'dead', reason, message: null, edits: '77' };
    expect(decideBoard(SHOWN, dead, 'now', false)).toEqual({ act: 'post', edits: '77', remade: 0 });
  },
);

test('a board whose channel is still closed is tried when it reads otherwise, and not again and again', () => {
  const dead: BoardPost = { state: 'dead', reason: 'missing access', message: null, edits: null };
  expect(decideBoard(SHOWN, dead, 'now', true)).toEqual({ act: 'rest' });
  expect(decideBoard(SHOWN, dead, 'later', true)).toEqual({ act: 'post', edits: null, remade: 0 });
});

test('a board gets another try after a post that was skipped because it rested just then', () => {
  const skipped: BoardPost = { state: 'skipped', reason: 'no longer wanted', message: null, edits: null };
  expect(decideBoard(SHOWN, skipped, 'now', false)).toEqual({ act: 'post', edits: null, remade: 0 });
});
