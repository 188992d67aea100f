import { describe, expect, test } from 'vitest';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { at } from '../build/build-events.ts';
import { claim, day, edgeOf, event, SUMMIT, TALKS, TARIFF, TRUCE } from '../build/sample-events.ts';
import { fieldsOf, item, view } from '../build/sample-views.ts';
import { expectMessageLimits, textsOf, unmeantMarkdown } from './message-limits.ts';

describe('the hand-written cards', () => {
  test('the tariff has its hand-written card, one day before', () => {
    const { cards, ping } = renderReminder(view('2025-10-31T09:00-04:00', [TARIFF]));
    expect(cards[0]?.title).toBe('100% U.S. tariff on Chinese imports');
    expect(fieldsOf(cards[0])).toEqual([
      'Would start: Sat 1 Nov 2025, start of day, New York (hour and zone assumed) · your time <t:1761969600:f>, <t:1761969600:R>',
      'How sure: Threatened. Trump has since called it not sustainable (ILKHA).',
      'At stake: A 100% tariff on Chinese imports, and new export controls on key U.S. software (ILKHA).',
      'List checked: 23 Oct 2025',
      'Sources: ILKHA (19 Oct): from 1 November, with export controls on key U.S. software. AAM (23 Oct): reports the threat, gives no date.',
    ]);
    expect(ping).toBeNull();
  });

  test('the ASEAN summit has its hand-written card, day of: an opening day has no timestamp', () => {
    const { cards } = renderReminder(view('2025-10-25T09:00-04:00', [SUMMIT]));
    expect(fieldsOf(cards[0])).toEqual([
      'When: 26–28 Oct 2025, Kuala Lumpur; opening hour not given',
      'How sure: Summit confirmed; dates from one report.',
      "Sources: AAM (23 Oct): 26–28 October, in a sentence on Trump's visit. ILKHA (19 Oct): no dates; the talks around 26 October coincide with it.",
    ]);
  });

  test('the truce has its hand-written card, in its last hour: the end of a day is its last minute', () => {
    const { cards } = renderReminder(view('2025-11-10T23:00-05:00', [TRUCE]));
    expect(fieldsOf(cards[0])).toEqual([
      'Ends: Mon 10 Nov 2025, end of day, New York (zone assumed) · your time <t:1762837140:f>, <t:1762837140:R>',
      'How sure: Confirmed as of 19 October (ILKHA). It may be extended.',
      'At stake: Under the truce: U.S. 30%, China 10%. Before it: up to 145% and 125%. Which rates would return is not stated.',
      'Hangs on: U.S.–China trade talks in Malaysia (24–27 Oct 2025: was due; outcome not recorded)',
      'List checked: 19 Oct 2025; not checked since',
      'Source: ILKHA only (19 Oct): extended through 10 November.',
    ]);
  });
});

describe('sources', () => {
  test('where sources differ the card says who says what, and which one reminders follow and why', () => {
    const { cards } = renderReminder(view('2025-10-23T09:00-04:00', [TALKS]));
    expect(fieldsOf(cards[0]).slice(0, 2)).toEqual([
      "When: 24–27 Oct 2025, Kuala Lumpur (the delegation's stay); opening hour not given",
      'How sure: Confirmed. U.S. Treasury Secretary Bessent confirmed the round (ILKHA). The exact day is open.',
    ]);
    expect(fieldsOf(cards[0])).toContain(
      "Dates differ: ILKHA: around 26 Oct 2025 (the talks). AAM: 24–27 Oct 2025 (the delegation's stay). Reminders follow AAM: official and earliest (ours).",
    );
  });
  test('a source that is silent on the date is not said to differ', () => {
    const { cards } = renderReminder(view('2025-10-31T09:00-04:00', [TARIFF]));
    expect(fieldsOf(cards[0]).join()).not.toContain('Dates differ');
  });
  test('a source that is doubted is shown as doubted and never makes a difference', () => {
    const doubted = claim({
      date: day('takes-effect', '2025-12-24'),
      says: 'at Christmas',
      credible: false,
      doubt: 'a joke',
    });
    const entry = {
      ...TARIFF,
      claims: [...TARIFF.claims, { ...doubted, source: { ...doubted.source, id: 'x', name: 'X' } }],
    };
    const fields = fieldsOf(renderReminder(view('2025-10-31T09:00-04:00', [entry])).cards[0]);
    expect(fields.at(-1)).toContain('X (19 Oct): at Christmas (doubted: a joke).');
    expect(fields.join()).not.toContain('Dates differ');
  });
  test('a source with an address is a link, one with an unsafe address is not', () => {
    const linked = (url: string) =>
      fieldsOf(
        renderReminder(
          view('2025-10-31T09:00-04:00', [{ ...TARIFF, claims: TARIFF.claims.map((one) => ({ ...one, url })) }]),
        ).cards[0],
      ).at(-1);
    expect(linked('https://example.org/a')).toContain('[ILKHA](https://example.org/a) (19 Oct)');
    expect(linked('javascript:alert(1)')).toContain('Sources: ILKHA (19 Oct)');
  });
});

