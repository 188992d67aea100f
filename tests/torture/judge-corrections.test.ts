import { describe, expect, test } from 'vitest';
import { judgeCorrections } from './judge-corrections.ts';
import type { MadeEvent } from './made-events.ts';
import { epochOf, lifeOf, momentOf, NOON, postOf, reminderOf, runOf, T } from './make-run.ts';
import type { SeenCard } from './read-cards.ts';
import type { Story } from './story.ts';

const LATER: MadeEvent = { ...NOON, date: '2026-05-04T14:30' };
const CANCELLED: MadeEvent = { ...NOON, certainty: 'cancelled' };
const EDITION: MadeEvent = { ...NOON, title: 'Made-up filing #1, edition 2' };
const REMINDER = reminderOf(NOON);
const STOOD = `~~${momentOf('12:00')}~~ → `;

/**
 * The list as it was read at 10:00, when noon was announced at 11:00; then at 11:15, then at 11:30, each to the next.
 */
function storyOf(second: MadeEvent, third = second): Story {
  const [first, next, last] = [[NOON], [second], [third]];
  const lives = [lifeOf(first, '10:00', '11:15'), lifeOf(next, '11:15', '11:30'), lifeOf(last, '11:30', '13:00')];
  const epochs = new Map([['c', [epochOf(first, '10:00'), epochOf(next, '11:15'), epochOf(last, '11:30')]]]);
  return { lives, epochs, creates: [], edits: [], forgotten: [], away: [] };
}

/** What is found wrong with the card as it reads at the end. */
function untrue(story: Story, atEnd: Partial<SeenCard> | null, kind = 'reminder'): readonly string[] {
  const posts = [postOf(kind, { message: REMINDER.id })];
  const now = atEnd === null ? [] : [reminderOf(NOON, atEnd)];
  return judgeCorrections(runOf({ story, messages: [REMINDER], atEnd: now, posts }), [REMINDER]).untrue;
}

describe('all is well', () => {
  test.each<[string, Story, Partial<SeenCard>]>([
    ['with a date that stands', storyOf(NOON), {}],
    ['with one that came back', storyOf(LATER, NOON), {}],
    [
      'with one struck through for another',
      storyOf(LATER),
      { date: `${STOOD}**4 May 2026, 14:30 UTC** · [what changed](https://discord.com/channels/1/2/3)` },
    ],
    ['with one corrected', storyOf(LATER), { date: momentOf('14:30'), shown: T('14:30') }],
    ['with one struck through since it is cancelled', storyOf(CANCELLED), { date: `${STOOD}**cancelled**` }],
    ['with a typo corrected', storyOf(EDITION), { title: EDITION.title }],
  ])('all is well with messages that stand: %s', (_, story, atEnd) => {
    expect(untrue(story, atEnd)).toEqual([]);
  });

  test('all is well with a card that an edit lost while the channel was closed to the bot', () => {
    const story = storyOf(NOON);
    const [first, ...rest] = story.epochs.get('c') ?? [];
    if (first === undefined) throw new Error('there is no epoch');
    const shut = { ...first, from: T('11:01'), sure: false };
    story.epochs.set('c', [first, shut, ...rest]);
    story.edits.push({ channel: 'c', of: 'a', at: T('11:02'), tookMs: 5, status: 200 });
    expect(untrue(story, null)).toEqual([]);
  });

  test('all is well where what was looked at is counted', () => {
    const atEnd = [reminderOf(NOON, { date: `${STOOD}**cancelled**` })];
    expect(judgeCorrections(runOf({ story: storyOf(CANCELLED), atEnd }), [REMINDER])).toMatchObject({
      judged: 1,
      outOfDate: 1,
    });
    expect(judgeCorrections(runOf({ story: storyOf(NOON), atEnd: [REMINDER] }), [REMINDER])).toMatchObject({
      judged: 1,
      outOfDate: 0,
    });
  });
});

describe('what the judge finds in messages that stand', () => {
  test.each<[string, Story, Partial<SeenCard> | null, string]>([
    ['a date that moved and still stands there', storyOf(LATER), {}, 'not struck, though it is 2026-05-04T14:30'],
    ['one that was cancelled and still stands there', storyOf(CANCELLED), {}, 'not struck, though it is cancelled'],
    [
      'one struck through for a date that was overtaken',
      storyOf(CANCELLED, LATER),
      { date: `${STOOD}**cancelled**` },
      'it is',
    ],
    [
      'one struck through for a date that is not the list’s',
      storyOf(LATER),
      { date: `${STOOD}**4 May 2026, 14:00 UTC**` },
      'it is 2026-05-04T14:30, and it says',
    ],
    [
      'one that came back and is still struck through',
      storyOf(LATER, NOON),
      { date: `${STOOD}**cancelled**` },
      'struck, though',
    ],
    ['one that is gone', storyOf(NOON), null, 'nothing of it can be read'],
    ['a typo that was never corrected', storyOf(EDITION), {}, 'it is called'],
    ['a certainty that is not the list’s', storyOf({ ...NOON, certainty: 'threatened' }), {}, 'it is threatened'],
  ])('the judge finds in messages that stand: %s', (_, story, atEnd, what) => {
    expect(untrue(story, atEnd)).toEqual([expect.stringContaining(what)]);
  });
});

describe('a card that is out of date', () => {
  const moved = storyOf(LATER);

  test('a card may be out of date while no program runs that has read the list', () => {
    const lives = moved.lives.map((life, index) => (index === 0 ? life : { ...life, running: null }));
    expect(untrue({ ...moved, lives }, {})).toEqual([]);
  });

  test.each(['creates', 'edits'] as const)('a card may be out of date while all %s of its channel fail', (which) => {
    const all = Array.from({ length: 3_600 * 2 }, (_, second) => ({
      channel: 'c',
      at: T('11:00') + second * 1_000,
      tookMs: 5,
      status: 500,
    }));
    expect(untrue({ ...moved, [which]: all }, {})).toEqual([]);
  });

  test('a card may be out of date while an edit is never answered', () => {
    const edits = Array.from({ length: 600 }, (_, index) => ({
      channel: 'c',
      of: 'a',
      at: T('11:15') + index * 15_000,
      tookMs: 5,
      status: 0,
    }));
    expect(untrue({ ...moved, edits }, {})).toEqual([]);
  });

  test('a card may be out of date in a channel that was closed when the list changed, even where it is open again', () => {
    const epochs = new Map([
      ['c', [epochOf([NOON], '10:00'), epochOf([NOON], '11:05', false), epochOf([LATER], '11:20')]],
    ]);
    expect(untrue({ ...moved, epochs }, {})).toEqual([]);
  });

  test('a card may not be out of date where its channel closed only later', () => {
    const epochs = new Map([
      ['c', [epochOf([NOON], '10:00'), epochOf([LATER], '11:15'), epochOf([LATER], '12:00', false)]],
    ]);
    expect(untrue({ ...moved, epochs }, {})).toHaveLength(1);
  });

  test('a card may be out of date in a catch-up, of whose words only the dates are corrected', () => {
    expect(untrue(storyOf(EDITION), {}, 'catch-up')).toEqual([]);
  });
});
