import { renderCatchUp } from '../../src/render/reminder/render-catch-up.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import type { Room } from '../exhibit.ts';
import { at, reminderView, type ShownList } from '../open-list.ts';

/** What comes late, and says so. */
export function late(shown: ShownList): Room {
  const ids = [
    'malaysia-talks-2025',
    'asean-summit-2025',
    'apec-2025',
    'us-tariff-100-2025',
    'tariff-truce-expiry-2025',
  ];
  const [talks, summit, apec, tariff, truce] = ids.map(shown.event);
  if (!talks || !summit || !apec || !tariff || !truce) throw new Error('The gallery misses an event.');
  const afternoon = '2025-10-31T13:00-04:00';
  const morning = at('2025-10-31T09:00-04:00');
  const belated = (over: object) => {
    const view = reminderView(shown, afternoon, [tariff], over);
    return renderReminder({ ...view, items: view.items.map((item) => ({ ...item, due: morning })) });
  };
  const missed = reminderView(shown, '2025-10-30T09:00-04:00', [talks, summit, apec, tariff, truce]);
  const over = reminderView(shown, '2025-12-01T09:00-05:00', [talks, summit]);
  const now = at(afternoon);
  return {
    title: 'Late, and said aloud',
    about:
      'A reminder that comes late says when it was due. After a long outage one message sums up what still matters.',
    exhibits: [
      { title: 'Four hours late', now, message: belated({ late: true }), of: ['post reminder', 'sent late'] },
      {
        title: 'Four hours late, because the bot was off',
        now,
        message: belated({ late: true, offline: { from: 0, to: now } }),
        of: ['post reminder', 'sent late'],
      },
      {
        title: 'Added late, because the date was new',
        now,
        message: belated({ addedLate: true }),
        of: ['post reminder', 'sent added late'],
      },
      { title: 'Possibly repeated', now, message: belated({ possiblyRepeated: true }), of: ['post reminder'] },
      { title: 'In a replay, where nobody is pinged', now, message: belated({ replay: true }), of: ['post reminder'] },
      {
        title: 'After an outage',
        now: missed.now,
        message: renderCatchUp(missed),
        of: ['post catch-up', 'sent caught up'],
      },
      {
        title: 'After an outage, with nothing ahead',
        now: over.now,
        message: renderCatchUp(over),
        of: ['post catch-up'],
      },
    ],
  };
}
