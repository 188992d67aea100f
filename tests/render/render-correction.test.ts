import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { plainForm } from '../../src/render/card/adjust-message.ts';
import { edgeInWords } from '../../src/render/notice/changed-date.ts';
import { type CorrectionItem, renderCorrection } from '../../src/render/notice/render-correction.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { redated } from '../build/notice-views.ts';
import { day, EVENTS, edgeOf, SUMMIT, TARIFF, TRUCE } from '../build/sample-events.ts';
import { view } from '../build/sample-views.ts';

const LINK = 'https://discord.com/channels/1/2/3';
const SENT = renderReminder(view('2025-11-09T09:00-05:00', [TRUCE], { ping: '42' }));
const NOW = edgeInWords(edgeOf(redated(TRUCE, day('expires', '2026-01-31'))), EVENTS, 'America/New_York');

function corrected(item: Partial<CorrectionItem>, payload: Message = SENT, link: string | null = LINK): Message {
  return renderCorrection({ payload, items: [{ card: 0, state: 'moved', now: NOW, ...item }], link });
}

/** What the first card says below its title. */
function shownIn(message: Message): string | null | undefined {
  return message.cards[0]?.description;
}

describe('a message that is set right', () => {
  test('a corrected card keeps its title and its date, struck through, with the new one and a link to the notice', () => {
    const [card] = corrected({}).cards;
    expect(card?.title).toBe('U.S.–China tariff truce');
    expect(card?.description).toBe(`~~<t:1762837140:F>~~ → **31 Jan 2026** · [what changed](${LINK})`);
    expect(card?.fields).toEqual([]);
  });

  test('a corrected message says on the lock screen that it is out of date, and keeps ping and buttons as they were', () => {
    const message = corrected({});
    expect(message.content).toMatch(/^Out of date\. U\.S\.–China tariff truce ends tomorrow/);
    expect(message.content.length).toBeLessThanOrEqual(110);
    expect([message.ping, message.controls]).toEqual(['42', SENT.controls]);
    expect(message.cards[0]?.colour).toBe(0x4e5058);
  });

  test.each<readonly [CorrectionItem['state'], string | null, string]>([
    ['moved', null, 'another date'],
    ['cancelled', null, 'cancelled'],
    ['postponed', null, 'postponed, no new date yet'],
    ['removed', null, 'no longer listed'],
    ['withdrawn', null, 'no date now'],
    ['withdrawn', 'January 2026', 'January 2026'],
  ])('a corrected message that was %s says what became of it (%s)', (state, now, words) => {
    expect(shownIn(corrected({ state, now }, SENT, null))).toBe(`~~<t:1762837140:F>~~ → **${words}**`);
  });

  test('a correction leaves out a link that is none', () => {
    for (const link of ['javascript:alert(1)', 'http://discord.com/channels/1/2/3', 'nonsense']) {
      expect(shownIn(corrected({}, SENT, link))).toBe('~~<t:1762837140:F>~~ → **31 Jan 2026**');
    }
  });

  test('a correction keeps a tilde at the end of a date from closing the line through too early', () => {
    const place = { ...SUMMIT, place: 'Here~' };
    const sent = renderReminder(view('2025-11-01T09:00-04:00', [place]));
    expect(shownIn(corrected({}, sent))).toMatch(/^~~26–28 Oct 2025, Here∼~~ → /);
  });

  test('a correction of a card without a date says what holds now, and strikes nothing through', () => {
    const cards = SENT.cards.map(({ date: _, ...card }) => card);
    expect(shownIn(corrected({}, { ...SENT, cards }, null))).toBe('**31 Jan 2026**');
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
    expect(message.content).toMatch(/^Partly out of date\. ASEAN summit tomorrow/);
    expect(message.cards[0]).toBe(sent.cards[0]);
    expect(message.cards.slice(1).map((card) => card.description?.startsWith('~~'))).toEqual([true, true]);
  });

  test('a correction names what two items say of one card', () => {
    const message = renderCorrection({
      payload: sent,
      items: [
        { card: 0, state: 'moved', now: NOW },
        { card: 0, state: 'cancelled', now: null },
      ],
      link: null,
    });
    expect(message.cards[0]?.description).toMatch(/^~~.*~~ → \*\*31 Jan 2026\*\*\n\*\*cancelled\*\*$/);
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
    expect.stringMatching(/^Out of date\. U\.S\.–China tariff truce ends tomorrow/),
    `**31 Jan 2026** · [what changed](${LINK})`,
  ]);
  expect(message.content.length).toBeLessThanOrEqual(2000);
  expect(message.controls).toEqual(plainForm(SENT).controls);
});
