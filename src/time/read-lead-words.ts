import { type Lead, MAX_LEADS, parseLead, sortLeads } from '../model/lead.ts';

/** Leads read from people's words, or why they cannot be used. */
export type LeadReading =
  | { readonly kind: 'leads'; readonly leads: readonly Lead[] }
  /** One number alone may count days or hours. */
  | { readonly kind: 'several'; readonly values: readonly Lead[] }
  | { readonly kind: 'bad'; readonly bad: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'too many'; readonly count: number };

const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  the: 1,
  two: 2,
  'a couple of': 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  thirty: 30,
};

/** The unit of a lead and how many of it one word makes. */
const UNITS: Readonly<Record<string, readonly [unit: 'd' | 'm', count: number]>> = {
  w: ['d', 7],
  week: ['d', 7],
  wk: ['d', 7],
  fortnight: ['d', 14],
  month: ['d', 30],
  d: ['d', 1],
  day: ['d', 1],
  h: ['m', 60],
  hour: ['m', 60],
  hr: ['m', 60],
  m: ['m', 1],
  minute: ['m', 1],
  min: ['m', 1],
};

const COUNT = String.raw`\d{1,5}|a couple of|[a-z]+`;
const UNIT = 'weeks?|wks?|fortnights?|months?|days?|hours?|hrs?|minutes?|mins?|[wdhm]';
const ENDS = `(?: (?:before(?:hand)?|ahead|earlier|prior|in advance)(?: (?:it|that|then|the date))?)?(?= |$)`;
const AMOUNT = new RegExp(`^(?:in )?(?:(${COUNT}) (?=[a-z])|(\\d{1,5}) ?)(${UNIT})${ENDS}`);
const HALF_HOUR = new RegExp(`^(?:half an hour|a half hour|half hour)${ENDS}`);
const SAME_DAY =
  /^(?:on the (?:day|date)(?: itself)?|on the same day|the (?:same day|day itself)|same day|day of|that day|today)(?= |$)/;
const TOMORROW = /^(?:tomorrow|day before)(?= |$)/;
const AT_START =
  /^(?:at (?:the )?(?:start(?: time)?|time|moment)|at|when it (?:starts|opens|begins|ends)|on time)(?= |$)/;

/**
 * Reads how long before a date people want to hear of it: `7d 1d 1h`, `3 days`, `an hour before, the day before`,
 * `tomorrow`, `a week and on the day`, `at`. A month is 30 days. Several numbers without a unit count days.
 */
export function readLeadWords(text: string): LeadReading {
  const clean = cleaned(text);
  const parts = clean.split(/ ?(?:[,;+&/]| and ) ?/).filter((part) => part !== '');
  if (parts.length === 0) return { kind: 'none' };
  const bare = clean.split(/[ ,;]+/);
  if (bare.every((word) => /^\d{1,3}$/.test(word))) return readNumbers(bare);
  const read = parts.map(readPart);
  const bad = read.flatMap((one) => one.bad);
  return bad.length > 0 ? { kind: 'bad', bad } : usable(read.flatMap(({ leads }) => leads));
}

function readNumbers(numbers: readonly string[]): LeadReading {
  const counted = (unit: 'd' | 'h') => numbers.flatMap((word) => parseLead(`${Number(word)}${unit}`) ?? []);
  const days = counted('d');
  if (days.length < numbers.length) return { kind: 'bad', bad: numbers };
  if (numbers.length > 1) return usable(days);
  return { kind: 'several', values: [...days, ...counted('h')] };
}

function usable(given: readonly Lead[]): LeadReading {
  const leads = sortLeads(given);
  return leads.length > MAX_LEADS ? { kind: 'too many', count: leads.length } : { kind: 'leads', leads };
}

/** Reads leads that stand one after the other. */
function readPart(part: string): { readonly leads: readonly Lead[]; readonly bad: readonly string[] } {
  const leads: Lead[] = [];
  const bad: string[] = [];
  let left = part;
  while (left !== '') {
    const found = readFirst(left);
    if (found === null) bad.push(/^\S+/.exec(left)?.[0] ?? left);
    else leads.push(found.lead);
    left = left.slice(found?.length ?? bad.at(-1)?.length ?? left.length).trimStart();
  }
  // "3 moons" is one mistake.
  return { leads, bad: bad.length > 0 && leads.length === 0 ? [part] : bad };
}

function readFirst(text: string): { readonly lead: Lead; readonly length: number } | null {
  const phrase = (pattern: RegExp, name: string) => {
    const length = pattern.exec(text)?.[0].length;
    const lead = parseLead(name);
    return length === undefined || lead === null ? null : { lead, length };
  };
  return (
    phrase(SAME_DAY, '0d') ??
    phrase(TOMORROW, '1d') ??
    phrase(AT_START, 'at') ??
    phrase(HALF_HOUR, '30m') ??
    readAmount(text)
  );
}

function readAmount(text: string): { readonly lead: Lead; readonly length: number } | null {
  const [whole, word, digits, unitWord = ''] = AMOUNT.exec(text) ?? [];
  if (whole === undefined) return null;
  const written = word ?? digits ?? '';
  const count = /^\d+$/.test(written) ? Number(written) : Object.hasOwn(COUNTS, written) ? COUNTS[written] : undefined;
  const [unit, each] = UNITS[unitWord] ?? UNITS[unitWord.replace(/s$/, '')] ?? [];
  if (count === undefined || unit === undefined || each === undefined) return null;
  const lead = parseLead(`${count * each}${unit}`);
  return lead === null ? null : { lead, length: whole.length };
}

function cleaned(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
