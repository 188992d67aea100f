import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { type NoticeView, renderNotice } from '../../src/render/notice/render-notice.ts';
import { at } from '../build/build-events.ts';
import { confirmed, MINISTRY, noticeView, redated, type Turn, withCertainty } from '../build/notice-views.ts';
import { claim, day, MEETING, month, range, SUMMIT, TALKS, TARIFF, TRUCE, VISIT } from '../build/sample-events.ts';

function cardOf(now: string, turn: Turn, over: Partial<NoticeView> = {}) {
  return renderNotice(noticeView(now, [turn], over)).cards[0];
}

/** The parts of the card: its title, then its lines. */
function partsOf(...args: Parameters<typeof cardOf>): string[] {
  const card = cardOf(...args);
  return card === undefined ? [] : [card.title, ...(card.description ?? '').split('\n')];
}

describe('the card of a notice', () => {
  const extended = redated(TRUCE, day('expires', '2026-01-31'));

  test('a date that moved is shown old → new on one line, and with whose word it is nothing else', () => {
    expect(partsOf('2025-11-09T09:00-05:00', [TRUCE, extended])).toEqual([
      'U.S.–China tariff truce · extended',
      '~~Mon 10 Nov~~ → **Sat 31 Jan 2026**',
      '-# Example Ministry, 20 Oct',
    ]);
  });

  test('an event that became surer with another date shows the old and the new one', () => {
    const was = redated(VISIT, { role: 'opens', approximate: false, precision: 'year', year: 2026 });
    const turn: Turn = [was, withCertainty(redated(VISIT, month('2026-04')), 'expected')];
    expect(partsOf('2025-10-30T09:00-04:00', turn).slice(0, 2)).toEqual([
      'Trump’s visit to China · surer now',
      '~~2026~~ → **April 2026**',
    ]);
  });

  test('the chain of dates is behind Details', () => {
    const history = [{ label: 'Geneva', day: '2025-08-12', source: MINISTRY }];
    const turn: Turn = [
      { ...TRUCE, history },
      { ...extended, history },
    ];
    expect(partsOf('2025-11-09T09:00-05:00', turn).join()).not.toContain('Geneva');
  });

  test('the new date alone is what a later correction strikes through', () => {
    expect(cardOf('2025-11-09T09:00-05:00', [TRUCE, extended])?.date).toBe('Sat 31 Jan 2026');
    const off: Turn = [SUMMIT, withCertainty(SUMMIT, 'cancelled')];
    expect(cardOf('2025-10-20T09:00-04:00', off)?.date).toBe('~~26–28 Oct~~');
  });

  test('the next reminder is given by the channel’s clock, and not at all where there is none', () => {
    const nextReminders = new Map([[TRUCE.id, { due: at('2026-01-24T14:00Z') }]]);
    const print = (over: Partial<NoticeView>) => partsOf('2025-11-09T09:00-05:00', [TRUCE, extended], over).at(-1);
    expect(print({ nextReminders })).toBe(
      '-# Example Ministry, 20 Oct · next reminder Sat 24 Jan 2026, 9 a.m. New York',
    );
    expect(print({})).toBe('-# Example Ministry, 20 Oct');
  });

  test('a date that no longer counts is struck through, with nothing in its place', () => {
    expect(partsOf('2025-10-20T09:00-04:00', [TALKS, null])).toEqual([
      'U.S.–China trade talks in Malaysia · no longer listed',
      '~~24–27 Oct~~',
    ]);
    expect(partsOf('2025-10-20T09:00-04:00', [TARIFF, withCertainty(TARIFF, 'cancelled')])[1]).toBe('~~Sat 1 Nov~~');
  });

  test('a doubt gives its reason, and the source that spoke last', () => {
    expect(partsOf('2025-10-23T09:00-04:00', [confirmed(MEETING), MEETING])).toEqual([
      'Trump–Xi meeting at APEC · in doubt',
      'During APEC forum',
      'Disputed. ILKHA: it will be held. AAM, later: Trump hinted that he might cancel.',
      '-# AAM, 23 Oct',
    ]);
  });

  test('a date in doubt is not an event in doubt', () => {
    const turn: Turn = [{ ...SUMMIT, dateCertainty: 'confirmed' }, SUMMIT];
    expect(cardOf('2025-10-20T09:00-04:00', turn)?.title).toBe('ASEAN summit · date in doubt');
  });

  test('an outcome is told with its source, and without the date that is in it', () => {
    const outcome = { what: 'Extended through 31 January', day: '2025-11-09', source: MINISTRY };
    expect(partsOf('2025-11-12T09:00-05:00', [TRUCE, { ...TRUCE, outcome }])).toEqual([
      'U.S.–China tariff truce · outcome',
      'Extended through 31 January',
      '-# Example Ministry',
    ]);
  });

  test('what is new says what is at stake', () => {
    expect(partsOf('2025-10-20T09:00-04:00', [null, { ...TRUCE, certaintyNote: null }])).toContain(
      'Under the truce: U.S. 30%, China 10%. Before it: up to 145% and 125%.',
    );
  });

  test('a source is a link where its address is known', () => {
    const moved = redated(SUMMIT, day('opens', '2025-10-28'));
    const linked: ListEvent = {
      ...moved,
      claims: [claim({ ...moved.claims[0], url: 'https://example.org/a' })],
    };
    expect(partsOf('2025-10-20T09:00-04:00', [SUMMIT, linked]).at(-1)).toBe(
      '-# [Example Ministry](https://example.org/a), 20 Oct',
    );
  });

  test('a card is purple for a change, and grey for what is off', () => {
    const moved = redated(SUMMIT, range('2025-10-28', '2025-10-30'));
    expect(cardOf('2025-10-20T09:00-04:00', [SUMMIT, moved])?.colour).toBe(0x9b59b6);
    expect(cardOf('2025-10-20T09:00-04:00', [SUMMIT, withCertainty(SUMMIT, 'postponed')])?.colour).toBe(0x4e5058);
  });
});
