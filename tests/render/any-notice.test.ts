import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { type CorrectionItem, renderCorrection } from '../../src/render/notice/render-correction.ts';
import { renderNotice } from '../../src/render/notice/render-notice.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { noticeView, redated, type Turn } from '../build/notice-views.ts';
import { event } from '../build/sample-events.ts';
import { view } from '../build/sample-views.ts';
import { anchoredDate, hostileText, someEvent, zone } from './arbitrary-events.ts';
import { expectCardLimits, expectMessageLimits, textsOf, unmeantMarkdown } from './message-limits.ts';
import { saidDay, saidDays, trueDays } from './true-distance.ts';
import { workingInPlain } from './working-markdown.ts';

const RUNS = { numRuns: 50 } as const;
const DAY_MS = 86_400_000;

/** An event's two states; sometimes it is new, or gone. */
const someTurn: fc.Arbitrary<Turn> = fc
  .record({ before: someEvent, after: someEvent, outcome: fc.option(hostileText), label: hostileText, kind: fc.nat(9) })
  .map(({ before, after, outcome, label, kind }): Turn => {
    if (kind === 0) return [null, after];
    if (kind === 1) return [before, null];
    const history = [{ label, day: '2025-08-12', source: null }];
    const what = outcome === null ? null : { what: outcome, day: null, source: null };
    return [
      { ...before, history },
      { ...after, id: before.id, history, outcome: what, unless: ['gone'] },
    ];
  });

const seen = fc.record({
  turns: fc.uniqueArray(someTurn, { minLength: 1, maxLength: 12, selector: ([a, b]) => a?.id ?? b?.id }),
  reader: zone,
  offset: fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
  flags: fc.nat(3),
});

function anchorOf([before, after]: Turn): number {
  const event = after ?? before;
  return (event === null ? undefined : deriveEdges(event)[0]?.anchor) ?? Date.UTC(2025, 9, 20);
}

describe('whatever changed, and whenever it is read', () => {
  test('a notice keeps every limit, and nothing in it works that should not', () => {
    fc.assert(
      fc.property(seen, ({ turns, reader, offset, flags }) => {
        const [first] = turns;
        if (first === undefined) return;
        const over = { zone: reader, replay: flags > 1, possiblyRepeated: (flags & 1) > 0 };
        const shown = noticeView(anchorOf(first) + offset, turns, over);
        if (shown.changes.length === 0) return;
        const message = renderNotice(shown);
        expectMessageLimits(message);
        expect(message.content).not.toContain('<t:');
        expect(message.cards.flatMap(unmeantMarkdown)).toEqual([]);
        expect(message.controls.flat().every((one) => 'id' in one && one.id.endsWith('~mark'))).toBe(true);
        expect(message.controls.flat().length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  test('a correction keeps the limits, the buttons and every date that stands', () => {
    const state = fc.constantFrom('stands', 'moved', 'cancelled', 'postponed', 'removed', 'withdrawn');
    const inputs = fc.record({
      entries: fc.array(someEvent, { minLength: 1, maxLength: 10 }),
      states: fc.array(state, { minLength: 10, maxLength: 10 }),
      linked: fc.boolean(),
    });
    fc.assert(
      fc.property(inputs, ({ entries, states, linked }) => {
        const items = entries.flatMap((entry) => {
          const edge = deriveEdges(entry)[0];
          return edge === undefined ? [] : [{ event: entry, edge, lead: { unit: 'days', count: 1 } as const, due: 0 }];
        });
        const payload = renderReminder(view('2025-10-20T00:00Z', [], { items, ping: '42' }));
        const corrections = payload.cards.map((_card, card): CorrectionItem => {
          const now = card % 2 === 0 ? 'through 31 Jan 2026 (New York)' : null;
          return { card, state: states[card] ?? 'stands', now };
        });
        const link = linked ? 'https://discord.com/channels/1/2/3' : null;
        const corrected = renderCorrection({ payload, items: corrections, link });
        expect(corrected.content.length).toBeLessThanOrEqual(110);
        expect(workingInPlain(corrected.content)).toEqual([]);
        expect(corrected.content.split('\u2068').length).toBe(corrected.content.split('\u2069').length);
        for (const card of corrected.cards) expectCardLimits(card);
        expect(corrected.cards.flatMap(textsOf).join('').length).toBeLessThanOrEqual(6000);
        expect(corrected.cards.flatMap(unmeantMarkdown)).toEqual([]);
        expect([corrected.controls, corrected.ping]).toEqual([payload.controls, payload.ping]);
        corrections.forEach(({ card, state: became }) => {
          const same = card !== null && corrected.cards[card] === payload.cards[card];
          expect(same).toBe(became === 'stands');
        });
      }),
      RUNS,
    );
  });
});

/** The words by which a date does not sound surer than it is. */
const UNSURE = { expected: /should be|expected to/, tentative: /\bmay\b/, threatened: /\bwould\b/ } as const;

/** One date of one event with harmless names, moved. */
const moved = fc.record({
  kind: fc.constantFrom('opens', 'closes', 'due', 'takes-effect', 'expires'),
  before: anchoredDate,
  after: anchoredDate,
  at: zone,
  reader: zone,
  certainty: fc.constantFrom('confirmed', 'expected', 'tentative', 'threatened'),
  offset: fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
});

describe('the line of a notice', () => {
  test('the first day in the line of a notice is the new one, its distance and its figure are true, and it does not sound surer than it is', () => {
    let checked = 0;
    fc.assert(
      fc.property(moved, ({ kind, before, after, at, reader, certainty, offset }) => {
        const entry: ListEvent = event({ title: 'Talks', phrase: 'the talks', zone: at, certainty });
        const turn: Turn = [redated(entry, { ...before, role: kind }), redated(entry, { ...after, role: kind })];
        const shown = noticeView(anchorOf(turn) + offset, [turn], { zone: reader });
        const [change] = shown.changes;
        if (change?.kind !== 'earlier' && change?.kind !== 'later' && change?.kind !== 'extended') return;
        checked += 1;
        const line = renderNotice(shown).content;
        const [was, is] = [change.before?.sourceDate, change.after?.sourceDate].map((date) => date?.slice(0, 10) ?? '');
        expect(saidDay(line)).toBe(is?.slice(5));
        const days = saidDays(line);
        if (days !== null) expect(days).toBe(trueDays(is ?? '', at, shown.now));
        const figure = /^(?:Extended by )?(a|\d+) days?\b/i.exec(line)?.[1];
        const gap = (Date.parse(was ?? '') - Date.parse(is ?? '')) / DAY_MS;
        if (figure !== undefined) expect(figure.toLowerCase() === 'a' ? 1 : Number(figure)).toBe(Math.abs(gap));
        if (change.kind === 'earlier') expect(gap).toBeGreaterThanOrEqual(0);
        else expect(gap).toBeLessThanOrEqual(0);
        const past = (change.after?.anchor ?? 0) <= shown.now;
        if (!past && certainty !== 'confirmed') expect(line).toMatch(UNSURE[certainty]);
      }),
      { numRuns: 150 },
    );
    expect(checked).toBeGreaterThan(100);
  });
});
