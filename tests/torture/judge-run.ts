import { findUntruths } from './check-truth.ts';
import { type Expected, expectReminders } from './expect-reminders.ts';
import { calmSpans } from './find-calm.ts';
import { matchMessages } from './match-messages.ts';
import { dayInWords, wallClock } from './place-time.ts';
import type { SeenCard, SeenMessage } from './read-cards.ts';
import type { Epoch, Life, Story } from './story.ts';
import { type WorldLine, worldOf } from './world-clock.ts';

/** A moment as the ledger ended: what the program says of itself, checked against what is in the channels. */
export type LedgerRow = {
  readonly event: string;
  readonly date: string;
  readonly lead: string;
  readonly channel: string;
  readonly state: string;
};

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
};

/** Judges what is in the channels by what the parent did, saw, and can compute by itself. */
export function judgeRun(run: {
  readonly story: Story;
  readonly line: WorldLine;
  readonly end: number;
  readonly messages: readonly SeenMessage[];
  readonly ledger: readonly LedgerRow[];
}): Verdict {
  const { story, line, end } = run;
  const [lost, doubled, untrue]: [string[], string[], string[]] = [[], [], []];
  const explained = new Map<string, number>();
  const [once, repeats] = splitRepeats(run.messages);
  doubled.push(...repeats.map((message) => `${tell(message)}: the same mark again`));
  let [due, found, owed] = [0, 0, 0];
  const ledger = new Map(run.ledger.map((row) => [`${row.channel}|${row.event}|${row.date}|${row.lead}`, row.state]));
  for (const [channel, epochs] of story.epochs) {
    const mine = once.filter((message) => message.channel === channel);
    const expected = expectReminders(epochs, calmSpans(story, channel), end, line);
    const byDate = Map.groupBy(expected, ({ event, date }) => `${event}|${date}`);
    const cards = Map.groupBy(
      mine.flatMap((message) => message.cards.map((card) => ({ message, card }))),
      ({ message, card }) => `made-${card.number}|${dateInForce(story.lives, line, message.at, card)}`,
    );
    for (const [date, wanted] of byDate) {
      const seen = cards.get(date) ?? [];
      cards.delete(date);
      const sorted = wanted.filter(({ verdict }) => verdict !== 'none').sort(bySurety(channel, ledger));
      const slack = 3_000 * line.speed;
      const matched = matchMessages(
        sorted.map(({ dues, until }) =>
          seen.flatMap(({ message: { at } }, index) =>
            at >= Math.min(...dues) - 1_000 && at <= until + slack ? [index] : [],
          ),
        ),
        seen.length,
      );
      for (const [index, { message, card }] of seen.entries()) {
        if (!matched.includes(index)) doubled.push(`${tell(message)}: one too many for ${date} #${card.number}`);
      }
      for (const [index, want] of sorted.entries()) {
        const place = `${channel}|${date}|${want.lead}`;
        const state = ledger.get(place);
        due += 1;
        if (want.verdict === 'owed') owed += 1;
        if ((matched[index] ?? -1) >= 0) found += 1;
        else if (want.verdict === 'owed') lost.push(`${place}: due ${when(want)}, ledger: ${state ?? 'no row'}${DBG(channel, want.event, mine, wanted, run.ledger)}`);
        else if (state === 'sent') lost.push(`${place}: due ${when(want)}, the ledger says sent (${want.why})${DBG(channel, want.event, mine, wanted, run.ledger)}`);
        else explained.set(want.why, (explained.get(want.why) ?? 0) + 1);
      }
      for (const { card, message } of seen) untrue.push(...belatedUntruth(card, message, wanted, epochs, line.speed));
    }
    for (const rest of cards.values()) {
      untrue.push(...rest.map(({ message, card }) => `${tell(message)}: nobody was to be told of #${card.number}`));
    }
    for (const message of mine) {
      for (const card of message.cards) {
        const event = listAt(story.lives, line, message.at).find(({ number }) => number === card.number) ?? null;
        const wrong = findUntruths(card, event, message.at, line.speed);
        untrue.push(...wrong.map((what) => `${tell(message)} #${card.number}: ${what}`));
      }
    }
  }
  return { due, found, owed, lost, doubled, untrue, explained };
}

