import type { Emulator } from '../emulator/emulator.ts';
import type { InteractionOutcome } from '../emulator/people/interact.ts';
import { callText } from '../src/features/call/words.ts';
import type { Machine } from '../src/time/machine.ts';
import { ASIDE_CHANNEL } from './drain-servers.ts';

/** How long people waited, ms: for a direct answer, for a deferral, and for the edit that fills a deferred one in. */
export type Waits = { readonly direct: number[]; readonly deferral: number[]; readonly edit: number[] };

/** What a command does to the state: answers that only read it, and those after a write that is on the disk. */
export const DEEDS = ['reads', 'writes'] as const;
export type Deed = (typeof DEEDS)[number];
export type WaitsByDeed = Readonly<Record<Deed, Waits>>;

const SAVED: readonly unknown[] = [callText('subscribedNone'), callText('changedNone')];

/** Discord's callback type of a deferred answer: https://docs.discord.com/developers/interactions/receiving-and-responding */
const DEFERRED = 5;

/** `nth` counts what was asked before. */
type Ask = { readonly deed: Deed; ask(emulator: Emulator, nth: number): Promise<InteractionOutcome> };

/**
 * What people type, in turns: each command comes direct and deferred as often. The channel is subscribed with another
 * lead each time, since what changes nothing writes nothing; that has the program read it, derive what is due and settle the change; a day before is over, so it posts nothing.
 */
const ASKS: readonly Ask[] = [
  { deed: 'reads', ask: ({ interact }) => interact.command({ name: 'dates next' }) },
  { deed: 'reads', ask: ({ interact }) => interact.command({ name: 'datewatch check' }) },
  { deed: 'reads', ask: ({ interact }) => interact.command({ name: 'dates changes' }) },
  {
    deed: 'writes',
    ask: ({ interact }, nth) =>
      interact
        .command({
          name: 'datewatch subscribe',
          channelId: ASIDE_CHANNEL,
          options: { leads: `1d ${2 + (nth % 300)}d` },
        })
        .then(requireSaved),
  },
];

/** Asks one thing every `everyMs`, whether or not the earlier ones are answered, until `over` resolves. */
export async function askMeanwhile(
  emulator: Emulator,
  machine: Machine,
  options: { readonly everyMs: number; readonly over: Promise<unknown> },
): Promise<WaitsByDeed> {
  const waits: WaitsByDeed = { reads: noWaits(), writes: noWaits() };
  const asked: Promise<void>[] = [];
  let isOver = false;
  const end = options.over.finally(() => {
    isOver = true;
  });
  const askOne = async ({ deed, ask }: Ask, nth: number): Promise<void> => {
    const mine = waits[deed];
    const begun = machine.monotonic();
    const { callbackType, acknowledgedAfterMs } = await ask(emulator, nth);
    const answeredAfterMs = machine.monotonic() - begun;
    if (callbackType !== DEFERRED) return void mine.direct.push(acknowledgedAfterMs);
    mine.deferral.push(acknowledgedAfterMs);
    mine.edit.push(answeredAfterMs);
  };
  const begun = machine.monotonic();
  while (!isOver) {
    const due = Math.floor((machine.monotonic() - begun) / options.everyMs);
    while (asked.length <= due) {
      const ask = ASKS[Math.floor(asked.length / 2) % ASKS.length];
      if (ask !== undefined) asked.push(askOne(ask, asked.length));
    }
    await machine.sleep(5);
  }
  await end;
  await Promise.all(asked);
  return waits;
}

/** All of them together. */
export function poolWaits(all: readonly Waits[]): Waits {
  return {
    direct: all.flatMap(({ direct }) => direct),
    deferral: all.flatMap(({ deferral }) => deferral),
    edit: all.flatMap(({ edit }) => edit),
  };
}

function noWaits(): Waits {
  return { direct: [], deferral: [], edit: [] };
}

/** A refusal is quick: measured as a write it would flatter. */
function requireSaved(outcome: InteractionOutcome): InteractionOutcome {
  if (SAVED.includes(outcome.content)) return outcome;
  throw new Error(`A subscription was not saved: ${outcome.content}`);
}
