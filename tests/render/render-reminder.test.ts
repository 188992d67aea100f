import { describe, expect, test } from 'vitest';
import { fitCards, renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { at } from '../build/build-events.ts';
import { claim, day, event, SUMMIT, TALKS, TARIFF, TRUCE } from '../build/sample-events.ts';
import { item, view } from '../build/sample-views.ts';
import { expectMessageLimits, textsOf, unmeantMarkdown } from './message-limits.ts';

/** The parts of the first card: its title, then its lines. */
function cardOf(...args: Parameters<typeof view>): string[] {
  const [card] = renderReminder(view(...args)).cards;
  return card === undefined ? [] : [card.title, ...(card.description ?? '').split('\n')];
}

describe('a card has at most four parts', () => {
  test('a threat says so in the title, and what its source leaves open beside its date', () => {
    expect(cardOf('2025-10-31T09:00-04:00', [TARIFF])).toEqual([
      '100% U.S. tariff on Chinese imports · threatened',
      'Sat 1 Nov 2025; hour and time zone not given',
      'A 100% tariff on Chinese imports, and new export controls on key U.S. software (ILKHA).',
      '-# Only source: ILKHA, 19 Oct',
    ]);
  });

  test('days whose hour is not known stay those of the source, with the place', () => {
    expect(cardOf('2025-10-25T09:00-04:00', [SUMMIT])).toEqual([
      'ASEAN summit · date expected',
      '26–28 Oct 2025, Kuala Lumpur',
      '-# Only source: AAM, 23 Oct',
    ]);
  });

  test('an exact date is the moment on each reader’s clock; the end of a day is its last minute', () => {
    const [card] = renderReminder(view('2025-11-10T23:00-05:00', [TRUCE])).cards;
    expect(cardOf('2025-11-10T23:00-05:00', [TRUCE])).toEqual([
      'U.S.–China tariff truce',
      '<t:1762837140:F>',
      'Under the truce: U.S. 30%, China 10%. Before it: up to 145% and 125%.',
      '-# Only source: ILKHA, 19 Oct · list last updated 19 Oct 2025',
    ]);
    expect(card?.colour).toBe(0xda373c);
    expect(renderReminder(view('2025-11-09T09:00-05:00', [TRUCE])).cards[0]?.colour).toBe(0x1f6feb);
  });

  test('an hour at which a day opens is shown with its place where the list has it', () => {
    expect(cardOf('2025-10-25T09:00-04:00', [{ ...SUMMIT, opensAt: '10:00' }])[1]).toBe(
      '26–28 Oct 2025, opens 10 a.m. Kuala Lumpur',
    );
  });

  test('a date whose card stands above in the channel is repeated with no more than its cautions', () => {
    const items = [{ ...item(TRUCE, '2025-11-09T09:00-05:00'), again: true }];
    expect(cardOf('2025-10-30T09:00-04:00', [], { items })).toEqual(['U.S.–China tariff truce', '<t:1762837140:F>']);
    expect(cardOf('2025-11-09T09:00-05:00', [], { items })).toEqual([
      'U.S.–China tariff truce',
      '<t:1762837140:F>',
      '-# list last updated 19 Oct 2025',
    ]);
  });
});

describe('the small print', () => {
  const printOf = (...args: Parameters<typeof view>) => cardOf(...args).at(-1);

  test('where sources differ the small print says who says what', () => {
    expect(printOf('2025-10-23T09:00-04:00', [TALKS])).toBe(
      '-# AAM, 23 Oct · ILKHA says around 26 Oct 2025 for the talks',
    );
  });

  test('an official source is never called the only one', () => {
    const source = { ...claim({}).source, name: 'IRS', official: true } as const;
    const entry = event({ title: 'Form 941', claims: [claim({ source, date: day('closes', '2025-10-31') })] });
    expect(printOf('2025-10-30T09:00-04:00', [entry])).toBe('-# IRS, 19 Oct');
  });

  test('a list that was not checked for two weeks says so only near the date', () => {
    expect(printOf('2025-11-09T09:00-05:00', [{ ...TRUCE, dependsOn: [] }])).toBe(
      '-# Only source: ILKHA, 19 Oct · list last updated 19 Oct 2025',
    );
    expect(printOf('2025-11-02T09:00-05:00', [{ ...TRUCE, dependsOn: [] }])).toBe('-# Only source: ILKHA, 19 Oct');
  });

  test('a source that is silent on the date, or doubted, makes no difference', () => {
    const doubted = claim({ date: day('takes-effect', '2025-12-24'), credible: false, doubt: 'a joke' });
    const entry = { ...TARIFF, claims: [...TARIFF.claims, { ...doubted, source: { ...doubted.source, id: 'x' } }] };
    expect(printOf('2025-10-31T09:00-04:00', [entry])).toBe('-# Only source: ILKHA, 19 Oct');
  });

  test('a source with an address is a link, one with an unsafe address is not', () => {
    const linked = (url: string) =>
      printOf('2025-10-31T09:00-04:00', [{ ...TARIFF, claims: TARIFF.claims.map((one) => ({ ...one, url })) }]);
    expect(linked('https://example.org/a')).toBe('-# Only source: [ILKHA](https://example.org/a), 19 Oct');
    expect(linked('javascript:alert(1)')).toBe('-# Only source: ILKHA, 19 Oct');
  });
});

describe('what is said of the message itself', () => {
  test('a late reminder says by how much, the true time left, and when it was due', () => {
    const late = view('2025-11-09T12:30-05:00', [TRUCE], {
      late: true,
      items: [item(TRUCE, '2025-11-09T09:00-05:00')],
    });
    const { content, cards } = renderReminder(late);
    expect(content).toBe(
      '3 hours 30 minutes late. U.S.–China tariff truce ends tomorrow: Mon 10 Nov, end of day New York.',
    );
    expect(cards[0]?.description).toContain('-# was due Sun 9 Nov, 9 a.m. New York · ');
  });

  test('a reminder that is late because the bot was off says so, and one that was late for another reason does not', () => {
    const from = at('2025-11-09T08:00-05:00');
    const lineOf = (to: string) =>
      renderReminder(
        view('2025-11-09T12:30-05:00', [TRUCE], {
          late: true,
          offline: { from, to: at(to) },
          items: [item(TRUCE, '2025-11-09T09:00-05:00')],
        }),
      ).content;
    expect(lineOf('2025-11-09T12:29-05:00')).toBe(
      '3 hours 30 minutes late (I was offline). U.S.–China tariff truce ends tomorrow: 10 Nov, end of day New York.',
    );
    expect(lineOf('2025-11-09T08:30-05:00')).toMatch(/^3 hours 30 minutes late\. /);
  });

  test('a reminder says that it was added late, or is possibly repeated', () => {
    const over = { addedLate: true, possiblyRepeated: true };
    const { content } = renderReminder(view('2025-10-25T09:00-04:00', [SUMMIT], over));
    expect(content).toMatch(/^Possibly repeated\. Just added\. ASEAN summit is expected to open tomorrow local time/);
  });

  test('a replay opens with that word and pings nobody', () => {
    const message = renderReminder(view('2025-10-31T09:00-04:00', [TARIFF], { replay: true, ping: '123' }));
    expect(message.content).toBe('Replay. Threatened: 100% U.S. tariff on Chinese imports tomorrow, Sat 1 Nov.');
    expect(message.ping).toBeNull();
  });

  test('a reminder pings the role as it was decided', () => {
    expect(renderReminder(view('2025-10-31T09:00-04:00', [TRUCE], { ping: '123' })).ping).toBe('123');
  });
});

describe('several reminders in one message', () => {
  test('the cards follow the line’s order, the most urgent first', () => {
    const message = renderReminder(view('2025-10-25T09:00-04:00', [TRUCE, TARIFF, SUMMIT]));
    expect(message.content).toMatch(/^ASEAN summit tomorrow there \(expected\) · 100% U\.S\. tariff/);
    expect(message.cards.map((card) => card.title.split(' · ', 1)[0])).toEqual([
      SUMMIT.title,
      TARIFF.title,
      TRUCE.title,
    ]);
  });

  test('what is of high importance comes first, however far ahead', () => {
    const message = renderReminder(view('2025-10-25T09:00-04:00', [SUMMIT, { ...TARIFF, importance: 'high' }]));
    expect(message.content).toMatch(/^100% U\.S\. tariff on Chinese imports in 7 days \(threatened\) · ASEAN summit/);
  });

  test('several events have one select that opens the details of any, with the mark of the post', () => {
    const many = Array.from({ length: 7 }, (_, at) => ({ ...SUMMIT, id: `event-${at}` }));
    const { controls } = renderReminder(view('2025-10-25T09:00-04:00', [...many, ...many]));
    expect(controls).toHaveLength(1);
    expect(controls[0]).toMatchObject([{ type: 'select', id: 'details:~mark' }]);
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
  test('ten heavy cards fit, and each keeps its date', () => {
    const message = renderReminder(
      view(
        '2025-10-23T09:00-04:00',
        Array.from({ length: 10 }, (_, at) => heavy(`e-${at}`)),
        { late: true, possiblyRepeated: true },
      ),
    );
    expectMessageLimits(message);
    for (const card of message.cards) {
      expect(card.description).toContain('24–27 Oct 2025');
    }
  });
  test('the least urgent cards are trimmed first', () => {
    const cards = fitCards(
      ['a', 'b', 'c'].map((id) => item(heavy(id), '2025-10-23T09:00-04:00')),
      { events: new Map(), now: at('2025-10-23T09:00-04:00'), zone: 'America/New_York', belated: false },
      1_000,
    );
    expect(cards.map((card) => card.description?.includes('stakes'))).toEqual([true, false, false]);
  });
  test('what finds no card is named below the last one', () => {
    const twelve = Array.from({ length: 12 }, (_, at) => ({ ...SUMMIT, id: `e-${10 + at}`, title: `Summit ${at}` }));
    const message = renderReminder(view('2025-10-25T09:00-04:00', twelve));
    expectMessageLimits(message);
    expect(message.content).toMatch(/ · 10 more$/);
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
  expect(message.content).toMatch(/^Asean-summit-2025 is expected to open/);
  expect(message.cards[0]?.title).toBe('asean-summit-2025 · date expected');
});

test('nothing to remind of is a mistake of the caller', () => {
  expect(() => renderReminder(view('2025-10-23T09:00-04:00', []))).toThrow('at least one date');
});
