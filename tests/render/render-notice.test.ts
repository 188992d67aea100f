import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../src/render/notice/render-notice.ts';
import { confirmed, noticeView, redated, type Turn, withCertainty } from '../build/notice-views.ts';
import { day, MEETING, month, SUMMIT, TALKS, TARIFF, TRUCE, VISIT } from '../build/sample-events.ts';

describe('several changes in one message', () => {
  const turns: readonly Turn[] = [
    [null, SUMMIT],
    [TRUCE, redated(TRUCE, day('expires', '2026-01-31'))],
    [TARIFF, redated(TARIFF, day('takes-effect', '2025-10-31'))],
  ];

  test('the most urgent of several changes comes first, on the lock screen and in the cards', () => {
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', turns));
    expect(message.content).toBe('100% U.S. tariff on Chinese imports earlier: 31 Oct (threatened) · 2 more');
    expect(message.cards.map((card) => card.title)).toEqual([
      '100% U.S. tariff on Chinese imports · earlier, threatened',
      'U.S.–China tariff truce · extended',
      'ASEAN summit · new',
    ]);
    expect(message.cards.map((card) => card.event)).toEqual([TARIFF.id, TRUCE.id, SUMMIT.id]);
  });

  test('the more important event comes first, whatever changed', () => {
    const [summit, ...others] = turns;
    const weighty = { ...SUMMIT, importance: 'high' } as const;
    const { cards } = renderNotice(noticeView('2025-10-20T09:00-04:00', [...others, [summit?.[0] ?? null, weighty]]));
    expect(cards.map((card) => card.event)).toEqual([SUMMIT.id, TARIFF.id, TRUCE.id]);
  });

  test('a date and a certainty of one event are one card and one sentence', () => {
    const before = redated(MEETING, day('opens', '2025-10-30'));
    const after = confirmed(redated(MEETING, day('opens', '2025-10-31')));
    const message = renderNotice(noticeView('2025-10-27T09:00-04:00', [[before, after]]));
    expect(message.content).toMatch(/^A day later: Trump–Xi meeting at APEC .* in 4 days, Fri 31 Oct\.$/);
    expect(message.cards.map((card) => card.title)).toEqual(['Trump–Xi meeting at APEC · later, confirmed']);
  });

  test('an outcome among several has as many of its own words as leave room for the others', () => {
    const over = (what: string): Turn => [SUMMIT, { ...SUMMIT, outcome: { what, day: null, source: null } }];
    const off: Turn = [TARIFF, withCertainty(TARIFF, 'cancelled')];
    const lineOf = (...all: Turn[]) => renderNotice(noticeView('2025-10-29T09:00-04:00', all)).content;
    expect(lineOf(off, over('Timor-Leste became the 11th member.'))).toBe(
      '100% U.S. tariff on Chinese imports cancelled · ASEAN summit: Timor-Leste became the 11th member.',
    );
    expect(lineOf(off, over('Timor-Leste became the 11th member of the group on its first day.'))).toBe(
      '100% U.S. tariff on Chinese imports cancelled · ASEAN summit: Timor-Leste became the 11th…',
    );
    const removed: Turn = [TALKS, null];
    expect(lineOf(off, over('Timor-Leste became the 11th member.'), removed)).toBe(
      '100% U.S. tariff on Chinese imports cancelled · ASEAN summit: outcome · 1 more',
    );
  });

  test('an event that became surer with another date is named with the new one', () => {
    const was = redated(VISIT, { role: 'opens', approximate: false, precision: 'year', year: 2026 });
    const turn: Turn = [was, withCertainty(redated(VISIT, month('2026-04')), 'expected')];
    const { content } = renderNotice(noticeView('2025-10-30T09:00-04:00', [turn, [SUMMIT, null]]));
    expect(content).toBe('Trump’s visit to China surer now: April 2026 · ASEAN summit no longer listed');
  });

  test('one select opens the details of any changed event, also of one that left the list', () => {
    const { controls } = renderNotice(noticeView('2025-10-20T09:00-04:00', [...turns.slice(1), [SUMMIT, null]]));
    const [select, ...others] = controls.flat();
    expect(others).toEqual([]);
    expect(select).toMatchObject({
      type: 'select',
      id: 'details::news~mark',
      options: [{ value: TARIFF.id }, { value: TRUCE.id }, { value: SUMMIT.id }],
    });
  });

  test('more than ten changes are counted in the line and named below the tenth card', () => {
    const many = Array.from({ length: 12 }, (_, count): Turn => [null, { ...SUMMIT, id: `summit-${count}` }]);
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', many));
    expect(message.cards).toHaveLength(10);
    expect(message.cards.at(-1)?.footer).toBe('And 2 more: ASEAN summit, ASEAN summit');
    expect(message.content).toMatch(/^ASEAN summit new: 26–28 Oct · .* · 9 more$/);
  });
});

test('a notice pings as it is asked to, and never in a replay', () => {
  const turns: readonly Turn[] = [[TARIFF, withCertainty(TARIFF, 'cancelled')]];
  const view = noticeView('2025-10-20T09:00-04:00', turns, { ping: '42' });
  expect(renderNotice(view).ping).toBe('42');
  const replayed = renderNotice({ ...view, replay: true, possiblyRepeated: true });
  expect(replayed.ping).toBeNull();
  expect(replayed.content).toMatch(/^Replay\b.*\bpossibly repeated\b.*\bcancelled: 100% U\.S\. tariff/i);
});