describe('what is said of the message itself', () => {
  test('a late reminder says when it was due and the true time left', () => {
    const late = view('2025-10-31T13:00-04:00', [TARIFF], {
      late: true,
      items: [item(TARIFF, '2025-10-31T09:00-04:00')],
    });
    const { content, cards } = renderReminder(late);
    expect(content).toBe(
      'Late. Threatened, not confirmed: a 100% U.S. tariff on Chinese imports would start in 11 hours, Sat 1 November (New York).',
    );
    expect(cards[0]?.description).toBe('Late: was due Fri 31 Oct 2025, 09:00 (New York).');
  });
  test('a reminder says that it was added late, or is possibly repeated', () => {
    const { content, cards } = renderReminder(
      view('2025-10-25T09:00-04:00', [SUMMIT], { addedLate: true, possiblyRepeated: true }),
    );
    expect(content).toMatch(/^Possibly repeated\. Added late\. ASEAN summit opens Sun 26 October/);
    expect(cards[0]?.description).toMatch(
      /^Possibly repeated: .*\nAdded late: .*Sat 25 Oct 2025, 09:00 \(New York\)\.$/,
    );
  });
  test('a replay opens with that word and pings nobody', () => {
    const message = renderReminder(view('2025-10-31T09:00-04:00', [TARIFF], { replay: true, ping: '123' }));
    expect(message.content).toMatch(/^Replay\. Threatened, not confirmed: .* tomorrow, Sat 1 November \(New York\)\.$/);
    expect(message.ping).toBeNull();
  });
  test('a reminder pings the role as it was decided', () => {
    expect(renderReminder(view('2025-10-31T09:00-04:00', [TRUCE], { ping: '123' })).ping).toBe('123');
  });
});

describe('several reminders in one message', () => {
  test('names begin small behind "First:" where words of ours stand first, and never an event’s own name', () => {
    const message = renderReminder(view('2025-10-31T09:00-04:00', [TARIFF, TRUCE]));
    expect(message.content).toMatch(/^2 dates\. First: threatened, not confirmed: a 100% U\.S\. tariff/);
  });
  test('the line of several reminders names how many and the most urgent, and the cards follow in that order', () => {
    const message = renderReminder(view('2025-10-25T09:00-04:00', [TRUCE, TARIFF, SUMMIT]));
    expect(message.content).toBe(
      '3 dates. First: ASEAN summit opens Sun 26 October in Kuala Lumpur (tomorrow there). Dates from one source.',
    );
    expect(message.cards.map((card) => card.title)).toEqual([SUMMIT.title, TARIFF.title, TRUCE.title]);
  });
  test('the line of several reminders names the others where there is room for all', () => {
    const other = { ...TRUCE, title: 'Truce' };
    expect(renderReminder(view('2025-10-25T09:00-04:00', [SUMMIT, other])).content).toBe(
      '2 dates. First: ASEAN summit opens Sun 26 October in Kuala Lumpur (tomorrow there). Dates from one source. Also: Truce.',
    );
  });
  test('each of several events has one Details button, up to five, with the mark of the post', () => {
    const many = Array.from({ length: 7 }, (_, at) => ({ ...SUMMIT, id: `event-${at}` }));
    const { controls } = renderReminder(view('2025-10-25T09:00-04:00', [...many, ...many]));
    expect(controls[0]).toHaveLength(5);
    expect(controls[0]?.[0]).toEqual({
      type: 'button',
      id: 'details:event-0~mark',
      label: 'Details: ASEAN summit',
      style: 'secondary',
      disabled: false,
    });
  });
});

