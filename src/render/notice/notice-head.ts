import type { EventChange } from '../../model/change.ts';
import { sideEdge } from '../dates/changed-date.ts';
import { text } from '../text/text.ts';
import { type ListSeen, noticeVoice } from './notice-view.ts';

/** What a change is called, on the lock screen and in a card's title. */
export type ChangeName = { readonly head: HeadKey; readonly title: TitleKey };
type HeadKey = `notices.${(typeof HEADS)[number]}`;
type TitleKey = `notices.kind${string}` & Parameters<typeof text>[0];

const HEADS = [
  'earlier',
  'later',
  'extended',
  'confirmed',
  'moreSure',
  'dateConfirmed',
  'dateMoreSure',
  'inDoubt',
  'onlyThreatened',
  'lessSure',
  'dateInDoubt',
  'dateSet',
  'hourSet',
  'dateWithdrawn',
  'hourWithdrawn',
  'lessExact',
  'cancelled',
  'postponed',
  'restored',
  'relisted',
  'new',
  'removed',
  'corrected',
  'outcome',
] as const;

const PLAIN = {
  earlier: { head: 'notices.earlier', title: 'notices.kindEarlier' },
  later: { head: 'notices.later', title: 'notices.kindLater' },
  extended: { head: 'notices.extended', title: 'notices.kindExtended' },
  cancelled: { head: 'notices.cancelled', title: 'notices.kindCancelled' },
  postponed: { head: 'notices.postponed', title: 'notices.kindPostponed' },
  restored: { head: 'notices.restored', title: 'notices.kindRestored' },
  outcome: { head: 'notices.outcome', title: 'notices.kindOutcome' },
  new: { head: 'notices.new', title: 'notices.kindNew' },
  removed: { head: 'notices.removed', title: 'notices.kindRemoved' },
  'text only': { head: 'notices.corrected', title: 'notices.kindText' },
} as const satisfies Partial<Record<EventChange['kind'], ChangeName>>;

const RELISTED = { head: 'notices.relisted', title: 'notices.kindRelisted' } as const;

/** The name of a change: more exact than its kind where the dates or the certainty say more. */
export function changeName(change: EventChange): ChangeName {
  switch (change.kind) {
    case 'became exact':
      return moreExact(change);
    case 'withdrawn':
      return lessExact(change);
    case 'confirmed':
      return surer(change);
    case 'became tentative':
      return lessSure(change);
    case 'restored':
      // Nothing was known of it before: the list did not have it.
      return change.certaintyBefore === null ? RELISTED : PLAIN.restored;
    default:
      return PLAIN[change.kind];
  }
}

function moreExact({ before, after }: EventChange): ChangeName {
  const hour = after?.date.precision === 'minute' && sideEdge(before)?.day === sideEdge(after)?.day;
  return hour
    ? { head: 'notices.hourSet', title: 'notices.kindHour' }
    : { head: 'notices.dateSet', title: 'notices.kindExact' };
}

function lessExact({ before, after }: EventChange): ChangeName {
  if (sideEdge(after) === null) return { head: 'notices.dateWithdrawn', title: 'notices.kindWithdrawn' };
  return before?.date.precision === 'minute' && sideEdge(before)?.day === sideEdge(after)?.day
    ? { head: 'notices.hourWithdrawn', title: 'notices.kindHourWithdrawn' }
    : { head: 'notices.lessExact', title: 'notices.kindLessExact' };
}

/** With an edge, how sure its date is; else how sure the event is. */
function surer({ edge, certaintyAfter }: EventChange): ChangeName {
  if (edge !== null) {
    return certaintyAfter === 'confirmed'
      ? { head: 'notices.dateConfirmed', title: 'notices.kindDateConfirmed' }
      : { head: 'notices.dateMoreSure', title: 'notices.kindDateMoreSure' };
  }
  return certaintyAfter === 'confirmed'
    ? { head: 'notices.confirmed', title: 'notices.kindConfirmed' }
    : { head: 'notices.moreSure', title: 'notices.kindMoreSure' };
}

function lessSure({ edge, certaintyAfter }: EventChange): ChangeName {
  if (edge !== null) return { head: 'notices.dateInDoubt', title: 'notices.kindDateInDoubt' };
  if (certaintyAfter === 'expected') return { head: 'notices.lessSure', title: 'notices.kindLessSure' };
  if (certaintyAfter === 'threatened') return { head: 'notices.onlyThreatened', title: 'notices.kindInDoubt' };
  return { head: 'notices.inDoubt', title: 'notices.kindInDoubt' };
}

/** Heads that say themselves how sure it is, or after which that is no question. */
const SAY_THEMSELVES: readonly string[] = [
  'notices.inDoubt',
  'notices.onlyThreatened',
  'notices.dateInDoubt',
  'notices.dateWithdrawn',
  'notices.cancelled',
  'notices.postponed',
  'notices.removed',
  'notices.corrected',
  'notices.outcome',
];

/** `Earlier, not confirmed`, `Later, now confirmed`: what stands before the sentence. `beside` changed with it. */
export function noticeHead(change: EventChange, beside: readonly EventChange[], seen: ListSeen): string {
  const { head: key } = changeName(change);
  const head = text(key);
  if (SAY_THEMSELVES.includes(key)) return head;
  const kinds = beside.map((other) => changeName(other).head);
  if (kinds.includes('notices.inDoubt')) return text('notices.nowInDoubt', { head });
  const { opening } = noticeVoice(change, seen);
  if (opening !== null) return text(`notices.${opening}`, { head });
  return kinds.includes('notices.confirmed') ? text('notices.nowConfirmed', { head }) : head;
}
