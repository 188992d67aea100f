import { findUntruths, hourIn, minutesIn, ON_THE_WAY_MS } from './check-truth.ts';
import { type Expected, expectReminders } from './expect-reminders.ts';
import { calmSpans } from './find-calm.ts';
import { judgeCorrections } from './judge-corrections.ts';
import { judgeEnds } from './judge-ends.ts';
import { matchMessages } from './match-messages.ts';
import { dayInWords, wallClock } from './place-time.ts';
import { messageName, type SeenCard, type SeenMessage } from './read-cards.ts';
import type { LedgerRow, PostEnd } from './read-ledger.ts';
import { type Epoch, type Life, listAt, lookedUpTo, type Story, takenAgainBy } from './story.ts';
import { OFF_MS, type WorldLine } from './world-clock.ts';

/** What came of a run. The three lists say for each fault where and what. */
export type Verdict = {
  /** Reminders that fell due while in force. */
  readonly due: number;
  readonly found: number;
  /** Of those due, the ones that nothing excuses. */
  readonly owed: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly untrue: readonly string[];
  /** Why the others need no message, with how many. */
  readonly explained: ReadonlyMap<string, number>;
  /** Cards that had to be true at the end, after all edits; and how many of them had to be out of date. */
  readonly judgedCards: number;
  readonly outOfDate: number;
};

/** All that is known of a run when it has ended, at machine ms `end`. */
export type SeenRun = {
  readonly story: Story;
  readonly line: WorldLine;
  readonly end: number;
  readonly messages: readonly SeenMessage[];
  /**
   * Every message there ever was, as `channel/id`; and those of `messages` that exist at the end, as they then read.
   */
  readonly posted: ReadonlySet<string>;
  readonly atEnd: readonly SeenMessage[];
  readonly ledger: readonly LedgerRow[];
  readonly posts: readonly PostEnd[];
};

/** Judges what is in the channels by what the parent did, saw, and can compute by itself. */
export function judgeRun(run: SeenRun): Verdict {
  const { story, line, end } = run;
  const [once, repeats] = splitRepeats(run.messages);
  const tally: Tally = { due: 0, found: 0, owed: 0, lost: [], doubled: [], untrue: [], explained: new Map() };
  tally.doubled.push(...repeats.map((message) => `${messageName(message)}: the same mark again`));
  const ledger = new Map(run.ledger.map((row) => [`${row.channel}|${row.event}|${row.date}|${row.lead}`, row]));
  for (const [channel, epochs] of story.epochs) {
    const mine = once.filter((message) => message.channel === channel);
    const looked = (from: number): number => lookedUpTo(story, from);
    const again = (from: number): number => takenAgainBy(story, from);
    const expected = expectReminders(epochs, calmSpans(story, channel), end, line, looked, again);
    const byDate = Map.groupBy(expected, ({ event, date }) => `${event}|${date}`);
    const cards = Map.groupBy(
      mine.flatMap((message) => message.cards.map((card) => ({ message, card }))),
      ({ message, card }) => `made-${card.number}|${dateInForce(story.lives, line, message.at, card)}`,
    );
    for (const [date, wanted] of byDate) {
      const seen = cards.get(date) ?? [];
      cards.delete(date);
      const isNoticed = mine.some(({ changes }) => changes.some((number) => date.startsWith(`made-${number}|`)));
      judgeDate(tally, { channel, wanted, seen, isNoticed, ledger, slack: ON_THE_WAY_MS * line.speed });
      for (const { card, message } of seen) {
        tally.untrue.push(...belatedUntruth(card, message, wanted, epochs, line.speed));
      }
    }
    for (const { message, card } of [...cards.values()].flat()) {
      tally.untrue.push(`${messageName(message)}: nobody was to be told of #${card.number}`);
    }
    for (const message of mine) {
      const list = listAt(story.lives, line, message.at);
      for (const card of message.cards) {
        const event = list.find(({ number }) => number === card.number) ?? null;
        const wrong = findUntruths(card, event, message.at, line.speed);
        tally.untrue.push(...wrong.map((what) => `${messageName(message)} #${card.number}: ${what}`));
      }
    }
  }
  const corrections = judgeCorrections(run, once);
  tally.untrue.push(...corrections.untrue);
  tally.lost.push(...judgeEnds(run));
  return { ...tally, judgedCards: corrections.judged, outOfDate: corrections.outOfDate };
}

