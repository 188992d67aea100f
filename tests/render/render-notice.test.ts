import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { renderNotice } from '../../src/render/render-notice.ts';
import { MINISTRY, noticeView, redated, type Turn } from './notice-views.ts';
import { at, claim, day, event, ILKHA, MEETING, range, SUMMIT, TALKS, TARIFF, TRUCE, VISIT } from './sample-events.ts';
import { fieldsOf } from './sample-views.ts';

const MINUTE = (minute: string, role: 'opens' | 'closes' | 'takes-effect' | 'expires' = 'opens') =>
  ({ role, approximate: false, precision: 'minute', minute }) as const;
const MONTH = (month: string) => ({ role: 'opens', approximate: false, precision: 'month', month }) as const;

function lineOf(now: string, before: ListEvent | null, after: ListEvent | null, zone = 'America/New_York'): string {
  return renderNotice(noticeView(now, [[before, after]], { zone })).content;
}

function cardOf(now: string, ...turns: readonly Turn[]) {
  return renderNotice(noticeView(now, turns)).cards[0];
}

const FILING = event({ id: 'filing', title: 'Filing', phrase: 'the filing', zone: 'Europe/London' });
const off = (entry: ListEvent, certainty: ListEvent['certainty']) => ({ ...entry, certainty });
const sure = (entry: ListEvent) => ({ ...entry, certainty: 'confirmed' as const });

