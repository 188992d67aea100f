import type { ClaimDate, LocalDay, Zone } from '../../model/date.ts';
import { namesOfTwice, skippedBeside, zoneCity } from '../../time/local.ts';
import type { ReportIssue } from '../../yaml/describe-issues.ts';
import type { Path } from '../../yaml/open-yaml.ts';
import { shortly, suggest } from '../../yaml/problem-text.ts';
import type { DateInput } from './date-shape.ts';
import type { PlacedClaim, SoundClaim, SoundEntry } from './place-claims.ts';
import { isDateFault, readClaimDate } from './read-claim-date.ts';
import { readMinute } from './read-minute.ts';

/** An event with only its well-formed fields, and its claims at their places. */
export type SoundEvent = Omit<SoundEntry, 'claims'> & { readonly claims: readonly PlacedClaim[] };

/** The part of a file's head against which its events are checked. */
export type HeadFacts = {
  /** `null` when the head could not be read: then no source is reported as missing. */
  readonly sourceIds: ReadonlySet<string> | null;
  /** That of the file itself, which is no source that it names. */
  readonly ownId: string;
  readonly knownUntil: LocalDay | null;
  readonly holidays: readonly LocalDay[];
  /** The event's own zone; `null` where it has none that exists. */
  readonly zone: Zone | null;
};

/**
 * Checks what the shape cannot: that dates are in order, that sources exist, that `follow` leads somewhere. Returns the
 * date of each claim; `null` for one that has none, or a faulty one.
 */
export function checkEvent(
  event: SoundEvent,
  head: HeadFacts,
  reportIssue: ReportIssue,
): readonly (ClaimDate | null)[] {
  const dates = event.claims.map((claim) => checkClaim(claim, head, reportIssue));
  const outcome = event.outcome?.source;
  if (outcome !== undefined) checkSource(outcome, ['outcome', 'source'], head, reportIssue);
  event.history?.forEach((step, index) => {
    if (step.source !== undefined) checkSource(step.source, ['history', index, 'source'], head, reportIssue);
    if (step.label !== undefined || step.day !== undefined) return;
    reportIssue(['history', index], 'value', 'This step says nothing', '`label`, `day` or both', null);
  });
  for (const field of ['certaintyFrom', 'textsFrom'] as const) checkRestsOn(field, event, reportIssue);
  if (event.remind?.includes('last') && !dates.some(isSeveralDays) && event.claims.every(isRead)) {
    const expected = 'a claim with `from` and `through`, or no `remind`';
    reportIssue(['remind'], 'value', '`remind` asks for the last day, and no claim here gives several', expected);
  }
  const claims = event.claims.map(({ input }) => input);
  if (event.follow) checkFollow(event.follow.source, claims, reportIssue);
  return dates;

  function isRead({ input }: PlacedClaim, index: number): boolean {
    return input.date === undefined || dates[index] !== null;
  }
}

function isSeveralDays(date: ClaimDate | null): boolean {
  return date?.precision === 'range';
}

function checkRestsOn(
  field: 'certaintyFrom' | 'textsFrom',
  { claims, [field]: source }: SoundEvent,
  reportIssue: ReportIssue,
): void {
  const claimants = [...new Set(claims.flatMap(({ input }) => input.source ?? []))];
  if (source === undefined || claimants.includes(source)) return;
  reportIssue([field], 'value', `\`${field}\` names a source that has no claim here`, oneOf(claimants));
}

function checkFollow(source: string, all: readonly SoundClaim[], reportIssue: ReportIssue): void {
  const say = (message: string, expected: string) => reportIssue(['follow', 'source'], 'value', message, expected);
  const claims = all.filter((claim) => claim.source === source);
  const dated = claims.filter(({ date }) => date !== undefined && date.none === undefined);
  if (claims.length === 0) {
    const claimants = [...new Set(all.flatMap((claim) => claim.source ?? []))];
    say('`follow` names a source that has no claim here', oneOf(claimants));
  } else if (dated.length === 0) {
    say('`follow` names a source that gives no date here', 'a source whose claim has a date');
  } else if (dated.every(({ credible }) => credible === false)) {
    say('`follow` names a source that is not credible here', 'a source whose claim is credible');
  }
}