type Tally = {
  due: number;
  found: number;
  owed: number;
  readonly lost: string[];
  readonly doubled: string[];
  readonly untrue: string[];
  readonly explained: Map<string, number>;
};

/** Judges all reminders of one date of one event in one channel: which were announced, and what excuses the others. */
function judgeDate(
  tally: Tally,
  of: {
    readonly channel: string;
    readonly wanted: readonly Expected[];
    readonly seen: readonly { readonly message: SeenMessage; readonly card: SeenCard }[];
    readonly isNoticed: boolean;
    readonly ledger: ReadonlyMap<string, LedgerRow>;
    readonly slack: number;
  },
): void {
  const { channel, seen } = of;
  const sorted = of.wanted.filter(({ verdict }) => verdict !== 'none').sort(bySurety(of));
  const fits = (want: Expected, at: number) =>
    at >= Math.min(...want.dues) - OFF_MS && at <= untilOf(want, of) + of.slack;
  const matched = matchMessages(
    sorted.map((want) => seen.flatMap(({ message }, index) => (fits(want, message.at) ? [index] : []))),
    seen.length,
  );
  for (const [index, { message, card }] of seen.entries()) {
    if (!matched.includes(index)) tally.doubled.push(`${messageName(message)}: one too many for #${card.number}`);
  }
  for (const [index, want] of sorted.entries()) {
    const place = `${channel}|${want.event}|${want.date}|${want.lead}`;
    tally.due += 1;
    if (want.verdict === 'owed') tally.owed += 1;
    if ((matched[index] ?? -1) >= 0) {
      tally.found += 1;
      continue;
    }
    const row = rowOf(of, want);
    const state = row?.state ?? 'no row';
    const why = want.byChange && of.isNoticed ? BY_NOTICE : want.why;
    // A copy of the state that was put back may have found a nearer one in the channel.
    const isSent = state === 'sent' && row?.reason !== 'found';
    const isLost = (want.verdict === 'owed' && why !== BY_NOTICE) || isSent || isSilent(why, state);
    if (isLost)
      tally.lost.push(
        `${place}: due ${when(want)}, the ledger says ${state} (${row?.reason ?? '-'}), the oracle: ${want.verdict}, ${why}`,
      );
    else tally.explained.set(why, (tally.explained.get(why) ?? 0) + 1);
  }
}

/**
 * Until when a message may be taken for a reminder. One that went out late, by the ledger's word, was superseded by none that
 * never went out: because the channel was closed, or because other leads were asked for by then.
 */
function untilOf(want: Expected, of: Pick<Parameters<typeof judgeDate>[1], 'channel' | 'wanted' | 'ledger'>): number {
  const row = rowOf(of, want);
  if (row?.state !== 'sent' || row.reason === 'found') return want.until;
  const last = Math.max(...want.dues);
  const nearer = of.wanted.filter((other) => Math.min(...other.dues) > last && !isMoot(rowOf(of, other)));
  const next =
    nearer.length > 0 ? nearer.flatMap(({ dues }) => dues) : [Math.max(...of.wanted.map(({ until }) => until))];
  return Math.max(want.until, Math.min(...next));
}

/** Whether it never stood in the way of a farther one. */
function isMoot(row: LedgerRow | undefined): boolean {
  const unasked = ['not asked for then', 'before subscription', 'before change'];
  return row === undefined || row.state === 'dead' || (row.state === 'skipped' && unasked.includes(row.reason ?? ''));
}

