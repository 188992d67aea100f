import { expect, test } from 'vitest';
import { refreshWording, renderCorrection } from '../../src/render/notice/render-correction.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { confirmed } from '../build/notice-views.ts';
import { TARIFF } from '../build/sample-events.ts';
import { fieldsOf, view } from '../build/sample-views.ts';

const MISSPELT = { ...TARIFF, title: '100% U.S. tarif', stakes: 'A tarif on all imports.' };
const [CARD] = renderReminder(view('2025-10-31T09:00-04:00', [MISSPELT])).cards;
if (CARD === undefined) throw new Error('A reminder has a card.');

test('a card that is corrected has the title and what is at stake in the words of today', () => {
  const refreshed = refreshWording(CARD, {
    ...TARIFF,
    title: '100% U.S. tariff',
    stakes: 'A *tariff* on all imports.',
  });
  expect(refreshed.title).toBe('100% U.S. tariff');
  expect(fieldsOf(refreshed)).toContain('At stake: A \\*tariff\\* on all imports.');
});

test('a corrected card keeps how sure it was, its date and its sources as they were sent', () => {
  const refreshed = refreshWording(CARD, confirmed({ ...TARIFF, claims: [] }));
  const kept = (card: typeof CARD) => fieldsOf(card).filter((field) => !field.startsWith('At stake'));
  expect(kept(refreshed)).toEqual(kept(CARD));
  expect(refreshed.colour).toBe(CARD.colour);
  expect(fieldsOf(refreshWording(CARD, { ...TARIFF, stakes: null }))).toEqual(fieldsOf(CARD));
});

test('a card stored before fields had ids is corrected like one that has them', () => {
  const stored = { ...CARD, fields: CARD.fields.map(({ name, value, inline }) => ({ name, value, inline })) };
  expect(stored).not.toEqual(CARD);
  expect(fieldsOf(refreshWording(stored, TARIFF))).toEqual(fieldsOf(refreshWording(CARD, TARIFF)));
  const corrected = (card: typeof CARD) => {
    const payload = { content: 'One line.', ping: null, cards: [card], controls: [], files: [] };
    return renderCorrection({ payload, items: [{ card: 0, state: 'cancelled', now: null }], link: null }).cards.map(
      fieldsOf,
    );
  };
  expect(corrected(stored)).toEqual(corrected(CARD));
});
