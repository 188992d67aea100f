/** What Discord saw of one interaction, when all was over. */
export type Heard = {
  /** What a person did: `/dates next`, `press details`. */
  readonly name: string;
  /** From the dispatch to the first accepted answer, ms; `null` when there was none in time. */
  readonly acknowledgedAfterMs: number | null;
  /** Discord's callback type of it: 4 message, 5 and 6 deferred, 7 update, 8 choices, 9 form. */
  readonly callbackType: number | null;
  /** Callbacks that arrived, accepted or not. */
  readonly callbacks: number;
  /** Edits of the answer and follow-ups that arrived. */
  readonly later: number;
  /** A deferred answer that was never filled in. */
  readonly isLoading: boolean;
  /** What Discord refused, in its words. */
  readonly refusals: readonly string[];
  /** What the answer says. */
  readonly content: string;
};

/** Every list names interactions; a run is good when all are empty. */
export type Faults = {
  readonly unanswered: readonly string[];
  readonly twice: readonly string[];
  readonly late: readonly string[];
  readonly refused: readonly string[];
  /** Answered with an apology of the program's: its handler failed, or its answer could not be shown. */
  readonly broken: readonly string[];
};

/** So long Discord waits. https://docs.discord.com/developers/interactions/receiving-and-responding */
export const WITHIN_MS = 3_000;
/** A press on Share changes the private answer and posts it to everyone. */
const SHARE = 'press share';
const DEFERRED: ReadonlySet<number | null> = new Set([5, 6]);
const APOLOGY = /Something went wrong here|could not be shown|took too long to open/;

/** What was wrong with the answers. Nothing may be missing, double, later than `withinMs`, refused or an apology. */
export function judgeAnswers(all: readonly Heard[], withinMs = WITHIN_MS): Faults {
  const named = (is: (heard: Heard) => boolean) =>
    all.filter(is).map(({ name, refusals, content }) => [name, ...refusals, content].join(' · ').slice(0, 300));
  return {
    unanswered: named((heard) => (isOpen(heard) && heard.callbacks === 0) || heard.isLoading),
    twice: named(
      ({ name, callbacks, later, callbackType }) =>
        callbacks > 1 || later > (DEFERRED.has(callbackType) ? 1 : 0) + (name === SHARE ? 1 : 0),
    ),
    late: named((heard) => (isOpen(heard) ? heard.callbacks > 0 : (heard.acknowledgedAfterMs ?? 0) > withinMs)),
    refused: named(({ refusals }) => refusals.length > 0),
    broken: named(({ content }) => APOLOGY.test(content)),
  };
}

function isOpen({ acknowledgedAfterMs }: Heard): boolean {
  return acknowledgedAfterMs === null;
}

/** How many things were wrong. */
export function countFaults(faults: Faults): number {
  return Object.values(faults).reduce((sum, names) => sum + names.length, 0);
}