/** Whom a message is given to first where it fits several: those told by the ledger's own word, then those owed. */
function bySurety(channel: string, ledger: ReadonlyMap<string, string>): (a: Expected, b: Expected) => number {
  const rank = ({ event, date, lead, verdict }: Expected): number => {
    if (ledger.get(`${channel}|${event}|${date}|${lead}`) === 'sent') return 0;
    return verdict === 'owed' ? 1 : 2;
  };
  return (a, b) => rank(a) - rank(b);
}

const when = (want: Expected): string => want.dues.map((at) => new Date(at).toISOString()).join(', ');
const DBG = (channel: string, ev: string, msgs: readonly SeenMessage[], wanted: readonly Expected[], ledger: readonly LedgerRow[]) =>
  `\n     seen: ${msgs.filter((m) => m.cards.some((c) => `made-${c.number}` === ev)).map((m) => new Date(m.at).toISOString() + ' ' + m.content.slice(0,60) + ' ' + m.cards.find((c) => `made-${c.number}` === ev)?.belated).join('\n           ')}\n     wanted: ${wanted.map((w) => `${w.lead}@${w.dues.map((d) => new Date(d).toISOString().slice(5,16))} until ${new Date(w.until).toISOString().slice(5,16)} ${w.verdict} ${w.why}`).join('\n           ')}\n     ledger: ${ledger.filter((r) => r.channel === channel && r.event === ev).map((r) => `${r.date} ${r.lead} ${r.state} ${(r as any).reason}`).join('\n           ')}`;

function tell(message: SeenMessage): string {
  return `${message.channel} ${new Date(message.at).toISOString()} "${message.content}"`;
}

/** The first message of each mark, and those that bear one again. */
function splitRepeats(messages: readonly SeenMessage[]): [SeenMessage[], SeenMessage[]] {
  const first = new Map(messages.toReversed().map((message) => [message.mark, message]));
  return [[...first.values()], messages.filter((message) => first.get(message.mark) !== message)];
}

/** The list of the life in which a message was sent; a request under way outlives its sender by a moment. */
function listAt(lives: readonly Life[], line: WorldLine, at: number): Life['list'] {
  const life = lives.findLast(({ spawned }) => worldOf(line, spawned) < at);
  return life?.list ?? [];
}

/** The date its event had when it was sent; what the card itself shows is judged apart. */
function dateInForce(lives: readonly Life[], line: WorldLine, at: number, card: SeenCard): string {
  return listAt(lives, line, at).find(({ number }) => number === card.number)?.date ?? 'not in the list';
}

/** A card that says when it was due names an instant at which a reminder of it was due, by its channel's clock. */
function belatedUntruth(
  { belated, number }: SeenCard,
  message: SeenMessage,
  wanted: readonly Expected[],
  epochs: readonly Epoch[],
  speed: number,
): string[] {
  const dues = wanted.flatMap((want) => want.dues);
  if (belated === null) {
    // Product rule 10: what is later than two minutes says so.
    const isPunctual = dues.some((due) => due <= message.at && message.at - due <= 120_000 + 2_000 * speed);
    return isPunctual ? [] : [`${tell(message)} #${number}: late, and silent about it`];
  }
  const zones = [...new Set(epochs.map(({ zone }) => zone))];
  const words = dues.flatMap((at) =>
      zones.map((zone) => `${dayInWords(wallClock(at, zone).slice(0, 10))}, ${wallClock(at, zone).slice(11)}`),
  );
  return words.some((due) => belated.includes(due)) ? [] : [`${tell(message)} #${number}: it says "${belated}"`];
}
