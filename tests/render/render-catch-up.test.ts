import { describe, expect, test } from 'vitest';
import { renderCatchUp } from '../../src/render/reminder/render-catch-up.ts';
import { APEC, EVENTS, SUMMIT, TALKS, TARIFF, TRUCE } from '../build/sample-events.ts';
import { item, view } from '../build/sample-views.ts';
import { expectMessageLimits } from './message-limits.ts';

describe('a catch-up after a long outage', () => {
  test('a catch-up has a card for what is still ahead, nearest first, with when it was due', () => {
    const message = renderCatchUp(view('2025-10-30T09:00-04:00', [TRUCE, TARIFF, APEC], { ping: '123' }));
    expect(message.content).toBe('I was offline. Still ahead: APEC forum opens tomorrow there · 2 more');
    expect(message.cards.map((card) => card.title)).toEqual([APEC.title, `${TARIFF.title} · threatened`, TRUCE.title]);
    expect(message.cards[0]?.description).toContain('-# was due Thu 30 Oct, 9 a.m. New York · ');
    expect(message.ping).toBe('123');
  });

  test('what passed during an outage is one line in one card', () => {
    const message = renderCatchUp(view('2025-10-30T09:00-04:00', [TALKS, SUMMIT, TARIFF]));
    expect(message.cards.map((card) => card.title)).toEqual([
      `${TARIFF.title} · threatened`,
      'Passed while I was offline',
    ]);
    expect(message.cards[1]?.description).toBe(
      'U.S.–China trade talks in Malaysia: 24–27 Oct 2025; ASEAN summit: 26–28 Oct 2025',
    );
    expect(message.controls[0]).toHaveLength(2);
  });

  test('when nothing is ahead a catch-up names what passed and pings nobody', () => {
    const message = renderCatchUp(view('2025-12-01T09:00-05:00', [TALKS, SUMMIT], { ping: '123' }));
    expect(message.content).toBe(
      'I was offline, and 2 dates have passed: U.S.–China trade talks in Malaysia, ASEAN summit.',
    );
    expect(message.ping).toBeNull();
    expect(message.controls).toEqual([]);
  });

  test('several missed reminders of one date are one card, with the one due last', () => {
    const items = ['2025-10-25T09:00-04:00', '2025-10-31T09:00-04:00'].map((due) => item(TARIFF, due));
    const message = renderCatchUp(view('2025-10-31T20:00-04:00', [], { items, events: EVENTS }));
    expect(message.cards).toHaveLength(1);
    expect(message.cards[0]?.description).toContain('-# was due Fri 31 Oct, 9 a.m. New York · ');
    expect(message.content).toBe('I was offline. Threatened: 100% U.S. tariff on Chinese imports tomorrow, Sat 1 Nov.');
  });

  test('a date that is tomorrow is not among what passed, and one of today is still ahead', () => {
    const message = renderCatchUp(view('2025-10-31T12:00+09:00', [APEC, TARIFF]));
    expect(message.cards.map((card) => card.title)).toEqual([APEC.title, `${TARIFF.title} · threatened`]);
  });

  test('forty missed dates fit into one message, and those without a card are named', () => {
    const ahead = Array.from({ length: 20 }, (_, at) => ({
      ...TARIFF,
      id: `a-${10 + at}`,
      title: `Tariff ${10 + at}`,
    }));
    const behind = Array.from({ length: 20 }, (_, at) => ({
      ...SUMMIT,
      id: `b-${10 + at}`,
      title: `Summit ${10 + at} ${'x'.repeat(60)}`,
    }));
    const message = renderCatchUp(view('2025-10-30T09:00-04:00', [...ahead, ...behind]));
    expectMessageLimits(message);
    expect(message.cards).toHaveLength(10);
    expect(message.cards.at(-1)?.footer).toMatch(/^And 11 more: Tariff 19, Tariff 20/);
    expect(message.cards.at(-1)?.description).toMatch(/and \d+ more$/);
  });
});
