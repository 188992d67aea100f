import type { ClaimDate, LocalDay } from '../../model/date.ts';
import { LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import { endsItsDay, samePart } from '../../model/edge.ts';
import { claimsOfEdge, type DatedClaim } from '../../plan/claims/choose-claim.ts';
import { WHOLE } from '../../render/text/event-name.ts';
import { formatDay, formatRange, formatRangeShort } from '../../time/local.ts';
import type { Spoken } from '../dates/date-phase.ts';
import { isPast, vagueWords } from '../dates/date-phrases.ts';
import { agree, weighClaims } from '../event/compare-claims.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { capitalize, plainText } from '../text/escape-text.ts';
import { dateText } from '../text/words.ts';
import { briefSentence, reminderSentence } from './reminder-sentence.ts';
import { reminderText } from './reminder-words.ts';

/** Below this room a cut name no longer tells events apart, so the shorter sentence is better. */
export const NAME_AT_LEAST = 30;

/** Puts words before a sentence, such as "Late." or "2 dates. First:". */
export type Frame = (sentence: string) => string;

/**
 * Fits the line for one edge into 130 characters, inside each of `frames` in turn, the fullest first. Shorter forms
 * come in a fixed order: with a shorter note on sources or none, without the weekday, with the name cut, in the next
 * frame, brief. Date, certainty and distance are never cut.
 */
export function lockScreenLine(spoken: Spoken, frames: readonly Frame[]): string {
  const note = evidenceNote(spoken);
  let least: Frame = capitalize;
  for (const frame of frames) {
    least = frame;
    const line = fullestLine(spoken, frame, note);
    if (line !== null) return line;
  }
  return least(fitName(least, 1, (name) => briefSentence(spoken, name)));
}

function fullestLine(spoken: Spoken, frame: Frame, note: EvidenceNote): string | null {
  const end = note.needed ? ` ${note.forms.at(-1) ?? ''}` : '';
  const render = (name: number, weekday: boolean) => `${reminderSentence(spoken, { name, weekday })}${end}`;
  const whole = reminderSentence(spoken, { name: WHOLE, weekday: true });
  const forms = [
    ...note.forms.map((words) => () => `${whole} ${words}`),
    () => render(WHOLE, true),
    () => render(WHOLE, false),
    () => fitName(frame, NAME_AT_LEAST, (name) => render(name, true)),
    () => fitName(frame, NAME_AT_LEAST, (name) => render(name, false)),
  ];
  for (const form of forms) {
    const line = frame(form());
    if (line.length <= LOCK_SCREEN_MAX) return line;
  }
  return null;
}

/** Cuts the name of the event in a sentence to the room left, but to no less than `least`. */
export function fitName(frame: Frame, least: number, render: (name: number) => string): string {
  const whole = frame(render(WHOLE)).length;
  const name = whole - frame(render(1)).length + 1;
  return render(Math.max(least, name - (whole - LOCK_SCREEN_MAX)));
}

/** Notes that may follow a sentence, the fullest first, and whether the shortest of them must. */
type EvidenceNote = { readonly forms: readonly string[]; readonly needed: boolean };

/**
 * The note after a sentence that sounds sure: another source's date, or that sources differ, which is always given;
 * that the date comes from one source, or that no extension is known, where there is room.
 */
function evidenceNote(spoken: Spoken): EvidenceNote {
  const { event, edge, now } = spoken;
  const certainty = spokenCertainty(event, edge);
  const silent = certainty.rests || certainty.voice === 'Tentative' || certainty.voice === 'Threatened';
  if (silent || isPast(edge, now)) return { forms: [], needed: false };
  const evidence = weighClaims(event, edge);
  if (evidence === 'differ') return { forms: [otherClaim(spoken), reminderText('sourcesDiffer')], needed: true };
  if (endsItsDay(edge.kind)) return { forms: [reminderText('noExtension')], needed: false };
  if (evidence === 'agree') return { forms: [], needed: false };
  const key = edge.date.precision === 'range' ? 'oneSourceRange' : 'oneSourceDay';
  return { forms: [reminderText(key)], needed: false };
}

/**
 * `ILKHA: the talks around 26 October.` What it dates is named where that is not what the line is about. Where several
 * sources give another date, only that they differ.
 */
function otherClaim({ event, edge }: Spoken): string {
  const others = claimsOfEdge(event, edge).filter((claim) => claim.credible && !agree(claim.date, edge.date));
  const [other] = others;
  const date = other === undefined ? null : shortDate(other, edge.day);
  if (other === undefined || date === null || others.length > 1) return reminderText('sourcesDiffer');
  const source = plainText(other.source.name, 40);
  if (other.dates === null || samePart(other.dates, edge.claim.dates))
    return reminderText('otherSays', { source, date });
  return reminderText('otherSaysOf', { source, date, dates: plainText(other.dates, 40) });
}

/** Without the year where it is that of `day`, the date of the sentence before. */
function shortDate({ date }: DatedClaim, day: LocalDay): string | null {
  const words = bareDate(date, day.slice(0, 4));
  return words !== null && date.approximate ? dateText('around', { date: words }) : words;
}

function bareDate(date: ClaimDate, year: string): string | null {
  const inYear = (day: LocalDay) => day.startsWith(year);
  if (date.precision === 'day') return formatDay(date.day, inYear(date.day) ? 'day' : 'day-year');
  if (date.precision === 'range') {
    const { from, through } = date;
    return inYear(from) && inYear(through) ? formatRangeShort(from, through) : formatRange(from, through);
  }
  if (date.precision === 'month' || date.precision === 'span') return vagueWords(date);
  return date.precision === 'none' ? dateText('noneSet') : null;
}