function rowOf(
  { channel, ledger }: Pick<Parameters<typeof judgeDate>[1], 'channel' | 'ledger'>,
  { event, date, lead }: Expected,
): LedgerRow | undefined {
  return ledger.get(`${channel}|${event}|${date}|${lead}`);
}

const BY_NOTICE = 'told by a notice';

/** Product rule 11: what fell due and was overtaken or too late has at least a row. */
function isSilent(why: string, state: string): boolean {
  return state === 'no row' && (why === 'superseded' || why === 'too late');
}

/**
 * Whom a message is given to first where it fits several: those announced by the ledger's own word, then those owed that no
 * notice may have announced. What a restored state took for announced has another's message.
 */
function bySurety(
  of: Pick<Parameters<typeof judgeDate>[1], 'channel' | 'isNoticed' | 'ledger'>,
): (a: Expected, b: Expected) => number {
  const rank = (want: Expected): number => {
    const row = rowOf(of, want);
    if (row?.state === 'sent' && row.reason !== 'found') return 0;
    if (want.verdict === 'owed' && !(want.byChange && of.isNoticed)) return 1;
    // A restored copy knows nothing of what was sent since it was made, and nothing else has no row.
    return row === undefined ? 2 : 3;
  };
  return (a, b) => rank(a) - rank(b);
}

function when({ dues }: Expected): string {
  return dues.map((at) => new Date(at).toISOString()).join(', ');
}

/** The first message of each mark, and those that bear one again. */
function splitRepeats(messages: readonly SeenMessage[]): [SeenMessage[], SeenMessage[]] {
  const first = new Map(messages.toReversed().map((message) => [message.mark, message]));
  return [[...first.values()], messages.filter((message) => first.get(message.mark) !== message)];
}

/** The date its event had when it was sent; what the card itself shows is judged apart. */
function dateInForce(lives: readonly Life[], line: WorldLine, at: number, card: SeenCard): string {
  return listAt(lives, line, at).find(({ number }) => number === card.number)?.date ?? 'not in the list';
}

/**
 * A card that says when it was due names an instant at which a reminder of it was due, by its channel's clock, and a line
 * how long ago that was. One that says "Just added" was due by then.
 */
function belatedUntruth(
  { belated, head, number }: SeenCard,
  message: SeenMessage,
  wanted: readonly Expected[],
  epochs: readonly Epoch[],
  speed: number,
): string[] {
  const name = `${messageName(message)} #${number}`;
  const slack = ON_THE_WAY_MS * speed;
  const dues = wanted.flatMap((want) => want.dues);
  if (head.endsWith('Just added')) {
    // A date that went there and back, or a clock that changed, brings one too: seen from outside it only has to be due.
    return dues.some((due) => due <= message.at + slack) ? [] : [`${name}: it says that it was just added`];
  }
  if (belated === null) {
    // Product rule 10: what is later than two minutes says so.
    const isPunctual = dues.some((due) => due - OFF_MS <= message.at && message.at - due <= 120_000 + slack);
    return isPunctual ? [] : [`${name}: late, and silent about it`];
  }
  const zones = [...new Set(epochs.map(({ zone }) => zone))];
  const meant = dues.filter((at) => zones.some((zone) => names(belated, wallClock(at, zone))));
  if (meant.length === 0) return [`${name}: it says "${belated}"`];
  // The line of several says how late the longest due is.
  const late = / late(?: \(I was offline\))?$/.test(head) && message.cards.length === 1 ? minutesIn(head) : null;
  const isTrue = (due: number) => Math.abs(message.at - due - (late ?? 0) * 60_000) <= slack + OFF_MS + 30_000;
  return late === null || meant.some(isTrue) ? [] : [`${name}: it says "${head}"`];
}

/** Whether words name a day and an hour; the year is left out where it is the present one. */
function names(words: string, wall: string): boolean {
  const day = dayInWords(wall.slice(0, 10)).replace(/ \d{4}$/, '');
  return words.includes(` ${day}`) && hourIn(words) === wall.slice(11);
}
