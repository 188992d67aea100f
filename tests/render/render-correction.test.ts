import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { plainForm } from '../../src/render/card/adjust-message.ts';
import { edgeInWords } from '../../src/render/notice/changed-date.ts';
import { type CorrectionItem, renderCorrection } from '../../src/render/notice/render-correction.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { redated } from '../build/notice-views.ts';
import { day, EVENTS, edgeOf, SUMMIT, TARIFF, TRUCE } from '../build/sample-events.ts';
import { fieldsOf, view } from '../build/sample-views.ts';

const LINK = 'https://discord.com/channels/1/2/3';
const SENT = renderReminder(view('2025-11-09T09:00-05:00', [TRUCE], { ping: '42' }));
const NOW = edgeInWords(edgeOf(redated(TRUCE, day('expires', '2026-01-31'))), EVENTS);

function corrected(item: Partial<CorrectionItem>, payload: Message = SENT, link: string | null = LINK): Message {
  return renderCorrection({ payload, items: [{ card: 0, state: 'moved', now: NOW, ...item }], link });
}

function firstLine(message: Message): string | undefined {
  return fieldsOf(message.cards[0])[0];
}

describe('a message that is set right', () => {
  test('a correction strikes the old date through, with the new one and a link to the notice below it', () => {
    expect(firstLine(corrected({}))).toBe(
      [
        'Ends: ~~Mon 10 Nov 2025, end of day, New York (zone assumed) · your time <t:1762837140:f>, <t:1762837140:R>~~',
        `**Out of date: now through 31 Jan 2026 (New York). [What changed](${LINK})**`,
      ].join('\n'),
    );
  });

  test('a corrected message says on the lock screen that it is out of date, and keeps ping and buttons as they were', () => {
    const message = corrected({});
    expect(message.content).toMatch(/^Out of date: The U\.S\.–China tariff truce ends tomorrow/);
    expect(message.content.length).toBeLessThanOrEqual(130);
    expect([message.ping, message.controls]).toEqual(['42', SENT.controls]);
    expect(message.cards[0]?.colour).toBe(0x4f5660);
  });

  test.each<readonly [CorrectionItem['state'], string | null, string]>([
    ['moved', null, 'Out of date: the date has changed.'],
    ['cancelled', null, 'Out of date: cancelled.'],
    ['postponed', null, 'Out of date: postponed, no new date yet.'],
    ['removed', null, 'Out of date: no longer in the list.'],
    ['withdrawn', null, 'Out of date: no date is set any more.'],
    ['withdrawn', 'January 2026', 'Out of date: now January 2026.'],
  ])('a corrected message that was %s says what became of it (%s)', (state, now, words) => {
    expect(firstLine(corrected({ state, now }, SENT, null))).toMatch(
      new RegExp(`\\*\\*${words.replaceAll('.', '\\.')}\\*\\*$`),
    );
  });

  test('a correction leaves out a link that is none', () => {
    for (const link of ['javascript:alert(1)', 'http://discord.com/channels/1/2/3', 'nonsense']) {
      expect(firstLine(corrected({}, SENT, link))).not.toContain('What changed');
    }
  });

  test('a correction keeps a tilde at the end of a date from closing the line through too early', () => {
    const place = { ...SUMMIT, place: 'Here~' };
    const sent = renderReminder(view('2025-11-01T09:00-04:00', [place]));
    expect(firstLine(corrected({}, sent))).toMatch(/Here∼~~\n/);
  });
});

describe('a message with several dates', () => {
  const sent = renderReminder(view('2025-10-25T09:00-04:00', [TRUCE, SUMMIT, TARIFF]));
  const items: readonly CorrectionItem[] = [
    { card: 0, state: 'stands', now: null },
    { card: 1, state: 'cancelled', now: null },
    { card: 2, state: 'moved', now: NOW },
  ];

  test('a correction keeps those of several dates that stand as they are', () => {
    const message = renderCorrection({ payload: sent, items, link: LINK });
    expect(message.content).toMatch(/^Partly out of date: 3 dates\. First: ASEAN summit/);
    expect(message.cards[0]).toBe(sent.cards[0]);
    expect(message.cards.slice(1).map((card) => card.fields[0]?.value.startsWith('~~'))).toEqual([true, true]);
  });

  test('a corrected message gives way in its last fields where the limit is reached, and keeps every date', () => {
    const long = { ...sent, cards: Array.from({ length: 10 }, () => cardOf(500)) };
    const all = long.cards.map((_card, card): CorrectionItem => ({ card, state: 'moved', now: NOW }));
    const message = renderCorrection({ payload: long, items: all, link: LINK });
    const size = message.cards.flatMap((card) => [card.title, ...card.fields.flatMap((one) => [one.name, one.value])]);
    expect(size.join('').length).toBeLessThanOrEqual(6000);
    expect(message.cards.every((card) => card.fields[0]?.value.includes('Out of date'))).toBe(true);
    expect(message.cards[0]?.fields).toHaveLength(2);
  });

  function cardOf(length: number) {
    const fields = [
      { name: 'When', value: 'Sat 1 Nov 2025', inline: false },
      { name: 'Source', value: 'x'.repeat(length), inline: false },
    ];
    return { title: 'Talks', colour: 1, description: null, fields, footer: null, event: 'talks' };
  }

  test('a correction names what two items say of one card', () => {
    const message = renderCorrection({
      payload: sent,
      items: [
        { card: 0, state: 'moved', now: NOW },
        { card: 0, state: 'cancelled', now: null },
      ],
      link: null,
    });
    expect(message.cards[0]?.fields[0]?.value).toContain(
      '**Out of date: now through 31 Jan 2026 (New York).\nOut of date: cancelled.**',
    );
  });
});

describe('correcting again', () => {
  test('correcting with the same items gives the same message, so that it may be repeated harmlessly', () => {
    expect(corrected({})).toEqual(corrected({}));
  });

  test('correcting for a date that came back gives the message as it was sent', () => {
    expect(corrected({ state: 'stands', now: null })).toBe(SENT);
  });
});

test('a message without cards says below its line what holds now', () => {
  const message = corrected({}, plainForm(SENT));
  expect(message.content.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(/^Out of date: The U\.S\.–China tariff truce ends tomorrow/),
    `Out of date: now through 31 Jan 2026 (New York). [What changed](${LINK})`,
  ]);
  expect(message.content.length).toBeLessThanOrEqual(2000);
  expect(message.controls).toEqual(plainForm(SENT).controls);
});
