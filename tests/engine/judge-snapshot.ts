import { expect } from 'vitest';
import type { Card, Message } from '../../src/model/message.ts';
import { occasionName } from '../../src/model/moment.ts';
import type { MomentRow } from '../../src/outbox/outbox.ts';
import { anchorOf, dateWords, isoDay, type State, type Truth } from './list-story.ts';
import type { Arrival, Snapshot } from './live-story.ts';

/** What left the list when its date was over is not said and not edited. */
export type Comings = { readonly silent: ReadonlySet<string> };

/** Follows the settled lists for the one exception that the judgement of a snapshot knows (docs/notices.md). */
export function watchComings() {
  const before = new Map<string, State>();
  const silent = new Set<string>();
  return {
    silent,
    settled(truth: Truth, now: number) {
      for (const [event, state] of truth) {
        const was = before.get(event) ?? state;
        if (was.listed && !state.listed && was.day !== null && anchorOf(event, was.day) <= now) silent.add(event);
        if (!was.listed && state.listed) silent.delete(event);
        before.set(event, state);
      }
    },
  };
}

/** A reminder is true when it is sent, and its card says the date. */
export function expectTrueReminder(arrival: Arrival, snapshot: Snapshot): void {
  for (const row of announcedBy(arrival, snapshot)) {
    const state = arrival.truth.get(row.event);
    if (!stands(state) || state.outcome) throw new Error(`${row.event} was reminded of when it did not stand.`);
    expect(row.sourceDate).toBe(isoDay(state.day));
    expect(anchorOf(row.event, state.day)).toBeGreaterThanOrEqual(arrival.at);
    expect(saidOf(arrival.message, row.event)).toMatch(dateWords(row.event, state.day));
  }
}

/** A notice is true when it is sent: its title is no longer what the list has taken back, and it names the date. */
export function expectTrueNotice({ message, truth }: Arrival): void {
  for (const { event, title } of message.cards) {
    const state = truth.get(event ?? '');
    if (event === null || !stands(state)) continue;
    expect(title).not.toMatch(/ · .*(cancelled|postponed|no longer listed)/);
    // What is settled has its day in the outcome, if anywhere.
    if (state.outcome && title.endsWith(' · outcome')) continue;
    if (state.certainty === 'confirmed') expect(title).not.toMatch(/in doubt/);
    expect(saidOf(message, event)).toMatch(dateWords(event, state.day));
  }
}

/** An earlier reminder reads now as the list stands now. */
export function expectRightNow(arrival: Arrival, snapshot: Snapshot, { silent }: Comings): void {
  for (const row of announcedBy(arrival, snapshot)) {
    const state = snapshot.truth.get(row.event);
    if (state === undefined || silent.has(row.event)) continue;
    const message = snapshot.visible.get(arrival.id);
    const said = saidOf(message, row.event);
    const holds = stands(state) && isoDay(state.day) === row.sourceDate;
    expect(isStruck(message, row.event), `${row.event}: ${said}`).toBe(!holds);
    expect(said).toMatch(presentWords(row.event, state));
  }
}

/**
 * The newest message in which a channel reads of an event names its present standing, while a date lies ahead. Once the
 * date that it named is over, it may be edited for that instead of a new one: nobody is disturbed for history.
 */
export function expectHeard(arrivals: readonly Arrival[], snapshot: Snapshot, { silent }: Comings): void {
  const { now, truth, visible } = snapshot;
  for (const [event, state] of truth) {
    const newest = arrivals.findLast(({ message }) => message.cards.some((card) => card.event === event));
    if (newest === undefined || silent.has(event) || state.outcome) continue;
    if (state.day === null || anchorOf(event, state.day) <= now) continue;
    const named = newest.truth.get(event)?.day ?? null;
    const isOver = named !== null && anchorOf(event, named) <= now;
    const said = saidOf(isOver ? visible.get(newest.id) : newest.message, event);
    expect(said, `${event} at ${new Date(now).toISOString()}`).toMatch(presentWords(event, state));
  }
}

/**
 * What is reported as a move is news to its channel: its last message about that event, but for one of the same
 * instant, was announced with another date.
 */
