import { expect, test } from 'vitest';
import { DEAD_REASONS, SENT_REASONS, SKIP_REASONS } from '../../src/model/post.ts';
import { reasonWords } from '../../src/render/text/describe-reason.ts';
import { workingMarkdown } from './working-markdown.ts';

const ALL = [...SKIP_REASONS, ...DEAD_REASONS, ...SENT_REASONS];

test.each(ALL)('the reason "%s" of the ledger is a sentence of its own for people', (reason) => {
  const words = reasonWords(reason);
  expect(words).toMatch(/^[A-Z].*\.$/);
  expect(words).not.toBe(`${reason}.`);
  expect(words?.length).toBeLessThanOrEqual(120);
});

test('a reason of the ledger differs from every other one', () => {
  expect(new Set(ALL.map(reasonWords)).size).toBe(ALL.length);
});

test('a reason that an attempt gave in its own words stands as it is, escaped and short', () => {
  expect(reasonWords('Discord answered 503')).toBe('Discord answered 503.');
  const hostile = reasonWords(`**@everyone** [x](https://evil.example) ${'y'.repeat(500)}`) ?? '';
  expect(workingMarkdown(hostile)).toEqual([]);
  expect(hostile).not.toContain('@everyone');
  expect(hostile.length).toBeLessThanOrEqual(125);
});

test('a reason that is missing says nothing', () => {
  expect([reasonWords(null), reasonWords('')]).toEqual([null, null]);
});