describe('the line of a notice says what changed, and is true when it is read', () => {
  const summit = redated(SUMMIT, day('opens', '2025-10-30'));
  test.each<readonly [rule: string, now: string, before: ListEvent | null, after: ListEvent | null, line: string]>([
    [
      'an earlier date says how much sooner and how far it is',
      '2025-10-30T09:00-04:00',
      sure(TARIFF),
      sure(redated(TARIFF, day('takes-effect', '2025-10-31'))),
      'Earlier: a 100% U.S. tariff on Chinese imports now starts Fri 31 October, a day sooner (tomorrow).',
    ],
    [
      'an earlier date that is not sure does not sound sure',
      '2025-10-20T09:00-04:00',
      TARIFF,
      redated(TARIFF, day('takes-effect', '2025-10-28')),
      'Earlier, not confirmed: a 100% U.S. tariff on Chinese imports would now start Tue 28 October, 4 days sooner (in 8 days).',
    ],
    [
      'an earlier date that has passed when it is read is told in the past',
      '2025-10-29T09:00+08:00',
      summit,
      redated(SUMMIT, day('opens', '2025-10-28')),
      'Earlier: ASEAN summit was moved to Tue 28 October, 2 days sooner (yesterday there).',
    ],
    [
      'no figure is given where a date was only "around" a day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26', true)),
      redated(SUMMIT, day('opens', '2025-10-24')),
      'Earlier: ASEAN summit now opens Fri 24 October (in 4 days), not around 26 October.',
    ],
    [
      'a minute that moves within a day is told in hours',
      '2025-10-20T09:00Z',
      redated(FILING, MINUTE('2025-10-30T17:00', 'closes')),
      redated(FILING, MINUTE('2025-10-30T12:30', 'closes')),
      'Earlier: the filing now closes Thu 30 October, 12:30, 4 hours 30 minutes sooner (in 10 days).',
    ],
    [
      'a minute that moves over midnight by less than a day is told in hours too',
      '2025-10-30T09:00Z',
      redated(FILING, MINUTE('2025-10-31T00:30', 'closes')),
      redated(FILING, MINUTE('2025-10-30T23:30', 'closes')),
      'Earlier: the filing now closes Thu 30 October, 23:30, 1 hour sooner (today).',
    ],
    [
      'the end of a day that becomes an hour of it is not said to be another day',
      '2025-10-20T09:00Z',
      redated(FILING, day('closes', '2025-10-30')),
      redated(FILING, MINUTE('2025-10-30T17:00', 'closes')),
      'Earlier: the filing now closes Thu 30 October, 17:00 (in 10 days), not the end of the day.',
    ],
    [
      'old and new date in two zones each name their city',
      '2025-10-20T09:00Z',
      redated(FILING, MINUTE('2025-10-30T17:00', 'closes')),
      { ...redated(FILING, MINUTE('2025-10-30T17:00', 'closes')), zone: 'Asia/Seoul' },
      'Earlier: the filing now closes Thu 30 October, 17:00 (Seoul) (in 10 days), not 30 October, 17:00 (London).',
    ],
    [
      'a later date says which it is not',
      '2025-10-20T09:00-04:00',
      TARIFF,
      redated(TARIFF, day('takes-effect', '2025-12-15')),
      'Later, not confirmed: a 100% U.S. tariff on Chinese imports would now start 15 December, not 1 November.',
    ],
    [
      'a later range counts from its first day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, range('2025-10-26', '2025-10-28')),
      redated(SUMMIT, range('2025-10-28', '2025-10-30')),
      'Later: ASEAN summit now opens Tue 28 October, not 26 October.',
    ],
    [
      'a date put off to a month names the month',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      redated(SUMMIT, MONTH('2025-12')),
      'Later: ASEAN summit, now December 2025, not 26–28 Oct 2025.',
    ],
    [
      'an extension names both ends, the year where it is another one',
      '2025-11-09T09:00-05:00',
      TRUCE,
      redated(TRUCE, day('expires', '2026-01-31')),
      'Extended: the U.S.–China tariff truce now runs through 31 January 2026, not 10 November.',
    ],
    [
      'a confirmed event opens like its reminder',
      '2025-10-27T09:00-04:00',
      redated(MEETING, day('opens', '2025-10-30')),
      sure(redated(MEETING, day('opens', '2025-10-30'))),
      'Confirmed: the Trump–Xi meeting at APEC opens Thu 30 October in South Korea (in 3 days).',
    ],
    [
      'what became doubtful says so first',
      '2025-10-27T09:00-04:00',
      sure(redated(MEETING, day('opens', '2025-10-30'))),
      redated(MEETING, day('opens', '2025-10-30')),
      'Now in doubt: the Trump–Xi meeting at APEC may open Thu 30 October in South Korea (in 3 days).',
    ],
    [
      'so does what has no date of its own',
      '2025-10-23T09:00-04:00',
      sure(MEETING),
      MEETING,
      'Now in doubt: the Trump–Xi meeting at APEC, during APEC forum, day not given.',
    ],
    [
      'what is only expected now is not said to be in doubt',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      off(SUMMIT, 'expected'),
      'Less sure now: ASEAN summit is expected to open Sun 26 October in Kuala Lumpur (in 6 days).',
    ],
    [
      'a date in doubt is told apart from an event in doubt',
      '2025-10-20T09:00-04:00',
      { ...SUMMIT, dateCertainty: 'confirmed' },
      { ...SUMMIT, dateCertainty: 'tentative' },
      'Date in doubt: ASEAN summit may open Sun 26 October in Kuala Lumpur (in 6 days).',
    ],
    [
      'a date that is set at last is told with its distance',
      '2025-10-20T09:00-04:00',
      sure(VISIT),
      sure(redated(VISIT, day('opens', '2026-04-12'))),
      "Date set: Trump's visit to China opens Sun 12 Apr 2026 in China (in 174 days).",
    ],
    [
      'an hour that is set is not a new date',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26')),
      redated(SUMMIT, MINUTE('2025-10-26T14:30')),
      'Hour set: ASEAN summit opens Sun 26 October, 14:30 in Kuala Lumpur (in 6 days).',
    ],
    [
      'an hour that is withdrawn leaves the day',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, MINUTE('2025-10-26T14:30')),
      redated(SUMMIT, day('opens', '2025-10-26')),
      'Hour withdrawn: ASEAN summit, 26 October: no hour is given any more, it was 14:30.',
    ],
    [
      'a date that is withdrawn says what it was and what is known now',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, day('opens', '2025-10-26')),
      redated(SUMMIT, MONTH('2025-10')),
      'Date withdrawn: ASEAN summit no longer has the date 26 October; now October 2025.',
    ],
    [
      'what is cancelled will not happen',
      '2025-10-20T09:00-04:00',
      TARIFF,
      off(TARIFF, 'cancelled'),
      'Cancelled: a 100% U.S. tariff on Chinese imports will not start Sat 1 November (New York).',
    ],
    [
      'what was averted says so in the list’s own words',
      '2025-10-20T09:00-04:00',
      TARIFF,
      { ...off(TARIFF, 'cancelled'), outcome: { what: 'averted by a deal', day: null, source: null } },
      'Cancelled: a 100% U.S. tariff on Chinese imports will not start Sat 1 November (New York). Averted by a deal.',
    ],
    [
      'a cancelled end is told by what it was',
      '2025-10-20T09:00-04:00',
      TRUCE,
      off(TRUCE, 'cancelled'),
      'Cancelled: the U.S.–China tariff truce was to run through Mon 10 November (New York).',
    ],
    [
      'what was cancelled after its day is told in the past',
      '2025-11-20T09:00-04:00',
      TARIFF,
      off(TARIFF, 'cancelled'),
      'Cancelled: a 100% U.S. tariff on Chinese imports was due to start Sat 1 November (New York).',
    ],
    [
      'what is postponed has no new date yet',
      '2025-10-20T09:00-04:00',
      TALKS,
      off(TALKS, 'postponed'),
      'Postponed, no new date yet: the U.S.–China trade talks in Malaysia will not open Fri 24 October (Kuala Lumpur).',
    ],
    [
      'what is on again has its date again',
      '2025-10-20T09:00-04:00',
      off(SUMMIT, 'cancelled'),
      SUMMIT,
      'On again: ASEAN summit opens Sun 26 October in Kuala Lumpur (in 6 days).',
    ],
    [
      'what is new is told like a reminder',
      '2025-10-20T09:00-04:00',
      null,
      TARIFF,
      'New, not confirmed: a 100% U.S. tariff on Chinese imports would start in 12 days, Sat 1 November (New York).',
    ],
    [
      'what left the list is not said to be cancelled',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      null,
      'Removed from the list: ASEAN summit, 26–28 Oct 2025. No more reminders follow.',
    ],
    [
      'a corrected text says that the date stands',
      '2025-10-20T09:00-04:00',
      SUMMIT,
      { ...SUMMIT, summary: 'Another text.' },
      'Details corrected: ASEAN summit, 26–28 Oct 2025. The date stands.',
    ],
    [
      'the far end of a range that moved is no date that stands',
      '2025-10-20T09:00-04:00',
      redated(SUMMIT, range('2025-10-26', '2025-10-28')),
      redated(SUMMIT, range('2025-10-26', '2025-10-29')),
      'Details corrected: ASEAN summit, now 26–29 Oct 2025, not 26–28 Oct 2025.',
    ],
    [
      'an outcome that names its event stands by itself',
      '2025-11-11T09:00-05:00',
      TRUCE,
      { ...TRUCE, outcome: { what: 'The U.S.–China tariff truce was extended', day: null, source: ILKHA } },
      'Outcome: The U.S.–China tariff truce was extended.',
    ],
    [
      'an outcome that does not is told with its event',
      '2025-11-02T09:00-05:00',
      TARIFF,
      { ...TARIFF, outcome: { what: 'took effect', day: '2025-11-01', source: null } },
      'Outcome of a 100% U.S. tariff on Chinese imports: took effect.',
    ],
  ])('%s', (_rule, now, before, after, line) => {
    expect(lineOf(now, before, after)).toBe(line);
  });

  test('tomorrow is said to be tomorrow there where the reader has another day', () => {
    const after = redated(SUMMIT, day('opens', '2025-10-25'));
    expect(lineOf('2025-10-23T21:00-04:00', summit, after)).toContain('5 days sooner (tomorrow there).');
    expect(lineOf('2025-10-24T09:00+08:00', summit, after, 'Asia/Kuala_Lumpur')).toContain('5 days sooner (tomorrow).');
  });

  test('talks in the plural take a plural verb', () => {
    const turn = [redated(TALKS, day('opens', '2025-10-26')), redated(TALKS, day('opens', '2025-10-28'))] as const;
    expect(lineOf('2025-10-20T09:00-04:00', ...turn)).toContain('talks in Malaysia now open Tue 28 October');
  });
});

