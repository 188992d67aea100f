import type { Instant } from '../../model/date.ts';
import { foldText, likeness } from '../../model/nearest-word.ts';
import type { ListedEvent, ListIndex } from './index-list.ts';
import { orderEvents } from './order-events.ts';

/**
 * The events whose title or id contains every word of `typed`, in any order, whatever their case and accents: soonest
 * ahead first, then those under way and undated, then past ones, newest first.
 */
export function findEvents(index: ListIndex, typed: string, now: Instant, limit: number): ListedEvent[] {
  const words = foldText(typed).split(' ');
  const { ahead, running, open, past } = orderEvents(index, now);
  const found: ListedEvent[] = [];
  for (const part of [ahead.map((entry) => entry.listed), running, open, past]) {
    for (const listed of part) {
      if (found.length >= limit) return found;
      if (words.every((word) => listed.search.includes(word))) found.push(listed);
    }
  }
  return found;
}

/** The event meant by a name: its id, else its title, else the only one that the words fit; `null` when unclear. */
export function findEvent(index: ListIndex, name: string, now: Instant): ListedEvent | null {
  const known = index.byId.get(name.trim());
  if (known) return known;
  const wanted = foldText(name);
  if (wanted === '') return null;
  const titled = findEvents(index, name, now, index.byId.size);
  const exact = titled.filter((listed) => foldText(listed.event.title) === wanted);
  const [only, second] = exact.length > 0 ? exact : titled;
  return only !== undefined && second === undefined ? only : null;
}

/** The events whose names are closest to the typed text, closest first. */
export function nearestEvents(index: ListIndex, typed: string, now: Instant, limit: number): ListedEvent[] {
  const fitting = findEvents(index, typed, now, limit);
  if (fitting.length > 0) return fitting;
  const wanted = foldText(typed);
  return [...index.byId.values()]
    .map((listed) => ({ listed, score: likeness(wanted, listed.search) }))
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ listed }) => listed);
}

/** The known words closest to an unknown one, closest first; for topics and kinds. */
export function nearestWords(known: readonly string[], typed: string, limit: number): string[] {
  const wanted = foldText(typed);
  const scored = known
    .map((word) => ({ word, folded: foldText(word) }))
    .map(({ word, folded }) => ({ word, score: folded.includes(wanted) ? 1 : likeness(wanted, folded) }))
    .sort((a, b) => b.score - a.score);
  // Besides a good match a middling one only distracts.
  const least = Math.max(0.5, (scored[0]?.score ?? 0) * 0.8);
  return scored
    .filter(({ score }) => score >= least)
    .slice(0, limit)
    .map(({ word }) => word);
}
