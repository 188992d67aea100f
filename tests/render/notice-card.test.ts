import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../src/render/notice/render-notice.ts';
import { at } from '../build/build-events.ts';
import { confirmed, MINISTRY, noticeView, redated, type Turn, withCertainty } from '../build/notice-views.ts';
import { claim, day, ILKHA, MEETING, SUMMIT, TALKS, TRUCE } from '../build/sample-events.ts';
import { fieldsOf } from '../build/sample-views.ts';

function cardOf(now: string, ...turns: readonly Turn[]) {
  return renderNotice(noticeView(now, turns)).cards[0];
}

describe('the card of a notice', () => {
  const chained = { ...TRUCE, history: [{ label: 'Geneva, May 2025: 90 days', day: null, source: ILKHA }] };
  const extended = redated(chained, day('expires', '2026-01-31'));

  test('an extension shows the old date, the new one with its last minute, and the chain with every source', () => {
    expect(fieldsOf(cardOf('2025-11-09T09:00-05:00', [chained, extended]))).toEqual(
      expect.arrayContaining([
        'Was: through 10 Nov 2025 · **Now** through 31 Jan 2026 (New York) · your time <t:1769921940:f>, <t:1769921940:R>',
        'History: Geneva, May 2025: 90 days (ILKHA) → 10 Nov 2025 (ILKHA) → **31 Jan 2026** (Example Ministry)',
        'Source: Example Ministry, 20 Oct 2025',
      ]),
    );
  });

  test('a step of the chain that is the old date already is not shown twice', () => {
    const history = [...chained.history, { label: 'London', day: '2025-11-10', source: ILKHA }];
    const card = cardOf('2025-11-09T09:00-05:00', [
      { ...TRUCE, history },
      { ...extended, history },
    ]);
    expect(fieldsOf(card)).toContain(
      'History: Geneva, May 2025: 90 days (ILKHA) → London: 10 Nov 2025 (ILKHA) → **31 Jan 2026** (Example Ministry)',
    );
  });

  test('the card of a notice gives the next reminder by the channel’s clock, and says that earlier ones of the same event are marked', () => {
    const nextReminders = new Map([[TRUCE.id, { due: at('2026-01-24T14:00Z') }]]);
    const view = noticeView('2025-11-09T09:00-05:00', [[chained, extended]], {
      nextReminders,
      corrected: new Set([TRUCE.id]),
    });
    expect(fieldsOf(renderNotice(view).cards[0])).toContain(
      'Next reminder here: Sat 24 Jan 2026, 09:00 (New York). Earlier reminders are marked.',
    );
    expect(fieldsOf(renderNotice({ ...view, nextReminders: new Map() }).cards[0])).toContain(
      'Reminders here: Earlier reminders are marked.',
    );
    const others = { ...view, corrected: new Set(['asean-summit-2025']) };
    expect(fieldsOf(renderNotice(others).cards[0])).toContain('Next reminder here: Sat 24 Jan 2026, 09:00 (New York)');
  });

  test('the card of a notice names what hangs on the event, also when the event has left the list', () => {
    const hanging =
      'What hangs on it: U.S.–China tariff truce (through 10 Nov 2025: confirmed); Trump visits China (2026: tentative)';
    expect(fieldsOf(cardOf('2025-10-20T09:00-04:00', [TALKS, withCertainty(TALKS, 'cancelled')]))).toContain(hanging);
    expect(fieldsOf(cardOf('2025-10-20T09:00-04:00', [TALKS, null]))).toContain(hanging);
  });

  test('the card of a doubt names who has it first', () => {
    const fields = fieldsOf(cardOf('2025-10-23T09:00-04:00', [confirmed(MEETING), MEETING]));
    expect(fields).toContainEqual(expect.stringMatching(/^Sources: AAM \(23 Oct\): Trump hinted that he might cancel/));
    expect(fields).toContainEqual(expect.stringMatching(/^How sure: Was confirmed, now tentative\. Disputed\./));
  });

  test('a date less sure is shown as its date’s, not as the event’s', () => {
    const turn: Turn = [{ ...SUMMIT, dateCertainty: 'confirmed' }, SUMMIT];
    const fields = fieldsOf(cardOf('2025-10-20T09:00-04:00', turn));
    expect(fields).toContainEqual(expect.stringMatching(/^How sure: Its date was confirmed, now expected\. Summit/));
  });

  test('the card of an outcome alone has no more than date, outcome and source', () => {
    const outcome = { what: 'extended through 31 January', day: '2025-11-09', source: MINISTRY };
    const card = cardOf('2025-11-12T09:00-05:00', [TRUCE, { ...TRUCE, outcome }]);
    expect(card?.title).toBe('U.S.–China tariff truce: outcome');
    expect(card?.fields.map(({ name }) => name)).toEqual(['Was due to end', 'Outcome']);
    expect(fieldsOf(card)).toContain('Outcome: 9 Nov 2025: extended through 31 January (Example Ministry)');
  });

  test('a source in the card of a notice is a link where its address is known', () => {
    const linked = redated(SUMMIT, day('opens', '2025-10-28'));
    const claims = [claim({ ...linked.claims[0], url: 'https://example.org/a' })];
    expect(fieldsOf(cardOf('2025-10-20T09:00-04:00', [SUMMIT, { ...linked, claims }]))).toContain(
      'Source: [Example Ministry](https://example.org/a), 20 Oct 2025',
    );
  });
});
