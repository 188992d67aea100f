import { type DueLead, dueLeads, isNearer } from './due-leads.ts';
import { CALM_MS, type Span } from './find-calm.ts';
import { anchorOf, isResting, type MadeEvent } from './made-events.ts';
import type { Epoch } from './story.ts';
import { OFF_MS, type WorldLine, worldOf } from './world-clock.ts';

/** One key: event, source date, lead (and the channel it is asked for). Instants are world time. */
export type Expected = {
  readonly event: string;
  readonly date: string;
  readonly lead: string;
  /**
   * `owed`: it was due, in force and nothing stood in its way for long enough. `allowed`: announced or explained, at
   * most once. `none`: a message for it would be one too many (due before the channel subscribed or asked for it, the
   * farther of two that fall together, or one that a change brought too late and that is not the nearest).
   */
  readonly verdict: 'owed' | 'allowed' | 'none';
  /** Why it need not be there, where it is not owed. */
  readonly why: string;
  /** Every instant at which it was due, by the clocks that held; and until when a message may be taken for it. */
  readonly dues: readonly number[];
  readonly until: number;
  /** A change made it due after its instant: then a notice of the change may have announced it. */
  readonly byChange: boolean;
};

const NEVER_SUBSCRIBED = 'due before the channel subscribed';
const UNSURE = 'closed, or a command under way';

type Stretch = { readonly epoch: Epoch; readonly to: number; readonly due: DueLead };
type Key = {
  readonly event: MadeEvent;
  readonly lead: string;
  readonly stretches: Stretch[];
  /** What a change brought too late may be announced up to the anchor, whatever leads lie between. */
  isMissed: boolean;
  /** World instant by which a change that a restored copy had forgotten was in force again. */
  again: number;
  /** `why`: what excuses it where it is not both expected and sure. */
  settled: {
    readonly at: number;
    /** By the clock of then. */
    readonly due: number;
    readonly expected: boolean;
    readonly sure: boolean;
    readonly why: string;
  } | null;
};

/**
 * The messages that one channel had to get, from what was in force when (product rules 6, 9 and 10). `calm` are its
 * undisturbed stretches in machine time, `end` the end of the run. `lookedUpTo`: up to when the state that a change finds
 * had surely looked at what was due; `takenAgainBy`: by when a change that a restored copy had forgotten was in force again.
 */
export function expectReminders(
  epochs: readonly Epoch[],
  calm: readonly Span[],
  end: number,
  line: WorldLine,
  lookedUpTo: (from: number) => number = (from) => from,
  takenAgainBy: (from: number) => number = () => Number.NEGATIVE_INFINITY,
): Expected[] {
  const keys = new Map<string, Key[]>();
  const world = (machine: number): number => worldOf(line, machine);
  const calmWorld = calm.map(({ from, to }) => ({ from: world(from), to: world(to) }));
  const need = world(CALM_MS) - world(0);
  const hadTime = (from: number, to: number): boolean =>
    calmWorld.some((span) => Math.min(span.to, to) - Math.max(span.from, from) >= need);
  for (const [index, epoch] of epochs.entries()) {
    const to = epochs[index + 1]?.from ?? end;
    if (to <= epoch.from) continue;
    const before = lastTaken(epochs, index)?.list ?? null;
    const lookedAt = lookedUpTo(epoch.from);
    const looked = world(lookedAt) - OFF_MS;
    const asked = askedBefore(epochs, index, lookedAt);
    const again = takenAgainBy(epoch.from);
    for (const event of epoch.list) {
      const isEdited = before !== null && !before.includes(event);
      if (!isResting(event))
        passEvent(event, { epoch, to, index, isEdited, looked, again, asked, keys, world, hadTime });
    }
  }
  return [...keys.values()].flat().flatMap((key) => judgeKey(key, calmWorld, world) ?? []);
}

/**
 * Whether a lead was asked for by what the state may have known last when an epoch came: everything in force since it
 * had surely looked at what was due.
 */
