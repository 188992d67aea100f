import { daysAway } from '../dates/distance.ts';
import { type SentenceRoom, type Spoken, spokenDay, spokenDistance } from '../dates/spoken-date.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { plainText } from '../text/escape-text.ts';
import { plainTitleOf } from '../text/event-name.ts';
import type { Voice } from './spoken-certainty.ts';

/**
 * `U.S.–China trade talks in Malaysia: from tomorrow, Fri 24 October (the delegation's stay).` An opening on which
 * credible sources differ is told by what the followed claim dates, for the line must not promise more than that;
 * `null` where they do not differ, where that is not said, or where the event itself is not confirmed.
 */
export function claimSentence(spoken: Spoken, room: SentenceRoom, voice: Voice | 'Past'): string | null {
  const { event, edge, now } = spoken;
  const dated = edge.claim.dates === null ? '' : plainText(edge.claim.dates, 40);
  // A confirmed event is only expected where its sources differ on the date.
  if (edge.kind !== 'opens' || dated === '' || event.certainty !== 'confirmed' || voice !== 'Expected') return null;
  const near = daysAway({ day: edge.day, zone: edge.zone, now }) <= 1 && edge.date.precision !== 'minute';
  const from = edge.date.precision === 'range' ? 'From' : '';
  const key = near && from === '' ? 'claimedDay' : near ? 'claimedFrom' : from === '' ? 'claimedFar' : 'claimedFromFar';
  return reminderText(`${key}`, {
    what: plainTitleOf(event, room.name),
    date: spokenDay(spoken, room.weekday),
    distance: spokenDistance(spoken),
    dates: dated,
  });
}
