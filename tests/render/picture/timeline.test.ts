import { describe, expect, test } from 'vitest';
import type { EventChange } from '../../../src/model/change.ts';
import type { ListEvent } from '../../../src/model/event.ts';
import { deriveEdges } from '../../../src/plan/claims/derive-edges.ts';
import { describeTimeline } from '../../../src/render/picture/describe-timeline.ts';
import { drawTimeline } from '../../../src/render/picture/draw-timeline.ts';
import { layOutTimeline, MARGIN, WIDTH } from '../../../src/render/picture/lay-out-timeline.ts';
import { fitText, measureText } from '../../../src/render/picture/measure-text.ts';
import { type PictureRequest, pictureView } from '../../../src/render/picture/timeline-view.ts';
import { at, buildClaim, buildEvent, expires, opens, takesEffect } from '../../build/build-events.ts';
import { HOSTILE } from '../../build/build-lists.ts';

const NOW = at('2026-11-30T14:00:00Z');

function view(events: readonly ListEvent[], more: Partial<PictureRequest> = {}) {
  return pictureView({
    ...{ title: 'What is ahead', now: NOW, zone: 'America/New_York', theme: 'dark', span: 'quarter', changes: [] },
    events: events.map((event) => ({ event, edges: deriveEdges(event) })),
    ...more,
  });
}

function dated(id: string, date: ReturnType<typeof opens>, more: Partial<ListEvent> = {}): ListEvent {
  return buildEvent(id, [buildClaim('a', date)], { topics: ['talks'], ...more });
}

const MONTH = { role: 'opens', approximate: false, precision: 'month', month: '2027-01' } as const;

describe('a picture of dates', () => {
  test('has a lane for each first topic, by the soonest date, and its dates soonest first', () => {
    const { lanes } = view([
      dated('late', expires('2027-01-10'), { topics: ['trade-talks'] }),
      dated('summit', opens('2026-12-14'), { topics: ['summits', 'trade-talks'] }),
      dated('soon', opens('2026-12-01'), { topics: ['trade-talks'] }),
    ]);
    expect(lanes.map(({ name, dates }) => [name, dates.map(({ title }) => title)])).toEqual([
      ['Trade talks', ['soon', 'late']],
      ['Summits', ['summit']],
    ]);
  });

  test('leaves out what lies outside its days, and a stretch without a day that neither begins nor ends within them', () => {
    const year = { ...MONTH, precision: 'year', year: 2026 } as const;
    const events = [
      dated('gone', opens('2026-10-01')),
      dated('next-year', opens('2027-12-01')),
      dated('some-day', year),
    ];
    expect(view(events, { span: 'week' }).lanes).toEqual([]);
    expect(view(events).lanes[0]?.dates.map(({ title, when }) => [title, when])).toEqual([['some-day', '2026']]);
  });

  test('draws an end, a beginning, days, and a stretch without a day each in its own way', () => {
    const events = [
      dated('end', expires('2026-12-10')),
      dated('start', takesEffect('2026-12-11')),
      dated('days', opens('2026-12-12')),
      dated('vague', MONTH),
    ];
    expect(view(events).lanes[0]?.dates.map(({ shape }) => shape)).toEqual(['end', 'start', 'days', 'vague']);
  });

  test('shows where a moved date was, and not of one that moved back', () => {
    const moved = dated('moved', opens('2026-12-20'));
    const change = (before: string): EventChange => ({
      ...({ event: 'moved', title: 'moved', kind: 'later', edge: 'opens' } as EventChange),
      before: { date: opens(before), sourceDate: before, anchor: 0, zone: 'UTC', source: 'A', published: null },
    });
    const wasOf = (changes: readonly EventChange[]) => view([moved], { changes }).lanes[0]?.dates[0]?.was;
    expect(wasOf([change('2026-12-05')])).toEqual({ from: '2026-12-05', through: '2026-12-05' });
    expect(wasOf([change('2026-12-20'), change('2026-12-05')])).toBeNull();
  });

  test('keeps what matters more where not all dates have room, and counts the others', () => {
    const many = Array.from({ length: 20 }, (_, day) =>
      dated(`d${day}`, opens(`2026-12-${String(day + 1).padStart(2, '0')}`)),
    );
    const high = dated('high', opens('2027-02-01'), { importance: 'high' });
    const { lanes, more } = view([...many, high]);
    const titles = lanes.flatMap(({ dates }) => dates.map(({ title }) => title));
    expect(titles).toHaveLength(16);
    expect(titles).toContain('high');
    expect(more).toBe(5);
  });

  test('puts every word and bar within its width, whatever the titles and days are', () => {
    const long = 'An unusually long title of an event that nobody could ever read on a phone in one line';
    const events = Array.from({ length: 12 }, (_, index) =>
      dated(`e${index}`, opens(`2027-0${1 + (index % 2)}-${String(1 + index * 2).padStart(2, '0')}`), { title: long }),
    );
    for (const span of ['month', 'quarter', 'year'] as const) {
      const laid = layOutTimeline(view(events, { span }));
      for (const { label, bar } of laid.dates) {
        expect(label.x).toBeGreaterThanOrEqual(MARGIN);
        expect(label.x + label.width).toBeLessThanOrEqual(WIDTH - MARGIN + 1);
        expect(bar.x).toBeGreaterThanOrEqual(MARGIN);
        expect(bar.x + bar.width).toBeLessThanOrEqual(WIDTH - MARGIN + 0.01);
      }
      expect(laid.now).toBeGreaterThan(MARGIN);
    }
  });

  test('says the same in words: each date once, with how sure it is and where it was', () => {
    const change = {
      ...({ event: 'talks', title: 'talks', kind: 'earlier', edge: 'opens' } as EventChange),
      before: { date: opens('2026-12-26'), sourceDate: '', anchor: 0, zone: 'UTC', source: 'A', published: null },
    };
    const words = describeTimeline(
      view([dated('talks', opens('2026-12-24'), { certainty: 'tentative' }), dated('truce', expires('2027-01-10'))], {
        changes: [change],
      }),
    );
    expect(words).toBe(
      'Timeline from 23 Nov 2026 to 1 Mar 2027. Talks: 24 Dec talks (tentative, was 26 Dec); 10 Jan 2027 truce.',
    );
  });

  test('is the same to the byte for the same dates, in both themes its own', () => {
    const events = [dated('a', opens('2026-12-24'))];
    expect(drawTimeline(view(events))).toBe(drawTimeline(view(events)));
    expect(drawTimeline(view(events, { theme: 'light' }))).not.toBe(drawTimeline(view(events)));
  });

  test('shows a hostile title as text alone', () => {
    const title = HOSTILE;
    const svg = drawTimeline(view([dated('a', opens('2026-12-24'), { title })], { title }));
    const inside = svg.replace(
      /<\/?(?:svg|rect|text|tspan|path|g|defs|pattern)(?: [a-z-]+="[^"<>]*"|xmlns="[^"]*")*\/?>/gi,
      '',
    );
    expect(inside).not.toMatch(/[<>]/);
  });
});

test('a text that does not fit is shortened at its end, without a sign before the dots', () => {
  expect(fitText('U.S. tariffs', 12, 200)).toBe('U.S. tariffs');
  expect(fitText('Purchase of U.S. soybeans', 12, 96)).toBe('Purchase of U.S…');
  expect(measureText('한국', 10)).toBe(20);
});
