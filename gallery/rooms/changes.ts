import type { ClaimDate, LocalDay } from '../../src/model/date.ts';
import type { Certainty, EventId, ListEvent, Source } from '../../src/model/event.ts';
import { compareEvents } from '../../src/plan/changes/compare-events.ts';
import { pingsBy } from '../../src/plan/changes/plan-notices.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { edgeInWords } from '../../src/render/notice/changed-date.ts';
import { renderCorrection } from '../../src/render/notice/render-correction.ts';
import { type NoticeView, renderNotice } from '../../src/render/notice/render-notice.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import type { Exhibit, Room } from '../exhibit.ts';
import { at, edgeOf, PINGING, reminderView, type ShownList, ZONE } from '../open-list.ts';

/** A made-up source: what it says stands in no list. */
const MINISTRY: Source = { id: 'ministry', name: 'Example Ministry', fullName: null, url: null };

type Turn = readonly [before: ListEvent | null, after: ListEvent | null];

/** What a channel is told when the list changes, and how earlier messages are set right. */
export function changes(shown: ShownList): Room {
  const { event } = shown;
  const talks = event('malaysia-talks-2025');
  const summit = event('asean-summit-2025');
  const meeting = event('trump-xi-meeting-2025');
  const tariff = event('us-tariff-100-2025');
  const truce = event('tariff-truce-expiry-2025');
  const visit = event('trump-china-visit-2026');
  const sure = sureAs(tariff, 'confirmed');
  const extended = redated(truce, '2025-11-09', dayOf('expires', '2026-01-31'));
  const dated = redated(meeting, '2025-10-24', dayOf('opens', '2025-10-30'), { certaintyNote: null });
  const hour: ClaimDate = { role: 'opens', approximate: false, precision: 'minute', minute: '2025-10-30T11:00' };
  const october: ClaimDate = { role: 'opens', approximate: false, precision: 'month', month: '2025-10' };
  const show = (title: string, now: string, turns: readonly Turn[], over: Partial<NoticeView> = {}): Exhibit => {
    const view = noticeView(shown, now, turns, over);
    return {
      title,
      now: view.now,
      message: renderNotice(view),
      of: ['post notice', ...view.changes.map(({ kind }) => `change ${kind}`)],
    };
  };
  return {
    title: 'When the list changes',
    about:
      'Dates and sources marked "Example" are made up, to show the message. Channels that were told the old date always hear of it; others by choice (`/datewatch setup`, Changes). Earlier messages are corrected in place.',
    exhibits: [
      show('Extended', '2025-11-09T10:00-05:00', [[truce, extended]], {
        nextReminders: new Map([[truce.id, { due: at('2026-01-24T09:00-05:00') }]]),
      }),
      show('Earlier, and urgent', '2025-10-30T09:00-04:00', [
        [sure, redated(sure, '2025-10-30', dayOf('takes-effect', '2025-10-31'))],
      ]),
      show('Later', '2025-10-20T09:00-04:00', [
        [summit, redated(summit, '2025-10-20', rangeOf('2025-10-28', '2025-10-30'))],
      ]),
      show('Confirmed', '2025-10-27T09:00-04:00', [[dated, sureAs(dated, 'confirmed')]]),
      show('In doubt', '2025-10-23T12:00Z', [[asFirstReported(meeting), meeting]]),
      show('A second report disagrees on the date', '2025-10-23T12:00Z', [[asFirstReported(talks), talks]]),
      show('A day set at last', '2025-10-20T09:00-04:00', [
        [visit, redated(visit, '2025-10-20', dayOf('opens', '2026-04-12'))],
      ]),
      show('An hour set', '2025-10-27T09:00-04:00', [[dated, redated(dated, '2025-10-27', hour)]]),
      show('Withdrawn', '2025-10-20T09:00-04:00', [[summit, redated(summit, '2025-10-20', october)]]),
      show('Cancelled', '2025-10-30T09:00-04:00', [[truce, calledOff(truce, 'cancelled')]], {}),
      show('Postponed', '2025-10-20T09:00-04:00', [[talks, calledOff(talks, 'postponed')]], {}),
      show('On again', '2025-10-20T09:00-04:00', [[calledOff(summit, 'cancelled'), summit]]),
      show('New', '2025-10-20T09:00-04:00', [[null, tariff]]),
      show('Removed from the list', '2025-10-20T09:00-04:00', [[talks, null]]),
      show('Details corrected', '2025-10-20T09:00-04:00', [
        [summit, { ...summit, title: 'ASEAN summit in Kuala Lumpur' }],
      ]),
      show('What came of it: the closing line', '2025-11-11T09:00-05:00', [
        [truce, { ...truce, outcome: { what: 'Extended by a year', day: '2025-11-10', source: MINISTRY } }],
      ]),
      show('Several at once', '2025-10-20T09:00-04:00', [
        [truce, extended],
        [summit, calledOff(summit, 'postponed')],
        [tariff, redated(tariff, '2025-10-20', dayOf('takes-effect', '2025-12-15'))],
      ]),
      corrected('An earlier reminder, set right when the date moved', shown, [truce], 'moved', extended),
      corrected(
        'An earlier reminder of several dates, one of them cancelled',
        shown,
        [truce, tariff],
        'cancelled',
        null,
      ),
    ],
  };
}

