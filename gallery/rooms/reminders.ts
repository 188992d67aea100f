import type { ClaimDate } from '../../src/model/date.ts';
import type { Certainty, ListEvent } from '../../src/model/event.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import type { Exhibit, Room } from '../exhibit.ts';
import { at, reminderView, type ShownList } from '../open-list.ts';

/** Reminders of every edge, at several distances, for every certainty. */
export function reminders(shown: ShownList): Room {
  const { event } = shown;
  const talks = event('malaysia-talks-2025');
  const summit = event('asean-summit-2025');
  const apec = event('apec-2025');
  const tariff = event('us-tariff-100-2025');
  const truce = event('tariff-truce-expiry-2025');
  const show = (title: string, now: string, entries: readonly ListEvent[], over = {}): Exhibit => ({
    title,
    now: at(now),
    message: renderReminder(reminderView(shown, now, entries, over)),
    of: ['post reminder', ...entries.map(({ certainty }) => `certainty ${certainty}`), ...edgesOf(entries)],
  });
  const filing = madeUp(summit, 'Tax return for 2030', 'the tax return for 2030', {
    role: 'closes',
    approximate: false,
    precision: 'minute',
    minute: '2031-04-15T17:00',
  });
  const hearing = madeUp(summit, 'Hearing on port fees', 'the hearing on port fees', {
    role: 'opens',
    approximate: false,
    precision: 'minute',
    minute: '2031-04-15T14:00',
  });
  const paper = {
    ...madeUp(summit, 'Paper for the annual conference', 'the paper for the annual conference', {
      role: 'due',
      approximate: false,
      precision: 'day',
      day: '2031-05-10',
    }),
    zone: 'AoE',
  };
  return {
    title: 'Reminders',
    about:
      'Posted before a date. The line says what, when, how far off and how sure; the card adds who says so. Only what is confirmed pings, its date too.',
    exhibits: [
      show('A week before, confirmed', '2025-10-24T09:00-04:00', [apec]),
      show('A week before, dates from one source', '2025-10-19T09:00-04:00', [summit]),
      show('A day before, where the sources differ', '2025-10-23T09:00-04:00', [talks]),
      show('The last morning here before it opens there', '2025-10-25T09:00-04:00', [summit]),
      show('The summit the day before its last, where the entry asks for that', '2025-10-27T09:00-04:00', [
        { ...summit, remind: ['last'] },
      ]),
      show('The forum on its first day, read in Seoul', '2025-10-31T09:00+09:00', [apec], { zone: 'Asia/Seoul' }),
      show('Something threatened takes effect in a week', '2025-10-25T09:00-04:00', [tariff]),
      show('Something threatened takes effect tomorrow', '2025-10-31T09:00-04:00', [tariff]),
      show('Something threatened takes effect today', '2025-11-01T09:00-04:00', [tariff]),
      show('Something ends in a week', '2025-11-03T09:00-05:00', [truce]),
      show('Something ends tomorrow', '2025-11-09T09:00-05:00', [truce]),
      show('Something ends today', '2025-11-10T09:00-05:00', [truce]),
      show('Something ends in an hour', '2025-11-10T23:00-05:00', [truce]),
      show('A deadline at a minute, the day before (made up)', '2031-04-14T09:00-04:00', [filing]),
      show('A deadline at a minute, fifteen minutes before (made up)', '2031-04-15T16:45-04:00', [filing]),
      show('Something is due by the end of a day, Anywhere on Earth (made up)', '2031-05-09T09:00-04:00', [paper]),
      show('Something begins at a minute (made up)', '2031-04-15T13:00-04:00', [hearing]),
      ...(['expected', 'tentative', 'threatened'] as const).map((certainty) =>
        show(`The summit, if it were ${certainty}`, '2025-10-24T09:00-04:00', [sureAs(summit, certainty)]),
      ),
      show('Several dates at once: one message, one ping', '2025-10-25T09:00-04:00', [truce, summit, tariff]),
    ],
  };
}

function sureAs(event: ListEvent, certainty: Certainty): ListEvent {
  return { ...event, certainty, certaintyNote: null, dateCertainty: null };
}

function madeUp(like: ListEvent, title: string, phrase: string, date: ClaimDate): ListEvent {
  const source = { id: 'office', name: 'Example Office', fullName: null, url: null };
  const said = { source, published: '2030-11-02', dates: null, date, certainty: 'confirmed', says: null, url: null };
  return {
    ...like,
    id: 'made-up',
    title,
    phrase,
    certaintyNote: null,
    dateCertainty: null,
    zone: 'America/New_York',
    place: null,
    summary: null,
    stakes: null,
    claims: [{ ...said, certainty: 'confirmed', credible: true, doubt: null }],
    follow: null,
    lastVerified: '2031-04-10',
    archive: false,
    knownUntil: null,
  };
}

function edgesOf(entries: readonly ListEvent[]): string[] {
  return entries.flatMap(({ claims, remind = [] }) => [
    ...claims.flatMap(({ date }) => (date === null ? [] : [`edge ${date.role}`])),
    ...(remind.includes('last') ? ['edge last-day'] : []),
  ]);
}
