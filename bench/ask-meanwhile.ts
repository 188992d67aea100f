import type { Emulator } from '../src/emulator/emulator.ts';
import type { InteractionOutcome } from '../src/emulator/interact.ts';
import type { Machine } from '../src/time/machine.ts';

/** How long people waited, ms: for a direct answer, for a deferral, and for the edit that fills a deferred one in. */
export type Waits = { readonly direct: number[]; readonly deferral: number[]; readonly edit: number[] };

/** Discord's callback type of a deferred answer: https://docs.discord.com/developers/interactions/receiving-and-responding */
const DEFERRED = 5;

type Ask = (emulator: Emulator) => Promise<InteractionOutcome>;

/** What people type, in turns: each command comes direct and deferred as often. */
const ASKS: readonly Ask[] = [
  ({ interact }) => interact.command({ name: 'next' }),
  ({ interact }) => interact.command({ name: 'status' }),
  ({ interact }) => interact.command({ name: 'subscriptions' }),
];

/** Asks one thing every `everyMs`, whether or not the earlier ones are answered, until `over` resolves. */
export async function askMeanwhile(
  emulator: Emulator,
  machine: Machine,
  wish: { readonly everyMs: number; readonly over: Promise<unknown> },
): Promise<Waits> {
  const waits: Waits = { direct: [], deferral: [], edit: [] };
  const asked: Promise<void>[] = [];
  let isOver = false;
  const end = wish.over.finally(() => {
    isOver = true;
  });
  const askOne = async (ask: Ask): Promise<void> => {
    const begun = machine.monotonic();
    const { callbackType, acknowledgedAfterMs } = await ask(emulator);
    const answeredAfterMs = machine.monotonic() - begun;
    if (callbackType !== DEFERRED) return void waits.direct.push(acknowledgedAfterMs);
    waits.deferral.push(acknowledgedAfterMs);
    waits.edit.push(answeredAfterMs);
  };
  const begun = machine.monotonic();
  while (!isOver) {
    const due = Math.floor((machine.monotonic() - begun) / wish.everyMs);
    while (asked.length <= due) {
      const ask = ASKS[Math.floor(asked.length / 2) % ASKS.length];
      if (ask !== undefined) asked.push(askOne(ask));
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
