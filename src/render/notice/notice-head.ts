import type { EventChange } from '../../model/change.ts';
import type { TextName } from '../text/text.ts';
import { type ListSeen, noticeVoice, sideEdge } from './changed-date.ts';
import { noticeText } from './notice-words.ts';

/** The names of a change, on the lock screen and in a card's title. */
export type ChangeName = { readonly head: HeadKey; readonly title: TitleKey };
type HeadKey = (typeof HEADS)[number];
type TitleKey = Extract<TextName<typeof noticeText>, `kind${string}`>;

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
  earlier: { head: 'earlier', title: 'kindEarlier' },
  later: { head: 'later', title: 'kindLater' },
  extended: { head: 'extended', title: 'kindExtended' },
  cancelled: { head: 'cancelled', title: 'kindCancelled' },
  postponed: { head: 'postponed', title: 'kindPostponed' },
  restored: { head: 'restored', title: 'kindRestored' },
  outcome: { head: 'outcome', title: 'kindOutcome' },
  new: { head: 'new', title: 'kindNew' },
  removed: { head: 'removed', title: 'kindRemoved' },
  'text only': { head: 'corrected', title: 'kindText' },
} as const satisfies Partial<Record<EventChange['kind'], ChangeName>>;

const RELISTED = { head: 'relisted', title: 'kindRelisted' } as const;

/** The name of a change: more exact than its kind where the dates or the certainty allow it. */
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
  return hour ? { head: 'hourSet', title: 'kindHour' } : { head: 'dateSet', title: 'kindExact' };
}

function lessExact({ before, after }: EventChange): ChangeName {
  if (sideEdge(after) === null) return { head: 'dateWithdrawn', title: 'kindWithdrawn' };
  return before?.date.precision === 'minute' && sideEdge(before)?.day === sideEdge(after)?.day
    ? { head: 'hourWithdrawn', title: 'kindHourWithdrawn' }
    : { head: 'lessExact', title: 'kindLessExact' };
}

/** With an edge, the certainty of its date; else of the event. */
function surer({ edge, certaintyAfter }: EventChange): ChangeName {
  if (edge !== null) {
    return certaintyAfter === 'confirmed'
      ? { head: 'dateConfirmed', title: 'kindDateConfirmed' }
      : { head: 'dateMoreSure', title: 'kindDateMoreSure' };
  }
  return certaintyAfter === 'confirmed'
    ? { head: 'confirmed', title: 'kindConfirmed' }
    : { head: 'moreSure', title: 'kindMoreSure' };
}

function lessSure({ edge, certaintyAfter }: EventChange): ChangeName {
  if (edge !== null) return { head: 'dateInDoubt', title: 'kindDateInDoubt' };
  if (certaintyAfter === 'expected') return { head: 'lessSure', title: 'kindLessSure' };
  if (certaintyAfter === 'threatened') return { head: 'onlyThreatened', title: 'kindInDoubt' };
  return { head: 'inDoubt', title: 'kindInDoubt' };
}

/** Heads that include the certainty, or after which it is no question. */
const INCLUDE_CERTAINTY: readonly string[] = [
  'inDoubt',
  'onlyThreatened',
  'dateInDoubt',
  'dateWithdrawn',
  'cancelled',
  'postponed',
  'removed',
  'corrected',
  'outcome',
];

/** `Earlier, not confirmed`, `Later, now confirmed`: the head before the sentence. `beside` changed with it. */
export function noticeHead(change: EventChange, beside: readonly EventChange[], seen: ListSeen): string {
  const { head: key } = changeName(change);
  const head = noticeText(key);
  if (INCLUDE_CERTAINTY.includes(key)) return head;
  const kinds = beside.map((other) => changeName(other).head);
  if (kinds.includes('inDoubt')) return noticeText('nowInDoubt', { head });
  const { opening } = noticeVoice(change, seen);
  if (opening !== null) return noticeText(opening, { head });
  return kinds.includes('confirmed') ? noticeText('nowConfirmed', { head }) : head;
}
