import { test } from 'vitest';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { listRow, openRow } from '../../src/render/card/list-row.ts';
import { eventCard } from '../../src/render/event/render-event-card.ts';
import { renderCatchUp } from '../../src/render/reminder/render-catch-up.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { at } from '../build/build-events.ts';
import { APEC, EVENTS, event, MEETING, SUMMIT, TALKS, TARIFF, TRUCE, VISIT, XI_VISIT } from '../build/sample-events.ts';
import { view } from '../build/sample-views.ts';
import { cardPage, expectPages, page } from './pages.ts';

test('reminders of the shipped events read as reviewed', async () => {
  await expectPages('reminders.md', [
    page('Talks, a day before, sources differ (New York)', renderReminder(view('2025-10-23T09:00-04:00', [TALKS]))),
    page('Summit, a week before', renderReminder(view('2025-10-19T09:00-04:00', [SUMMIT]))),
    page('Summit, day of', renderReminder(view('2025-10-25T09:00-04:00', [SUMMIT]))),
    page(
      'Forum, day of, read in Seoul',
      renderReminder(view('2025-10-31T09:00+09:00', [APEC], { zone: 'Asia/Seoul' })),
    ),
    page('Tariff, a day before', renderReminder(view('2025-10-31T09:00-04:00', [TARIFF]))),
    page('Tariff, read in Seoul', renderReminder(view('2025-11-01T09:00+09:00', [TARIFF], { zone: 'Asia/Seoul' }))),
    page('Tariff, at its start', renderReminder(view('2025-11-01T00:00:01-04:00', [TARIFF]))),
    page('Truce, a week before', renderReminder(view('2025-11-03T09:00-05:00', [TRUCE]))),
    page('Truce, last day', renderReminder(view('2025-11-10T09:00-05:00', [TRUCE]))),
    page('Truce, last hour', renderReminder(view('2025-11-10T23:00-05:00', [TRUCE]))),
    page('Three dates at once', renderReminder(view('2025-10-25T09:00-04:00', [TRUCE, SUMMIT, TARIFF]))),
  ]);
});

test('messages that are late, repeated or replayed read as reviewed', async () => {
  const long = ['2025-10-30T09:00-04:00', [TALKS, SUMMIT, APEC, TARIFF, TRUCE]] as const;
  await expectPages('late.md', [
    page('Late', renderReminder(view('2025-10-31T13:00-04:00', [TARIFF], { late: true }))),
    page('Added late', renderReminder(view('2025-10-31T13:00-04:00', [TARIFF], { addedLate: true }))),
    page('Possibly repeated', renderReminder(view('2025-10-31T13:00-04:00', [TARIFF], { possiblyRepeated: true }))),
    page('Replay', renderReminder(view('2025-10-31T13:00-04:00', [TARIFF], { replay: true, possiblyRepeated: true }))),
    page('Catch-up', renderCatchUp(view(...long))),
    page('Catch-up with nothing ahead', renderCatchUp(view('2025-12-01T09:00-05:00', [TALKS, SUMMIT]))),
  ]);
});

test('events in full read as reviewed', async () => {
  const full = (now: string) => (entry: typeof TALKS) =>
    cardPage(
      eventCard({
        event: entry,
        edges: deriveEdges(entry),
        events: EVENTS,
        now: at(now),
        zone: 'America/New_York',
        reminders: [{ lead: { unit: 'days', count: 1 }, due: at('2025-10-24T13:00Z'), state: 'sent', reason: null }],
      }),
    );
  await expectPages('events-in-full.md', [
    '## Seen from 20 October 2025',
    ...[TALKS, MEETING, TARIFF, TRUCE, VISIT].map(full('2025-10-20T13:00Z')),
    '## Seen from 22 November 2026',
    ...[...EVENTS.values()].map(full('2026-11-22T13:00Z')),
  ]);
});

test('rows read as reviewed', async () => {
  const rows = (now: string) =>
    [...EVENTS.values()]
      .map((entry) => {
        const edge = deriveEdges(entry)[0] ?? null;
        return `- ${listRow({ event: entry, edge, events: EVENTS, now: at(now), zone: 'America/New_York' })}`;
      })
      .join('\n');
  await expectPages('rows.md', [
    '## Seen from 20 October 2025',
    rows('2025-10-20T13:00Z'),
    '## Seen from 27 October 2025',
    rows('2025-10-27T13:00Z'),
    '## Seen from 22 November 2026',
    rows('2026-11-22T13:00Z'),
    '## Still open, no exact day',
    [VISIT, XI_VISIT].map((entry) => `- ${openRow(entry, EVENTS)}`).join('\n'),
  ]);
});

test('other scripts, hostile text and Discord’s limits read as reviewed', async () => {
  const named = (title: string, over: Partial<typeof TALKS> = {}) =>
    event({ ...SUMMIT, title, phrase: title, ...over });
  const message = (entry: typeof TALKS) => renderReminder(view('2025-10-25T09:00-04:00', [entry]));
  const huge = 'Long words on a long matter. '.repeat(60).trim();
  await expectPages('other-text.md', [
    page('Arabic', message(named('قمة رابطة دول جنوب شرق آسيا', { place: 'كوالالمبور' }))),
    page('Hebrew in an English line', message(named('the ועידת פסגה', { place: 'ירושלים' }))),
    page('Chinese', message(named('东盟峰会', { place: '吉隆坡' }))),
    page(
      'Hostile',
      message(
        named('**@everyone** [free](https://evil.example/a) <@1> <t:0:R> # h \u202Ekcab\u200B', {
          certaintyNote: '> quote\n# heading ||spoiler||',
        }),
      ),
    ),
    page(
      'Longest',
      message(
        named(huge, {
          plural: true,
          certaintyNote: huge,
          stakes: huge,
          place: huge,
          claims: SUMMIT.claims.map((one) => ({ ...one, says: huge })),
        }),
      ),
    ),
  ]);
});
