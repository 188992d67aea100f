import type { EventChange } from '../../model/change.ts';
import { isCalledOff, isUnsure, type ListEvent } from '../../model/event.ts';
import type { TextName } from '../text/text.ts';
import { certaintyText } from '../text/words.ts';
import { sideEdge } from './changed-date.ts';
import type { noticeText } from './notice-words.ts';

/** The names of a change, on the lock screen and in a card's title. */
export type ChangeName = { readonly head: HeadKey; readonly title: TitleKey; readonly clause: ClauseKey };
type HeadKey = (typeof HEADS)[number];
type TitleKey = Extract<TextName<typeof noticeText>, `kind${string}`>;
type ClauseKey = Exclude<
  Extract<TextName<typeof noticeText>, `clause${string}`>,
  'clauseDate' | 'clauseNow' | 'clauseOutcome'
>;

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
  earlier: { head: 'earlier', title: 'kindEarlier', clause: 'clauseEarlier' },
  later: { head: 'later', title: 'kindLater', clause: 'clauseLater' },
  extended: { head: 'extended', title: 'kindExtended', clause: 'clauseExtended' },
  cancelled: { head: 'cancelled', title: 'kindCancelled', clause: 'clauseCancelled' },
  postponed: { head: 'postponed', title: 'kindPostponed', clause: 'clausePostponed' },
  restored: { head: 'restored', title: 'kindRestored', clause: 'clauseRestored' },
  outcome: { head: 'outcome', title: 'kindOutcome', clause: 'clauseText' },
  new: { head: 'new', title: 'kindNew', clause: 'clauseNew' },
  removed: { head: 'removed', title: 'kindRemoved', clause: 'clauseRemoved' },
  'text only': { head: 'corrected', title: 'kindText', clause: 'clauseText' },
} as const satisfies Partial<Record<EventChange['kind'], ChangeName>>;

const RELISTED = { head: 'relisted', title: 'kindRelisted', clause: 'clauseRestored' } as const;

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
  return hour
    ? { head: 'hourSet', title: 'kindHour', clause: 'clauseSet' }
    : { head: 'dateSet', title: 'kindExact', clause: 'clauseSet' };
}

function lessExact({ before, after }: EventChange): ChangeName {
  if (sideEdge(after) === null) return { head: 'dateWithdrawn', title: 'kindWithdrawn', clause: 'clauseWithdrawn' };
  return before?.date.precision === 'minute' && sideEdge(before)?.day === sideEdge(after)?.day
    ? { head: 'hourWithdrawn', title: 'kindHourWithdrawn', clause: 'clauseWithdrawn' }
    : { head: 'lessExact', title: 'kindLessExact', clause: 'clauseWithdrawn' };
}

/** With an edge, the certainty of its date; else of the event. */
function surer({ edge, certaintyAfter }: EventChange): ChangeName {
  if (edge !== null) {
    return certaintyAfter === 'confirmed'
      ? { head: 'dateConfirmed', title: 'kindDateConfirmed', clause: 'clauseDateConfirmed' }
      : { head: 'dateMoreSure', title: 'kindDateMoreSure', clause: 'clauseDateConfirmed' };
  }
  return certaintyAfter === 'confirmed'
    ? { head: 'confirmed', title: 'kindConfirmed', clause: 'clauseConfirmed' }
    : { head: 'moreSure', title: 'kindMoreSure', clause: 'clauseMoreSure' };
}

function lessSure({ edge, certaintyAfter }: EventChange): ChangeName {
  if (edge !== null) return { head: 'dateInDoubt', title: 'kindDateInDoubt', clause: 'clauseDateInDoubt' };
  if (certaintyAfter === 'expected') return { head: 'lessSure', title: 'kindLessSure', clause: 'clauseLessSure' };
  if (certaintyAfter === 'threatened') return { head: 'onlyThreatened', title: 'kindInDoubt', clause: 'clauseInDoubt' };
  return { head: 'inDoubt', title: 'kindInDoubt', clause: 'clauseInDoubt' };
}

/** Kinds that say how sure an event is, or after which that is no question. */
const SAYS_STATUS: readonly EventChange['kind'][] = [
  'confirmed',
  'became tentative',
  'cancelled',
  'postponed',
  'outcome',
  'removed',
];

/** The standing of an event beside a change that does not say it: threatened, tentative, or called off before; else nothing. */
export function presentStatus({ kind }: EventChange, event: ListEvent | null): string[] {
  if (event === null || SAYS_STATUS.includes(kind)) return [];
  const { certainty } = event;
  const said = isCalledOff(certainty) || isUnsure(certainty);
  return said ? [certaintyText(certainty)] : [];
}
