import { expect, test } from 'vitest';
import { countFaults, type Faults, type Heard, judgeAnswers } from './judge-answers.ts';

const heard = (changes: Partial<Heard> = {}): Heard => ({
  name: '/dates next',
  acknowledgedAfterMs: 12,
  callbackType: 4,
  callbacks: 1,
  later: 0,
  isLoading: false,
  refusals: [],
  content: 'No exact date ahead.',
  ...changes,
});

const open = { acknowledgedAfterMs: null, callbackType: null } as const;

test.each<[string, Partial<Heard>]>([
  ['with one answer in time', {}],
  ['deferred and filled in once', { callbackType: 5, later: 1 }],
  ['deferred as an update that changes nothing', { callbackType: 6 }],
  ['shared with everyone', { name: 'press share', callbackType: 7, later: 1 }],
  ['answered in the last millisecond', { acknowledgedAfterMs: 3_000 }],
])('an interaction %s is well', (_what, changes) => {
  expect(countFaults(judgeAnswers([heard(changes)]))).toBe(0);
});

test.each<[string, keyof Faults, Partial<Heard>]>([
  ['without an answer', 'unanswered', { ...open, callbacks: 0 }],
  ['deferred and never filled in', 'unanswered', { callbackType: 5, isLoading: true }],
  ['with two callbacks', 'twice', { callbacks: 2 }],
  ['with an answer and a follow-up', 'twice', { later: 1 }],
  ['deferred and filled in twice', 'twice', { callbackType: 5, later: 2 }],
  ['answered after three seconds', 'late', { acknowledgedAfterMs: 3_001 }],
  ['whose answer came too late to be taken', 'late', { ...open, callbacks: 1 }],
  ['whose answer was refused', 'refused', { refusals: ['400 50035'] }],
  ['whose handler failed', 'broken', { content: 'Something went wrong here, and it has been noted.' }],
  ['whose answer could not be shown', 'broken', { content: 'This answer could not be shown.' }],
])('an interaction %s is found, as %s', (_what, kind, changes) => {
  const faults = judgeAnswers([heard(), heard({ name: '/datewatch check', ...changes })]);
  expect(faults[kind]).toEqual([expect.stringContaining('/datewatch check')]);
  expect(countFaults(faults)).toBe(1);
});