function askedBefore(epochs: readonly Epoch[], index: number, lookedAt: number): (lead: string) => Asked {
  const taken = lastTaken(epochs, index);
  const known = epochs.findLastIndex(({ surely }, nth) => nth < index && surely <= lookedAt);
  const first = Math.max(0, Math.min(taken === null ? 0 : epochs.indexOf(taken), known));
  const before = epochs.slice(first, index);
  return (lead) => {
    const count = before.filter(({ leads }) => leads.includes(lead)).length;
    return count === before.length ? 'yes' : count === 0 ? 'no' : 'perhaps';
  };
}

type Asked = 'yes' | 'perhaps' | 'no';

/** What was surely in force before: later ones may have come and gone between two lives. */
function lastTaken(epochs: readonly Epoch[], index: number): Epoch | null {
  return epochs.slice(0, index).findLast(({ surely }, nth) => surely < (epochs[nth + 1]?.from ?? 0)) ?? null;
}

type Passing = {
  readonly epoch: Epoch;
  readonly to: number;
  readonly index: number;
  /** Whether the event is another than in the list that a life took in last: a notice may announce what is due now. */
  readonly isEdited: boolean;
  /** World instant up to which the state had surely looked before: what was over by then is announced by no change. */
  readonly looked: number;
  /** Machine instant by which the epoch was in force again, where a restored copy had forgotten it. */
  readonly again: number;
  /** Whether a lead was asked for before: other leads announce nothing that was due before they were. */
  asked(lead: string): Asked;
  /** Of each date of each event, as `event|date`. */
  readonly keys: Map<string, Key[]>;
  world(machine: number): number;
  /** Whether there was a calm stretch between two world instants. */
  hadTime(from: number, to: number): boolean;
};

/** Takes one event through one epoch: which leads fell due in it, which had before. */
function passEvent(event: MadeEvent, passing: Passing): void {
  const { epoch, to, index, isEdited, looked, asked, keys, world, hadTime } = passing;
  const again = Number.isFinite(passing.again) ? world(passing.again) + OFF_MS : passing.again;
  // By the program's own clock, which may be a little before Discord's or behind it.
  const [from, until, surely] = [world(epoch.from) - OFF_MS, world(to) + OFF_MS, world(epoch.surely) + OFF_MS];
  const missed: { key: Key; due: DueLead }[] = [];
  const own = keys.get(`${event.id}|${event.date}`) ?? [];
  keys.set(`${event.id}|${event.date}`, own);
  const announced = announcedBefore(own);
  // What fell due before, and no life had the time to take in, is settled with the change, and a notice of it may announce it.
  for (const key of own) {
    if (isEdited && key.settled !== null && !hadTime(key.settled.at, from)) key.isMissed = true;
  }
  const all = dueLeads(event, epoch).map((due) => {
    const known = own.find(({ lead }) => lead === due.lead);
    const key: Key = known ?? {
      event,
      lead: due.lead,
      stretches: [],
      isMissed: false,
      again: -Infinity,
      settled: null,
    };
    if (isEdited) key.again = Math.max(key.again, again);
    if (known === undefined) own.push(key);
    key.stretches.push({ epoch, to, due });
    return { key, due };
  });
  const isFresh = index === 0 || epoch.cause === 'created';
  for (const { key, due } of all) {
    if (key.settled !== null || due.due >= until) continue;
    if (isFresh && due.due <= surely) {
      // A pause that was never recorded makes of subscribing again a mere change.
      key.isMissed = index > 0;
      const why = index === 0 ? NEVER_SUBSCRIBED : 'due before the channel subscribed again';
      key.settled = { at: due.due, due: due.due, expected: due.due > from, sure: false, why };
    } else if (due.due > from) {
      // Due while the change came into force: by itself, or by the change, which a notice may have announced.
      key.isMissed ||= (isEdited && due.due <= surely) || due.due <= key.again;
      // Told by an older clock, or before this lead was asked for.
      const isAnnounced = announced.some((other) => other.at < due.due && isNearer(other, due));
      const why = due.merged
        ? 'at one instant with a nearer one'
        : isAnnounced
          ? 'a nearer one was told before'
          : UNSURE;
      // By the program's clock it may not have been due yet when that ended.
      // Or it fell due just before it was asked for.
      const isAsked = asked(due.lead) === 'yes' || due.due > Math.max(surely, again);
      const sure = epoch.sure && !isAnnounced && isAsked && due.due < world(to);
      key.settled = { at: due.due, due: due.due, expected: !due.merged, sure, why };
    } else missed.push({ key, due });
  }
  // Of what a change brought too late the nearest is announced, unless a nearer one was announced already.
  const isOpen = missed.some(({ due }) => asked(due.lead) === 'perhaps');
  const nearest = missed.findLast(({ due }) => !due.merged && asked(due.lead) !== 'no');
  const nearer = nearest !== undefined && announced.some((other) => isNearer(other, nearest.due));
  const isOver = anchorOf(event) <= surely;
  for (const { key, due } of missed) {
    const isNearest = due === nearest?.due && !isOver;
    const isUnasked = asked(due.lead) === 'no';
    const late = isUnasked ? 'due before it was asked for' : 'due before the change';
    const why = !isNearest ? late : nearer ? 'a nearer one was told before the change' : UNSURE;
    key.isMissed = true;
    // A change that no life took in may be settled by another.
    const isTaken = epoch.sure && epoch.surely < to;
    // By the time the change was surely in force it was over; where the state had looked last, ahead.
    const isPerhaps = isOver && due === nearest?.due && anchorOf(event) > looked;
    const sure = isTaken && !isPerhaps && !isOpen && !(isNearest && nearer);
    key.settled = { at: surely, due: due.due, expected: isNearest, sure, why };
  }
}

