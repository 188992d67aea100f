import { renderFallback, renderGreeting } from '../../src/render/reminder/render-personal.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import type { Room } from '../exhibit.ts';
import { at, reminderView, type ShownList, ZONE } from '../open-list.ts';

/** What people get who asked for reminders of their own. */
export function people(shown: ShownList): Room {
  const truce = shown.event('tariff-truce-expiry-2025');
  const view = reminderView(shown, '2025-11-09T09:00-05:00', [truce], { ping: null });
  const fallback = { user: '500', message: renderReminder(view), zone: ZONE, mark: 'mark', replay: false };
  const { now } = view;
  return {
    title: 'Reminders of one’s own',
    about:
      'Asked for by **Remind me** or `/remind me`. They come by direct message and read like those in channels; where direct messages are closed, they come where the person asked.',
    exhibits: [
      { title: 'The first words', now, seenBy: 'one person', message: renderGreeting(), of: ['personal greeting'] },
      { title: 'A reminder', now, seenBy: 'one person', message: renderReminder(view), of: ['post reminder'] },
      {
        title: 'The same, where direct messages are closed',
        now,
        message: renderFallback({ ...fallback, written: null }),
        of: ['post personal'],
      },
      {
        title: 'The same, after some hours in which Discord was down',
        now: at('2025-11-09T13:00-05:00'),
        message: renderFallback({ ...fallback, written: now }),
        of: ['post personal'],
      },
    ],
  };
}
