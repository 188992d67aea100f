import { test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { edgeInWords } from '../../src/render/notice/changed-date.ts';
import { renderCorrection } from '../../src/render/notice/render-correction.ts';
import { type NoticeView, renderNotice } from '../../src/render/notice/render-notice.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { at } from '../build/build-events.ts';
import { MINISTRY, noticeView, redated, type Turn } from '../build/notice-views.ts';
import {
  day,
  EVENTS,
  edgeOf,
  ILKHA,
  MEETING,
  range,
  SUMMIT,
  TALKS,
  TARIFF,
  TRUCE,
  VISIT,
} from '../build/sample-events.ts';
import { view } from '../build/sample-views.ts';
import { expectPages, page } from './pages.ts';

const HISTORY = [
  { label: 'Geneva, May 2025: 90 days', day: null, source: ILKHA },
  { label: 'London, Stockholm and Madrid together', day: '2025-11-10', source: ILKHA },
];
const CHAINED: ListEvent = { ...TRUCE, history: HISTORY };
const EXTENDED = redated(CHAINED, day('expires', '2026-01-31'));
/** The list as the first report alone gives it. */
const FIRST_TALKS = { ...TALKS, claims: TALKS.claims.slice(0, 1), follow: null };
const FIRST_MEETING: ListEvent = {
  ...MEETING,
  certainty: 'confirmed',
  certaintyNote: null,
  claims: MEETING.claims.slice(0, 1),
};

function notice(title: string, now: string, turns: readonly Turn[], over: Partial<NoticeView> = {}): string {
  return page(title, renderNotice(noticeView(now, turns, over)));
}

const off = (entry: ListEvent, certainty: ListEvent['certainty']) => ({ ...entry, certainty });

test('notices read as reviewed', async () => {
  const sure = off(TARIFF, 'confirmed');
  const meeting = redated(MEETING, day('opens', '2025-10-30'));
  const nextReminders = new Map([[TRUCE.id, { due: at('2026-01-24T14:00Z') }]]);
  await expectPages('notices.md', [
    notice('Extended', '2025-11-09T10:00-05:00', [[CHAINED, EXTENDED]], {
      nextReminders,
    }),
    notice('Earlier, and urgent', '2025-10-30T09:00-04:00', [[sure, redated(sure, day('takes-effect', '2025-10-31'))]]),
    notice(
      'Earlier, read in Seoul',
      '2025-10-30T22:00+09:00',
      [[TARIFF, redated(TARIFF, day('takes-effect', '2025-10-31'))]],
      {
        zone: 'Asia/Seoul',
      },
    ),
    notice('The second report arrives', '2025-10-23T12:00Z', [
      [FIRST_TALKS, TALKS],
      [FIRST_MEETING, MEETING],
    ]),
    notice('Later', '2025-10-20T09:00-04:00', [[SUMMIT, redated(SUMMIT, range('2025-10-28', '2025-10-30'))]]),
    notice('Confirmed', '2025-10-27T09:00-04:00', [[meeting, off(meeting, 'confirmed')]]),
    notice('A day set at last', '2025-10-20T09:00-04:00', [[VISIT, redated(VISIT, day('opens', '2026-04-12'))]]),
    notice('Withdrawn', '2025-10-20T09:00-04:00', [
      [SUMMIT, redated(SUMMIT, { role: 'opens', approximate: false, precision: 'month', month: '2025-10' })],
    ]),
    notice('Averted', '2025-10-30T09:00-04:00', [
      [TARIFF, { ...off(TARIFF, 'cancelled'), outcome: { what: 'averted by a deal', day: null, source: MINISTRY } }],
    ]),
    notice('Postponed', '2025-10-20T09:00-04:00', [[TALKS, off(TALKS, 'postponed')]], {}),
    notice('On again', '2025-10-20T09:00-04:00', [[off(SUMMIT, 'cancelled'), SUMMIT]]),
    notice('New', '2025-10-20T09:00-04:00', [[null, TARIFF]]),
    notice('Removed', '2025-10-20T09:00-04:00', [[TALKS, null]], {}),
    notice('Text only', '2025-10-20T09:00-04:00', [[SUMMIT, { ...SUMMIT, title: 'ASEAN Summit 2025' }]]),
    notice('Closing line', '2025-11-11T09:00-05:00', [
      [
        TRUCE,
        {
          ...TRUCE,
          outcome: { what: 'The U.S.–China tariff truce was extended', day: '2025-11-10', source: MINISTRY },
        },
      ],
    ]),
    notice(
      'Three at once, replayed',
      '2025-10-20T09:00-04:00',
      [
        [CHAINED, EXTENDED],
        [SUMMIT, off(SUMMIT, 'postponed')],
        [TARIFF, redated(TARIFF, day('takes-effect', '2025-12-15'))],
      ],
      { replay: true },
    ),
    notice('Hostile and right-to-left', '2025-10-20T09:00-04:00', [
      [null, { ...SUMMIT, title: '**@everyone** [x](https://evil.example)', phrase: '**@everyone** قمة' }],
    ]),
  ]);
});

test('corrections read as reviewed', async () => {
  const link = 'https://discord.com/channels/1/2/3';
  const now = edgeInWords(edgeOf(EXTENDED), EVENTS, 'America/New_York');
  const one = renderReminder(view('2025-11-09T09:00-05:00', [CHAINED]));
  const three = renderReminder(view('2025-10-25T09:00-04:00', [CHAINED, SUMMIT, TARIFF]));
  const notice = renderNotice(noticeView('2025-11-09T10:00-05:00', [[CHAINED, EXTENDED]]));
  await expectPages('corrections.md', [
    page('A reminder, extended', renderCorrection({ payload: one, items: [{ card: 0, state: 'moved', now }], link })),
    page(
      'Three dates, one stands',
      renderCorrection({
        payload: three,
        items: [
          { card: 0, state: 'stands', now: null },
          { card: 1, state: 'cancelled', now: null },
          { card: 2, state: 'moved', now },
        ],
        link,
      }),
    ),
    page(
      'A notice, and the date is gone',
      renderCorrection({ payload: notice, items: [{ card: 0, state: 'withdrawn', now: null }], link: null }),
    ),
  ]);
});