function checkClaim(placed: PlacedClaim, head: HeadFacts, reportIssue: ReportIssue): ClaimDate | null {
  const { input: claim, path } = placed;
  if (claim.source !== undefined) checkSource(claim.source, [...path, 'source'], head, reportIssue);
  if (head.knownUntil !== null && claim.published !== undefined && claim.published > head.knownUntil) {
    const expected = `${head.knownUntil} or before, or a later \`knownUntil\``;
    reportIssue([...path, 'published'], 'value', 'This was published after `knownUntil` of the file', expected);
  }
  if (claim.credible === false && claim.doubt === undefined) {
    reportIssue([...path, 'credible'], 'key', '`credible: false` needs its reason', '`doubt` beside it');
  }
  if (claim.credible !== false && claim.doubt !== undefined) {
    reportIssue([...path, 'doubt'], 'key', '`doubt` says why a claim is not credible', '`credible: false` beside it');
  }
  if (claim.date === undefined) return null;
  const date = checkDate(readClaimDate(claim.date, head.holidays), placed, reportIssue);
  return date?.precision === 'minute' && head.zone !== null
    ? checkClock(date, claim.date, { zone: head.zone, placed }, reportIssue)
    : date;
}

/** A minute that clocks skip is none; of one that comes twice, the clock named behind it says which is meant. */
function checkClock(
  date: Extract<ClaimDate, { precision: 'minute' }>,
  input: DateInput,
  { zone, placed }: { readonly zone: Zone; readonly placed: PlacedClaim },
  reportIssue: ReportIssue,
): ClaimDate {
  const { minute } = date;
  const entry = Object.entries(input).find(
    ([, value]) => typeof value === 'string' && readMinute(value)?.minute === minute,
  );
  const place = placed.keyPath(entry?.[0] ?? 'at');
  const beside = skippedBeside(minute, zone);
  if (beside !== null) {
    const city = zoneCity(zone);
    const expected = beside.map((one) => one.replace('T', ' ')).join(' or ');
    reportIssue(place, 'value', `There is no such minute in ${city}: clocks are set forward then`, expected);
    return date;
  }
  const clock = typeof entry?.[1] === 'string' ? (readMinute(entry[1])?.clock ?? null) : null;
  if (clock === null) return date;
  const names = namesOfTwice(minute, zone);
  if (names === null) {
    const message = `\`${clock}\` is only for a minute that comes twice, when clocks are set back`;
    reportIssue(place, 'value', message, minute.replace('T', ' '));
    return date;
  }
  if (clock !== names[0] && clock !== names[1]) {
    const expected = names.map((name) => `${minute.replace('T', ' ')} ${name}`).join(' or ');
    reportIssue(place, 'value', `That minute is not \`${clock}\` in ${zoneCity(zone)}`, expected);
    return date;
  }
  return { ...date, occurrence: clock === names[0] ? 'first' : 'second' };
}

function checkDate(
  date: ReturnType<typeof readClaimDate>,
  { datePath, keyPath }: PlacedClaim,
  reportIssue: ReportIssue,
): ClaimDate | null {
  if (!isDateFault(date)) return date;
  const { key, message, expected } = date;
  if (key === null) reportIssue(datePath, 'value', message, expected, null);
  else reportIssue(keyPath(key), 'value', message, expected);
  return null;
}

function checkSource(id: string, path: Path, head: HeadFacts, reportIssue: ReportIssue): void {
  const { sourceIds, ownId } = head;
  if (sourceIds === null || sourceIds.has(id) || id === ownId) return;
  reportIssue(
    path,
    'value',
    () => `This source is not under \`sources\`${suggest(id, sourceIds)}`,
    () =>
      sourceIds.size === 0
        ? `an entry under \`sources\`, such as \`${shortly(id)}: { name: … }\``
        : `${oneOf([...sourceIds])}, or a new entry under \`sources\``,
  );
}

function oneOf(words: readonly string[]): string {
  return words.length === 0 ? 'one that is listed there' : words.slice(0, 8).map(shortly).join(' or ');
}