describe('several changes are one message', () => {
  const turns: readonly Turn[] = [
    [null, SUMMIT],
    [TRUCE, redated(TRUCE, day('expires', '2026-01-31'))],
    [TARIFF, redated(TARIFF, day('takes-effect', '2025-10-31'))],
  ];

  test('the most urgent one comes first, on the lock screen and in the cards', () => {
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', turns));
    expect(message.content).toMatch(/^3 changes\. First, earlier, not confirmed: a 100% U\.S\. tariff on Chinese/);
    expect(message.cards.map((card) => card.title)).toEqual([
      '100% U.S. tariff on Chinese imports: earlier',
      'U.S.–China tariff truce: extended',
      'ASEAN summit: new',
    ]);
    expect(message.cards.map((card) => card.event)).toEqual([TARIFF.id, TRUCE.id, SUMMIT.id]);
  });

  test('dates alone are counted as dates', () => {
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', turns.slice(1)));
    expect(message.content).toMatch(/^2 dates changed\. First, earlier/);
  });

  test('a date and a certainty of one event are one card and one clause', () => {
    const before = redated(MEETING, day('opens', '2025-10-30'));
    const after = sure(redated(MEETING, day('opens', '2025-10-31')));
    const message = renderNotice(noticeView('2025-10-27T09:00-04:00', [[before, after]]));
    expect(message.content).toBe(
      'Later, now confirmed: the Trump–Xi meeting at APEC now opens Fri 31 October, not 30 October.',
    );
    expect(message.cards.map((card) => card.title)).toEqual(['Trump–Xi meeting at APEC: later, confirmed']);
    expect(fieldsOf(message.cards[0])).toContainEqual(
      expect.stringMatching(/^How sure: Was tentative, now confirmed\./),
    );
  });

  test('there is a Details button with the mark for each event, also for one that left the list', () => {
    const { controls } = renderNotice(noticeView('2025-10-20T09:00-04:00', [...turns.slice(1), [SUMMIT, null]]));
    expect(controls.flat().map((control) => ('id' in control ? control.id : null))).toEqual([
      `details:${TARIFF.id}~mark`,
      `details:${TRUCE.id}~mark`,
      `details:${SUMMIT.id}~mark`,
    ]);
  });

  test('more than ten are named below the tenth card', () => {
    const many = Array.from({ length: 12 }, (_, count): Turn => [null, { ...SUMMIT, id: `summit-${count}` }]);
    const message = renderNotice(noticeView('2025-10-20T09:00-04:00', many));
    expect(message.cards).toHaveLength(10);
    expect(message.cards.at(-1)?.footer).toBe('And 2 more: ASEAN summit, ASEAN summit');
    expect(message.content).toMatch(/^12 new entries\. First, new: /);
  });
});

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

  test('a step of the chain that is the old date already is not told twice', () => {
    const history = [...chained.history, { label: 'London', day: '2025-11-10', source: ILKHA }];
    const card = cardOf('2025-11-09T09:00-05:00', [
      { ...TRUCE, history },
      { ...extended, history },
    ]);
    expect(fieldsOf(card)).toContain(
      'History: Geneva, May 2025: 90 days (ILKHA) → London: 10 Nov 2025 (ILKHA) → **31 Jan 2026** (Example Ministry)',
    );
  });

  test('the next reminder stands by the channel’s clock, and that earlier ones of the same event are marked', () => {
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

  test('what hangs on it is told, also when the event has left the list', () => {
    const hanging =
      'What hangs on it: U.S.–China tariff truce (through 10 Nov 2025: confirmed); Trump visits China (2026: tentative)';
    expect(fieldsOf(cardOf('2025-10-20T09:00-04:00', [TALKS, off(TALKS, 'cancelled')]))).toContain(hanging);
    expect(fieldsOf(cardOf('2025-10-20T09:00-04:00', [TALKS, null]))).toContain(hanging);
  });

  test('a doubt names who has it first', () => {
    const fields = fieldsOf(cardOf('2025-10-23T09:00-04:00', [sure(MEETING), MEETING]));
    expect(fields).toContainEqual(expect.stringMatching(/^Sources: AAM \(23 Oct\): Trump hinted that he might cancel/));
    expect(fields).toContainEqual(expect.stringMatching(/^How sure: Was confirmed, now tentative\. Disputed\./));
  });

  test('a date less sure is told as its date’s, not as the event’s', () => {
    const turn: Turn = [{ ...SUMMIT, dateCertainty: 'confirmed' }, SUMMIT];
    const fields = fieldsOf(cardOf('2025-10-20T09:00-04:00', turn));
    expect(fields).toContainEqual(expect.stringMatching(/^How sure: Its date was confirmed, now expected\. Summit/));
  });

  test('an outcome alone has no more than date, outcome and source', () => {
    const outcome = { what: 'extended through 31 January', day: '2025-11-09', source: MINISTRY };
    const card = cardOf('2025-11-12T09:00-05:00', [TRUCE, { ...TRUCE, outcome }]);
    expect(card?.title).toBe('U.S.–China tariff truce: outcome');
    expect(card?.fields.map(({ name }) => name)).toEqual(['Was due to end', 'Outcome']);
    expect(fieldsOf(card)).toContain('Outcome: 9 Nov 2025: extended through 31 January (Example Ministry)');
  });

  test('a source is a link where its address is known', () => {
    const linked = redated(SUMMIT, day('opens', '2025-10-28'));
    const claims = [claim({ ...linked.claims[0], url: 'https://example.org/a' })];
    expect(fieldsOf(cardOf('2025-10-20T09:00-04:00', [SUMMIT, { ...linked, claims }]))).toContain(
      'Source: [Example Ministry](https://example.org/a), 20 Oct 2025',
    );
  });
});

test('a notice pings as it is told, and never in a replay', () => {
  const turns: readonly Turn[] = [[TARIFF, off(TARIFF, 'cancelled')]];
  const view = noticeView('2025-10-20T09:00-04:00', turns, { ping: '42' });
  expect(renderNotice(view).ping).toBe('42');
  const replayed = renderNotice({ ...view, replay: true, possiblyRepeated: true });
  expect(replayed.ping).toBeNull();
  expect(replayed.content).toMatch(/^Replay\. Possibly repeated\. Cancelled: a 100% U\.S\. tariff on Chinese imports/);
  expect(replayed.cards[0]?.description).toMatch(/^Possibly repeated:/);
});