describe('what is too much for one message', () => {
  const heavy = (id: string) =>
    event({
      ...TALKS,
      id,
      title: `${id} ${'long title '.repeat(20)}`,
      certaintyNote: 'note '.repeat(60),
      stakes: 'stakes '.repeat(120),
      dependsOn: ['apec-2025', 'asean-summit-2025'],
      claims: TALKS.claims.map((one) => ({ ...one, says: 'says '.repeat(60) })),
    });
  test('ten heavy cards fit, and each keeps its date and its certainty', () => {
    const message = renderReminder(
      view(
        '2025-10-23T09:00-04:00',
        Array.from({ length: 10 }, (_, at) => heavy(`e-${at}`)),
        { late: true, possiblyRepeated: true },
      ),
    );
    expectMessageLimits(message);
    for (const card of message.cards) {
      expect(fieldsOf(card).join()).toContain('24–27 Oct 2025');
      expect(fieldsOf(card).join()).toContain('How sure: Confirmed');
    }
  });
  test('the least urgent cards are trimmed first', () => {
    const message = renderReminder(
      view('2025-10-23T09:00-04:00', [heavy('a'), heavy('b'), heavy('c')], { events: new Map() }),
    );
    expect(message.cards.map((card) => fieldsOf(card).some((field) => field.startsWith('At stake')))).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('what finds no card is named below the last one', () => {
    const twelve = Array.from({ length: 12 }, (_, at) => ({ ...SUMMIT, id: `e-${10 + at}`, title: `Summit ${at}` }));
    const message = renderReminder(view('2025-10-25T09:00-04:00', twelve));
    expectMessageLimits(message);
    expect(message.content).toMatch(/^12 dates\. First: /);
    expect(message.cards.at(-1)?.footer).toBe('And 2 more: Summit 10, Summit 11');
  });
});

test('hostile text stays text in the card, the line and the button', () => {
  const nasty = '**@everyone** [x](https://evil.example/a) <@1> <t:0:R>\n# h \u202E`';
  const entry = { ...TALKS, title: nasty, phrase: nasty, place: nasty, certaintyNote: nasty, stakes: nasty };
  const message = renderReminder(view('2025-10-23T09:00-04:00', [entry, TARIFF]));
  expectMessageLimits(message);
  expect(message.cards.flatMap(unmeantMarkdown)).toEqual([]);
  expect(message.cards.flatMap(textsOf).join()).not.toContain('@everyone');
});

test('an event whose names cannot be seen goes by its id', () => {
  const message = renderReminder(view('2025-10-25T09:00-04:00', [{ ...SUMMIT, title: '\u200B', phrase: '\u3164' }]));
  expect(message.content).toMatch(/^Asean-summit-2025 opens Sun 26 October/);
  expect(message.cards[0]?.title).toBe('asean-summit-2025');
});

test('nothing to remind of is a mistake of the caller', () => {
  expect(() => renderReminder(view('2025-10-23T09:00-04:00', []))).toThrow('at least one item');
});

test('a reminder sent long after an edge speaks in the past tense', () => {
  const { cards } = renderReminder(view('2026-11-22T09:00-05:00', [TARIFF]));
  expect(cards[0]?.fields[0]?.name).toBe('Was due to start');
  expect(edgeOf(TARIFF).anchor).toBeLessThan(at('2026-11-22T09:00-05:00'));
});
