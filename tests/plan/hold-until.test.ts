import { expect, test } from 'vitest';
import { holdUntil } from '../../src/plan/reminders/judge-silence.ts';
import { at } from '../build/build-events.ts';

const NIGHT = { zone: 'America/New_York', quiet: { from: '22:00', until: '07:00' } };
const NO_HOURS = { zone: 'America/New_York' };
const EVENING = at('2025-11-03T23:00:00-05:00');
const MORNING = at('2025-11-04T07:00:00-05:00');

function hold(more: Partial<Parameters<typeof holdUntil>[0]>): number {
  return holdUntil({ clock: NIGHT, pausedUntil: null, anchors: [], now: EVENING, ...more });
}

test('a message that is ready goes at once outside quiet hours and pauses', () => {
  expect(hold({ clock: NO_HOURS })).toBe(EVENING);
  expect(hold({ now: MORNING })).toBe(MORNING);
  expect(hold({ clock: NO_HOURS, pausedUntil: EVENING })).toBe(EVENING);
});

test('a message that is ready waits for the end of the quiet hours', () => {
  expect(hold({})).toBe(MORNING);
});

test('a message that is ready waits for the end of the server’s pause, and of the quiet hours in which that lies', () => {
  const noon = at('2025-11-06T12:00:00-05:00');
  expect(hold({ clock: NO_HOURS, pausedUntil: noon })).toBe(noon);
  expect(hold({ pausedUntil: at('2025-11-06T00:00:00-05:00') })).toBe(at('2025-11-06T07:00:00-05:00'));
  expect(hold({ pausedUntil: at('2025-11-04T01:00:00-05:00') })).toBe(MORNING);
});

test('a message does not wait where one of its dates, the old or the new one, comes first or with that end', () => {
  const never = at('2026-01-31T00:00:00-05:00');
  expect(hold({ anchors: [never, MORNING - 1] })).toBe(EVENING);
  expect(hold({ anchors: [MORNING, never] })).toBe(EVENING);
  expect(hold({ anchors: [MORNING + 1, never] })).toBe(MORNING);
  expect(hold({ pausedUntil: at('2025-12-01T00:00:00Z'), anchors: [at('2025-11-20T00:00:00Z')] })).toBe(EVENING);
});

test('a message waits though one of its dates is behind: that is no hurry', () => {
  expect(hold({ anchors: [EVENING - 1, EVENING] })).toBe(MORNING);
});