export function expectMovesToBeNews(arrivals: readonly Arrival[]): void {
  for (const [index, { message, truth, at }] of arrivals.entries()) {
    for (const { event, title } of message.cards) {
      if (!/ · .*(earlier|later|extended)/.test(title)) continue;
      const names = (other: Arrival) => other.at < at && other.message.cards.some((card) => card.event === event);
      const before = arrivals
        .slice(0, index)
        .findLast(names)
        ?.truth.get(event ?? '');
      if (before === undefined) continue;
      expect(truth.get(event ?? '')?.day, `${title} at ${new Date(at).toISOString()}`).not.toBe(before.day);
    }
  }
}

/** No moment is in two messages of a channel, and no two notices announce one revision of the list. */
export function expectNothingTwice(snapshot: Snapshot): void {
  const said = snapshot.arrivals.flatMap(({ id, channel }) => {
    const post = snapshot.posts.get(id);
    if (post === undefined) throw new Error('A message has no post.');
    const revisions = post.kind === 'notice' ? [`${channel} ${post.body.revision}`] : [];
    const moments = post.moments.filter((row) => isAnnounced(row, post.id, snapshot));
    return [
      id,
      ...revisions,
      ...moments.map((row) => `${channel} ${row.event} ${row.sourceDate} ${occasionName(row)}`),
    ];
  });
  expect(said.filter((one, index) => said.indexOf(one) !== index)).toEqual([]);
}

/**
 * A notice that announces a date stands for the reminder that the same change would add late beside it (product rule
 * 9).
 */
export function expectNoReminderBesideNotice(snapshot: Snapshot): void {
  const cards = snapshot.arrivals.flatMap(({ id, channel, message }) => {
    const post = snapshot.posts.get(id);
    const isNews = post?.kind === 'notice' ? / · .*(earlier|later|extended|date set|on again)/ : null;
    if (post === undefined || (isNews === null && !post.addedLate)) return [];
    const announced = message.cards.filter(({ title }) => isNews?.test(title) ?? true);
    return announced.map(({ event }) => ({ key: `${channel} ${post.due} ${event}`, kind: post.kind }));
  });
  const notices = new Set(cards.filter(({ kind }) => kind === 'notice').map(({ key }) => key));
  expect(cards.filter(({ key, kind }) => kind !== 'notice' && notices.has(key))).toEqual([]);
}

/** The dates that a message announced, by the ledger. */
export function announcedBy({ id }: Arrival, snapshot: Snapshot): MomentRow[] {
  const post = snapshot.posts.get(id)?.id;
  return snapshot.rows.filter((row) => row.post === post && row.state === 'sent');
}

function isAnnounced(row: MomentRow, post: string, snapshot: Snapshot): boolean {
  return snapshot.rows.some(
    (one) =>
      one.post === post &&
      one.state === 'sent' &&
      one.event === row.event &&
      one.sourceDate === row.sourceDate &&
      occasionName(one) === occasionName(row),
  );
}

/** Without the small print, which names other days: those of sources and reminders. */
function textOf({ title, description }: Card): string {
  const rows = (description ?? '').split('\n').filter((row) => !row.startsWith('-# '));
  return [title, ...rows].join('\n');
}

/** Whether a message of an event is corrected: its date is struck through, or a note stands in its place. */
function isStruck(message: Message | undefined, event: string): boolean {
  const cards = (message?.cards ?? []).filter((card) => card.event === event);
  return cards.some(({ description }) => /^(?:~~.*~~ → )?\*\*/.test(description ?? ''));
}

/** What a message says of an event: all but what is struck through. */
function saidOf(message: Message | undefined, event: string): string {
  const cards = (message?.cards ?? []).filter((card) => card.event === event);
  return cards
    .map(textOf)
    .join('\n')
    .replaceAll(/~~[^~]*~~/g, '');
}

function stands(state: State | undefined): state is State & { readonly day: number } {
  if (state === undefined || !state.listed || state.day === null) return false;
  return state.certainty !== 'cancelled' && state.certainty !== 'postponed';
}

function presentWords(event: string, state: State): RegExp {
  if (!state.listed) return /no longer listed/;
  if (state.certainty === 'cancelled') return /cancelled/i;
  if (state.certainty === 'postponed') return /postponed/i;
  return state.day === null ? /no date (?:now|set)/ : dateWords(event, state.day);
}
