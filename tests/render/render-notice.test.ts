import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../src/render/notice/render-notice.ts';
import { confirmed, noticeView, redated, type Turn, withCertainty } from '../build/notice-views.ts';
import { day, MEETING, SUMMIT, TARIFF, TRUCE } from '../build/sample-events.ts';
import { fieldsOf } from '../build/sample-views.ts';

describe('several changes in one message', () => {
  const turns: readonly Turn[] = [
    [null, SUMMIT],
    [TRUCE, redated(TRUCE, day('expires', '2026-01-31'))],
    [TARIFF, redated(TARIFF, day('takes-effect', '2025-10-31'))],
  ];

  test('of several changes the most urgent one comes first, on the lock screen and in the cards', () => {
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', turns));
    expect(message.content).toMatch(/^3 changes\. First, earlier, not confirmed: a 100% U\.S\. tariff on Chinese/);
    expect(message.cards.map((card) => card.title)).toEqual([
      '100% U.S. tariff on Chinese imports: earlier',
      'U.S.–China tariff truce: extended',
      'ASEAN summit: new',
    ]);
    expect(message.cards.map((card) => card.event)).toEqual([TARIFF.id, TRUCE.id, SUMMIT.id]);
  });

  test('several changes of dates alone are counted as dates', () => {
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', turns.slice(1)));
    expect(message.content).toMatch(/^2 dates changed\. First, earlier/);
  });

  test('a date and a certainty of one event are one card and one clause', () => {
    const before = redated(MEETING, day('opens', '2025-10-30'));
    const after = confirmed(redated(MEETING, day('opens', '2025-10-31')));
    const message = renderNotice(noticeView('2025-10-27T09:00-04:00', [[before, after]]));
    expect(message.content).toBe(
      'Later, now confirmed: the Trump–Xi meeting at APEC now opens Fri 31 October, not 30 October.',
    );
    expect(message.cards.map((card) => card.title)).toEqual(['Trump–Xi meeting at APEC: later, confirmed']);
    expect(fieldsOf(message.cards[0])).toContainEqual(
      expect.stringMatching(/^How sure: Was tentative, now confirmed\./),
    );
  });

  test('a notice has a Details button with the mark for each event, also for one that left the list', () => {
    const { controls } = renderNotice(noticeView('2025-10-20T09:00-04:00', [...turns.slice(1), [SUMMIT, null]]));
    const ids = controls.flat().flatMap((control) => ('id' in control ? [control.id] : []));
    expect(ids.filter((id) => id.startsWith('details:'))).toEqual([
      `details:${TARIFF.id}~mark`,
      `details:${TRUCE.id}~mark`,
      `details:${SUMMIT.id}~mark`,
    ]);
  });

  test('more than ten changes are named below the tenth card', () => {
    const many = Array.from({ length: 12 }, (_, count): Turn => [null, { ...SUMMIT, id: `summit-${count}` }]);
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', many));
    expect(message.cards).toHaveLength(10);
    expect(message.cards.at(-1)?.footer).toBe('And 2 more: ASEAN summit, ASEAN summit');
    expect(message.content).toMatch(/^12 new entries\. First, new: /);
  });
});

test('a notice pings as it is asked to, and never in a replay', () => {
  const turns: readonly Turn[] = [[TARIFF, withCertainty(TARIFF, 'cancelled')]];
  const view = noticeView('2025-10-20T09:00-04:00', turns, { ping: '42' });
  expect(renderNotice(view).ping).toBe('42');
  const replayed = renderNotice({ ...view, replay: true, possiblyRepeated: true });
  expect(replayed.ping).toBeNull();
  expect(replayed.content).toMatch(/^Replay\. Possibly repeated\. Cancelled: a 100% U\.S\. tariff on Chinese imports/);
  expect(replayed.cards[0]?.description).toMatch(/^Possibly repeated:/);
});
