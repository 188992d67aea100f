import type { ClaimDate, LocalDay } from '../../model/date.ts';
import { isLocalDay } from '../../time/local.ts';
import { DATE_FORMS, type DateInput } from './date-shape.ts';
import { readMinute } from './read-minute.ts';

/** A mistake in a date; `key` is the field at fault, `null` for the date as a whole. */
export type DateFault = { readonly key: keyof DateInput | null; readonly message: string; readonly expected: string };

const FORMS = DATE_FORMS.map(({ required }) => required.join(' + ')).join(', ');
const FORM_KEYS = [...new Set(DATE_FORMS.flatMap(({ required }) => [...required]))];

/**
 * Makes the model's date from a date as written, or returns its mistake: exactly one form, days in order. Never throws.
 */
export function readClaimDate(input: DateInput, holidays: readonly LocalDay[] = []): ClaimDate | DateFault {
  const given = FORM_KEYS.filter((key) => input[key] !== undefined);
  const form = DATE_FORMS.find(
    ({ required }) => required.length === given.length && required.every((key) => input[key] !== undefined),
  );
  if (!form) return formFault(given);
  const edgeAllowed = form.optional.some((key) => key === 'edge');
  if (input.edge !== undefined && !edgeAllowed) {
    return {
      key: 'edge',
      message: `\`edge\` cannot stand beside \`${given.join('` and `')}\`, which says it already`,
      expected: '`edge` only beside `week`, `month`, `quarter`, `half`, `year`, `during`, `after` or `before`',
    };
  }
  const { from, through } = input;
  if (from !== undefined && through !== undefined) {
    if (!isLocalDay(through)) {
      return { key: 'through', message: 'A range of days ends with a day', expected: 'a day as YYYY-MM-DD' };
    }
    if (through < from) {
      return { key: 'through', message: '`through` is before `from`', expected: `${from} or a later day` };
    }
  }
  const counted = countedDate(input, holidays);
  return counted ?? modelDate(input);
}

/** A date counted from another event's: its day is found once the whole list is known. */
function countedDate(input: DateInput, holidays: readonly LocalDay[]): ClaimDate | DateFault | null {
  const key = input.after === undefined ? 'before' : 'after';
  const given = input[key];
  if (given === undefined) return null;
  const { event, days, businessDays } = given;
  if ((days === undefined) === (businessDays === undefined)) {
    return { key, message: `\`${key}\` needs its days`, expected: 'either `days` or `businessDays` beside `event`' };
  }
  const size = days ?? businessDays ?? 0;
  const count = key === 'before' ? -size : size;
  const unit =
    days === undefined
      ? ({ unit: 'business days', ...(holidays.length > 0 && { holidays }) } as const)
      : ({ unit: 'days' } as const);
  const countedFrom = { event, count, ...unit };
  return { role: input.edge ?? 'opens', approximate: false, countedFrom, precision: 'none' };
}

/** True for the answer of `readClaimDate` that is no date. */
export function isDateFault(result: ClaimDate | DateFault): result is DateFault {
  return 'message' in result;
}

function formFault(given: readonly (keyof DateInput)[]): DateFault {
  if (given.length === 0) {
    return {
      key: null,
      message: 'This date says nothing',
      expected: `one of ${FORMS}; without \`date\` the source is silent`,
    };
  }
  if (given.length === 1 && given[0] === 'from') {
    return {
      key: 'from',
      message: '`from` stands alone',
      expected: '`through` beside it, or `starting` instead of it',
    };
  }
  const extra = given.find((key, index) => index > 0 && !(key === 'through' && given[0] === 'from')) ?? null;
  return {
    key: extra,
    message: `A date can be given in one way only, and here stand \`${given.join('`, `')}\``,
    expected: `one of ${FORMS}; a second date of the same source is a second claim`,
  };
}

function modelDate(input: DateInput): ClaimDate {
  const approximate = input.approximate === true || input.around !== undefined;
  const role = input.edge ?? 'opens';
  if (input.at !== undefined) return { ...exact(input.at), role: 'opens', approximate };
  if (input.due !== undefined) return { ...exact(input.due), role: 'due', approximate };
  if (input.closes !== undefined) return { ...exact(input.closes), role: 'closes', approximate };
  if (input.on !== undefined) return { ...exact(input.on), role: 'opens', approximate };
  if (input.around !== undefined) return { ...exact(input.around), role: 'opens', approximate };
  if (input.from !== undefined && input.through !== undefined) {
    return { precision: 'range', from: input.from, through: input.through, role: 'opens', approximate };
  }
  if (input.starting !== undefined) return { ...exact(input.starting), role: 'takes-effect', approximate };
  if (input.through !== undefined) return { ...exact(input.through), role: 'expires', approximate };
  if (input.announced !== undefined) return { ...exact(input.announced), role: 'announced', approximate };
  if (input.ended !== undefined) return { ...exact(input.ended), role: 'ended', approximate };
  const span = input.week ?? input.quarter ?? input.half;
  if (span !== undefined) return { precision: 'span', span, role, approximate };
  if (input.month !== undefined) {
    const { month } = input;
    return month.includes(' ')
      ? { precision: 'span', span: month, role, approximate }
      : { precision: 'month', month, role, approximate };
  }
  if (input.year !== undefined) return { precision: 'year', year: input.year, role, approximate };
  if (input.during !== undefined) return { precision: 'during', event: input.during, role, approximate };
  return { precision: 'none', role, approximate };
}

type Exact = { precision: 'day'; day: LocalDay } | { precision: 'minute'; minute: string };

function exact(text: string): Exact {
  const read = readMinute(text);
  return read === null ? { precision: 'day', day: text } : { precision: 'minute', minute: read.minute };
}
