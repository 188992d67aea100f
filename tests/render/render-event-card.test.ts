import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import type { Card } from '../../src/model/message.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { type ChannelReminder, eventCard } from '../../src/render/event/render-event-card.ts';
import { at } from '../build/build-events.ts';
import {
  AAM,
  APEC,
  claim,
  day,
  EVENTS,
  event,
  MEETING,
  TALKS,
  TARIFF,
  TRUCE,
  VISIT,
  XI_VISIT,
} from '../build/sample-events.ts';
import { fieldsOf } from '../build/sample-views.ts';
import { expectCardLimits, textsOf } from './message-limits.ts';

function card(entry: ListEvent, now: string, reminders: readonly ChannelReminder[] | null = null): Card {
  return eventCard({
    event: entry,
    edges: deriveEdges(entry),
    events: EVENTS,
    now: at(now),
    zone: 'America/New_York',
    reminders,
  });
}

/** The claims of an event without the parts that they date. */
const unnamed = ({ claims }: ListEvent) => claims.map((one) => ({ ...one, dates: null }));

describe('an event ahead', () => {
  test('an event ahead shows every claim with what it dates, and whose date reminders use and why', () => {
    expect(fieldsOf(card(TALKS, '2025-10-23T13:00Z'))).toContain(
      "Dates as claimed: ILKHA: around 26 Oct 2025 (the talks).\nAAM: 24–27 Oct 2025 (the delegation's stay).\nReminders use the date of AAM: official and earliest (ours).",
    );
  });
  test.each<[string, ListEvent, string]>([
    ['one claim only', TARIFF, 'Reminders use the date of ILKHA: the only source that gives a date.'],
    [
      'the earliest',
      { ...TALKS, follow: null, claims: unnamed(TALKS) },
      'Reminders use the date of AAM: the earliest credible date.',
    ],
    [
      'each part',
      { ...TALKS, follow: null },
      'For the talks reminders use the date of ILKHA: the only source that gives a date.',
    ],
    [
      'the most exact',
      event({
        claims: [
          claim({ date: day('opens', '2025-11-01') }),
          claim({ source: AAM, date: { role: 'opens', approximate: false, precision: 'month', month: '2025-10' } }),
        ],
      }),
      'Reminders use the date of ILKHA: the most exact date.',
    ],
  ])('an event ahead says why reminders use the date that they do: %s', (_why, entry, reason) => {
    expect(fieldsOf(card(entry, '2025-10-20T13:00Z')).join()).toContain(reason);
  });
  test('the links of an event say how the other event stands now', () => {
    expect(fieldsOf(card(TRUCE, '2025-10-20T13:00Z'))).toContain(
      'Depends on: U.S.–China trade talks in Malaysia (24–27 Oct 2025: confirmed)',
    );
    expect(fieldsOf(card(TRUCE, '2025-10-25T13:00Z'))).toContain(
      'Depends on: U.S.–China trade talks in Malaysia (24–27 Oct 2025: under way)',
    );
    expect(fieldsOf(card(APEC, '2025-10-20T13:00Z'))).toContain(
      'Its parts: Trump–Xi meeting at APEC (during APEC forum: tentative)',
    );
    expect(fieldsOf(card(TALKS, '2025-10-20T13:00Z')).join()).toContain(
      'Affects: U.S.–China tariff truce (through 10 Nov 2025: confirmed); Trump’s visit to China (2026: tentative)',
    );
  });
  test('a link to an event that has left the list says so', () => {
    expect(fieldsOf(card({ ...TRUCE, dependsOn: ['gone'] }, '2025-10-20T13:00Z'))).toContain(
      'Depends on: gone (no longer in the list)',
    );
  });
  test('an event without an exact date has no reminders, and its card says so', () => {
    expect(fieldsOf(card(VISIT, '2025-10-20T13:00Z'))).toContain(
      'Dates as claimed: ILKHA: 2026.\nNo exact date yet, so there are no reminders.',
    );
    expect(fieldsOf(card(XI_VISIT, '2025-10-20T13:00Z'))[0]).toBe('When: No date set');
    expect(fieldsOf(card(MEETING, '2025-10-20T13:00Z'))[0]).toBe('When: During APEC forum, South Korea');
  });
  test('an event has no note that its sources end before the day on which they do', () => {
    expect(card(TARIFF, '2025-10-20T13:00Z').footer).toBeNull();
  });
});