/** What of a date was announced so far. */
function announcedBefore(keys: readonly Key[]): { lead: string; at: number; due: number }[] {
  return keys.flatMap(({ lead, settled }) =>
    settled?.expected === true ? [{ lead, at: settled.at, due: settled.due }] : [],
  );
}

function judgeKey(key: Key, calm: readonly Span[], world: (machine: number) => number): Expected | null {
  const { settled, stretches, event, lead } = key;
  if (settled === null) return null;
  const dues = [...new Set(stretches.map(({ due }) => due.due))];
  const until = Math.max(...stretches.map(({ due }) => due.close), ...(key.isMissed ? [anchorOf(event)] : []));
  const base = { event: event.id, date: event.date, lead, dues, until, byChange: key.isMissed };
  const isNone = !settled.expected && (settled.sure || settled.why === NEVER_SUBSCRIBED);
  if (!settled.expected || !settled.sure) return { ...base, verdict: isNone ? 'none' : 'allowed', why: settled.why };
  const open = unbroken(stretches, settled.at, world);
  const need = world(CALM_MS) - world(0);
  const isOwed = open.some(({ epoch, to, due }) => {
    const [from, until] = [Math.max(settled.at, due.due, world(epoch.surely)), Math.min(world(to), due.close)];
    return calm.some((span) => Math.min(span.to, until) - Math.max(span.from, from) >= need);
  });
  const last = open.at(-1);
  const isCut = last === undefined || world(last.to) < last.due.close;
  const why = isCut ? 'moved, cancelled or closed' : last.due.close >= anchorOf(event) ? 'too late' : 'superseded';
  return { ...base, verdict: isOwed ? 'owed' : 'allowed', why };
}

/**
 * The stretches in which it waited to be announced, up to the first in which anything may have ended it for good: the
 * channel was closed, the event or the lead was gone, or a nearer one fell due. What a nearer one has superseded stays
 * so, even where a later clock would have it due again.
 */
function unbroken(stretches: readonly Stretch[], at: number, world: (machine: number) => number): Stretch[] {
  const waiting = stretches.filter(({ to }) => world(to) > at);
  const broken = waiting.findIndex(({ epoch }, index) => {
    const before = waiting[index - 1];
    const isNext = before === undefined || (before.to === epoch.from && before.due.close >= world(before.to));
    return !epoch.sure || !isNext;
  });
  return broken < 0 ? waiting : waiting.slice(0, broken);
}
