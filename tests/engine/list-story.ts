import fc from 'fast-check';
import type { EdgeKind } from '../../src/model/date.ts';
import type { Certainty, EventList } from '../../src/model/event.ts';
import { buildClaim, buildEvent } from '../build/build-events.ts';

export const DAY_MS = 86_400_000;
export const START = Date.parse('2025-10-15T00:00:00Z');

/** The truth about one event in the story's own few words; `day` counts from the start. */
export type State = {
  readonly day: number | null;
  readonly certainty: Certainty;
  readonly outcome: boolean;
  readonly typos: number;
  readonly listed: boolean;
};
export type Truth = ReadonlyMap<string, State>;

const EDGES: readonly EdgeKind[] = ['expires', 'opens', 'takes-effect'];
const IDS: readonly string[] = ['truce', 'summit', 'tariff'];

const FRESH: State = { day: 0, certainty: 'confirmed', outcome: false, typos: 0, listed: true };
export const FIRST: Truth = new Map(IDS.map((id, index) => [id, { ...FRESH, day: 9 + index * 4 }]));

/** One thing that an editor does to one event. */
export type Edit = { readonly event: string; readonly what: string; readonly days: number };
/** One stretch of the story: edits, perhaps a new process, a tick. Without `send` the process ends before it sends. */
export type Step = {
  readonly hours: number;
  readonly edits: readonly Edit[];
  readonly restart: boolean;
  readonly tick: boolean;
  readonly send: boolean;
};

const edit: fc.Arbitrary<Edit> = fc.record({
  event: fc.constantFrom(...IDS),
  what: fc.constantFrom(
    ...['earlier', 'earlier', 'later', 'later', 'withdrawn', 'dated', 'cancelled', 'postponed', 'restored', 'restored'],
    ...['back', 'back', 'tentative', 'outcome', 'typo', 'removed', 'returned', 'returned'],
  ),
  days: fc.integer({ min: 1, max: 9 }),
});

export const story: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    hours: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constantFrom(0, 1, 9, 24)),
    edits: fc.oneof(fc.constant([]), fc.array(edit, { maxLength: 3 })),
    restart: fc.boolean(),
    tick: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    send: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  }),
  { minLength: 4, maxLength: 18 },
);

export function applyEdit(truth: Truth, { event, what, days }: Edit): Truth {
  const state = truth.get(event) ?? FRESH;
  const moved = (by: number) => ({ ...state, day: state.day === null ? null : state.day + by });
  const next: Record<string, State> = {
    earlier: moved(-days),
    later: moved(days),
    // A date that goes A, B, A.
    back: { ...state, day: FIRST.get(event)?.day ?? null },
    withdrawn: { ...state, day: null },
    dated: { ...state, day: state.day ?? 10 + days },
    cancelled: { ...state, certainty: 'cancelled' },
    postponed: { ...state, certainty: 'postponed' },
    restored: { ...state, certainty: 'confirmed' },
    tentative: { ...state, certainty: 'tentative' },
    outcome: { ...state, outcome: true },
    typo: { ...state, typos: state.typos + 1 },
    removed: { ...state, listed: false },
    returned: { ...state, listed: true },
  };
  return new Map([...truth, [event, next[what] ?? state]]);
}

/** `2025-11-10`, as the ledger names a date. */
export function isoDay(day: number): string {
  return new Date(START + day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The date as every card must give it: the moment itself where one is known, the end of a day by its last minute, or
 * `10 Nov`, and not as the end of `20 Nov`.
 */
export function dateWords(event: string, day: number): RegExp {
  const date = new Date(START + day * DAY_MS);
  const month = date.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' }).slice(0, 3);
  const edge = EDGES[IDS.indexOf(event)];
  const moment = (anchorOf(event, day) - (edge === 'expires' ? 60_000 : 0)) / 1_000;
  const words = `(?<!\\d)${date.getUTCDate()}(–\\d+)? ${month}(?! (?!${date.getUTCFullYear()})\\d)`;
  return new RegExp(edge === 'opens' ? words : `${words}|<t:${moment}:F>`);
}

/** When a date is over (product rule 2): at the end of a deadline's day, at 09:00 of one that opens, as an effect starts. */
export function anchorOf(event: string, day: number): number {
  const edge = EDGES[IDS.indexOf(event)];
  return START + day * DAY_MS + (edge === 'expires' ? DAY_MS : edge === 'opens' ? 9 * 3_600_000 : 0);
}

/** The list that says so. Its version is as new as the edit. */
export function listOf(truth: Truth, version: number): EventList {
  const events = [...truth].flatMap(([id, state], index) => {
    const role = EDGES[index] ?? 'opens';
    const date =
      state.day === null
        ? ({ role, approximate: false, precision: 'none' } as const)
        : ({ role, approximate: false, precision: 'day', day: isoDay(state.day) } as const);
    const outcome = state.outcome ? { what: `The ${id} is settled`, day: null, source: null } : null;
    const more = { zone: 'UTC', certainty: state.certainty, outcome, stakes: `Stakes, version ${state.typos}.` };
    return state.listed ? [buildEvent(id, [buildClaim('gazette', date)], { ...more, phrase: `the ${id}` })] : [];
  });
  return { version: `v${version}`, files: [], events };
}