describe('an event of the past', () => {
  test('an event of the past was due, and its outcome is not known yet', () => {
    const shown = card(TARIFF, '2026-11-22T13:00Z');
    expect(shown.fields[0]?.name).toBe('Was due to take effect');
    expect(fieldsOf(shown)).toContain('Outcome: Not known yet.');
    expect(fieldsOf(shown).join()).toContain('Reminders used the date of ILKHA');
    expect(fieldsOf(shown)).toContain('List checked: 23 Oct 2025');
    expect(shown.footer).toBe('Archived; current to 23 Oct 2025.');
  });
  test('an event of the past has its recorded outcome with its day and source', () => {
    const outcome = { what: 'Suspended for a year', day: '2025-11-10', source: AAM };
    expect(fieldsOf(card({ ...TARIFF, outcome }, '2026-11-22T13:00Z'))).toContain(
      'Outcome: 10 Nov 2025: Suspended for a year (AAM)',
    );
  });
  test('an event of the past that a source reported afterwards is not left open', () => {
    const fees = event({ claims: [claim({ date: day('takes-effect', '2025-10-14'), certainty: 'confirmed' })] });
    expect(fieldsOf(card(fees, '2025-10-20T13:00Z'))).toContain(
      'Outcome: ILKHA reported it on 19 Oct 2025, after its date.',
    );
  });
  test.each<[string, ListEvent, string]>([
    [
      'done on a day',
      event({ certainty: 'done', claims: [claim({ date: day('opens', '2025-10-18') })] }),
      'When: Sat 18 Oct 2025, New York',
    ],
    [
      'announced',
      event({ certainty: 'done', claims: [claim({ date: day('announced', '2025-10-09') })] }),
      'When: Announced 9 Oct 2025, New York',
    ],
    [
      'announced, not done',
      event({ claims: [claim({ date: day('announced', '2025-10-09') })] }),
      'When: Announced 9 Oct 2025, New York',
    ],
    [
      'reported as in force',
      event({ claims: [claim({ date: day('takes-effect', '2025-10-14'), certainty: 'confirmed' })] }),
      'When: Tue 14 Oct 2025, 12:00 a.m. New York · your time <t:1760414400:F>',
    ],
    [
      'done in a year',
      event({
        certainty: 'done',
        claims: [claim({ date: { role: 'takes-effect', approximate: false, precision: 'year', year: 2025 } })],
      }),
      'When: 2025, New York',
    ],
  ])('an event is not said to have been due where it is known to have been: %s', (_what, entry, when) => {
    expect(fieldsOf(card(entry, '2026-10-20T13:00Z'))[0]).toBe(when);
  });
  test('an event that is cancelled has no reminders that use its date', () => {
    const shown = fieldsOf(card({ ...TALKS, certainty: 'cancelled' }, '2025-10-20T13:00Z'));
    expect(shown[0]).toBe("Was planned for: 24–27 Oct 2025, Kuala Lumpur (the delegation's stay)");
    expect(shown.join()).not.toContain('Reminders use');
  });
  test('an event is not past while its last day runs', () => {
    expect(fieldsOf(card(APEC, '2025-11-01T20:00+09:00'))).toContain('Outcome: Under way.');
    expect(fieldsOf(card(APEC, '2025-11-02T00:10+09:00'))).toContain('Outcome: Not known yet.');
  });
});

describe('the reminders of a channel', () => {
  const row = (due: string, state: ChannelReminder['state'], reason: string | null = null): ChannelReminder => ({
    lead: { unit: 'days', count: 1 },
    due: at(due),
    state,
    reason,
  });
  test('the reminders of a channel are listed by when they are or were due, soonest first, with what became of them', () => {
    const rows = [
      row('2025-10-31T13:00Z', 'ahead'),
      row('2025-10-25T13:00Z', 'skipped', 'muted'),
      row('2025-10-24T13:00Z', 'sent'),
    ];
    expect(fieldsOf(card(TARIFF, '2025-10-30T13:00Z', rows))).toContain(
      'Reminders in this channel: Fri 24 Oct 2025, 9 a.m. New York · sent\nSat 25 Oct 2025, 9 a.m. New York · not sent. The server or this channel was paused, or the event was muted here.\nFri 31 Oct 2025, 9 a.m. New York · planned',
    );
  });
  test('the reminders of a channel are said to be none where there are none, and left out where nobody asked', () => {
    expect(fieldsOf(card(TARIFF, '2025-10-30T13:00Z', [])).join()).toContain('Reminders in this channel: None');
    expect(fieldsOf(card(TARIFF, '2025-10-30T13:00Z', null)).join()).not.toContain('Reminders in this channel');
  });
});

test('an event that says too much keeps its date, certainty and outcome within the limits', () => {
  const long = 'word '.repeat(400);
  const shown = card(
    {
      ...TALKS,
      title: long,
      summary: long,
      stakes: long,
      certaintyNote: long,
      claims: TALKS.claims.map((one) => ({ ...one, says: long })),
      dependsOn: [...EVENTS.keys()],
    },
    '2026-11-22T13:00Z',
    Array.from({ length: 30 }, () => ({
      lead: { unit: 'days', count: 1 },
      due: at('2025-10-24T13:00Z'),
      state: 'sent',
      reason: long,
    })),
  );
  expectCardLimits(shown);
  expect(textsOf(shown).join('').length).toBeLessThanOrEqual(5500);
  expect(shown.fields.slice(0, 3).map((field) => field.name)).toEqual(['Were due to begin', 'Status', 'Outcome']);
});