/** An earlier message after the first of its dates has changed. */
function corrected(
  title: string,
  shown: ShownList,
  entries: readonly ListEvent[],
  state: 'moved' | 'cancelled',
  after: ListEvent | null,
): Exhibit {
  const view = reminderView(shown, '2025-10-31T09:00-04:00', entries);
  const payload = renderReminder(view);
  const [first] = entries;
  const now = after === null ? null : edgeInWords(edgeOf(after), shown.events, ZONE);
  const items = payload.cards.map((card, at) =>
    card.event === first?.id ? { card: at, state, now } : { card: at, state: 'stands' as const, now: null },
  );
  const link = 'https://discord.com/channels/1/100/4711';
  return { title, now: view.now, message: renderCorrection({ payload, items, link }), of: ['post correction'] };
}

function noticeView(shown: ShownList, now: string, turns: readonly Turn[], over: Partial<NoticeView>): NoticeView {
  const events = new Map<EventId, ListEvent>(shown.events);
  for (const [before, after] of turns) {
    if (after !== null) events.set(after.id, after);
    else if (before !== null) events.delete(before.id);
  }
  const edges = (id: EventId) => {
    const found = events.get(id);
    return found === undefined ? [] : deriveEdges(found);
  };
  const dated = (event: ListEvent | null) => (event === null ? null : { event, edges: deriveEdges(event) });
  const changes = turns.flatMap(([before, after]) => compareEvents(dated(before), dated(after)));
  const pings = changes.some((change) => pingsBy(change, events.get(change.event) ?? null, PINGING));
  return {
    changes,
    events,
    edges,
    now: at(now),
    zone: ZONE,
    ping: pings ? PINGING.role : null,
    mark: 'mark',
    replay: false,
    possiblyRepeated: false,
    nextReminders: new Map(),
    ...over,
  };
}

/** The event as a made-up ministry dates it. */
function redated(event: ListEvent, published: LocalDay, date: ClaimDate, over: Partial<ListEvent> = {}): ListEvent {
  const said = {
    source: MINISTRY,
    published,
    dates: null,
    date,
    certainty: 'confirmed' as const,
    says: null,
    url: null,
    credible: true,
    doubt: null,
  };
  return { ...event, claims: [said], follow: null, ...over };
}

function sureAs(event: ListEvent, certainty: Certainty): ListEvent {
  return { ...event, certainty };
}

/** A note that it is sure would not stand beside it any more. */
function calledOff(event: ListEvent, certainty: 'cancelled' | 'postponed'): ListEvent {
  return { ...event, certainty, certaintyNote: null };
}

/** The event as the first report alone gave it. */
function asFirstReported(event: ListEvent): ListEvent {
  return { ...event, certainty: 'confirmed', certaintyNote: null, claims: event.claims.slice(0, 1), follow: null };
}

function dayOf(role: ClaimDate['role'], day: LocalDay): ClaimDate {
  return { role, approximate: false, precision: 'day', day };
}

function rangeOf(from: LocalDay, through: LocalDay): ClaimDate {
  return { role: 'opens', approximate: false, precision: 'range', from, through };
}
