import { firstDay, isAnchored, type LocalDay } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { formatRange } from '../../time/local.ts';
import { field, joinWithin } from '../card/build-card.ts';
import { noticeText } from '../notice/notice-words.ts';
import { escapeText } from '../text/escape-text.ts';

/** A day as a step of the chain: the date before a change, or the one that holds. */
export type ChainDay = { readonly day: LocalDay; readonly source: string };

type Step = { readonly label: string | null; readonly day: LocalDay | null; readonly source: string | null };

/**
 * `Geneva, May 2025: 90 days (ILKHA) → 10 Nov 2025 (ILKHA) → **31 Jan 2026** (Example Ministry)`: the chain of an
 * event's dates, each with its source, the present one in bold. Dates that the list's own chain names already are not
 * shown twice. `null` for a date that never moved.
 */
export function historyField(event: ListEvent, before: ChainDay | null, holds: ChainDay | null): Field | null {
  const known = new Set(event.history.map((step) => step.day));
  const chain: Step[] = event.history.map((step) => ({ ...step, source: step.source?.name ?? null }));
  if (chain.length === 0) return null;
  if (before !== null && !known.has(before.day)) chain.push(stepOf(before));
  // A date that came back is at the end once more.
  if (holds !== null && chain.at(-1)?.day !== holds.day) chain.push(stepOf(holds));
  const last = chain.length - 1;
  const words = chain.map((step, at) => stepWords(step, at === last && holds !== null));
  // The newest steps matter most: those that do not fit are left out from the oldest on.
  let from = 0;
  while (from < last && words.slice(from).join(ARROW).length > ROOM) from += 1;
  return field(noticeText('history'), joinWithin([...(from > 0 ? ['…'] : []), ...words.slice(from)], ARROW));
}

const ARROW = ' → ';
const ROOM = 700;

function stepOf({ day, source }: ChainDay): Step {
  return { label: null, day, source };
}

function stepWords({ label, day: named, source }: Step, holds: boolean): string {
  const day = named === null ? null : formatRange(named, named);
  const shown = day !== null && holds ? noticeText('bold', { date: day }) : day;
  const what = label === null ? null : escapeText(label, 90);
  const step =
    what !== null && shown !== null ? noticeText('step', { label: what, date: shown }) : (what ?? shown ?? '');
  return source === null ? step : noticeText('stepFrom', { step, source: escapeText(source, 40) });
}

/** The edge that an event's chain of dates is about: its end where it has one, else its start or opening. */
export function chainEdge(edges: readonly Edge[]): Edge | null {
  const order = ['expires', 'closes', 'due', 'takes-effect', 'opens'] as const;
  return order.map((kind) => edges.find((edge) => edge.kind === kind)).find((edge) => edge !== undefined) ?? null;
}

/** The day of an edge, with its source. */
export function chainDay(edge: Edge): ChainDay | null {
  return isAnchored(edge.date) ? { day: firstDay(edge.date), source: edge.claim.source.name } : null;
}
