import { isCalledOff, type ListEvent } from '../../model/event.ts';
import { foldText } from '../../model/nearest-word.ts';
import type { EventFilter } from '../../model/subscription.ts';

/** Whether a filter lets an event through: it passes every part and is not muted. */
export function wantsEvent(filter: EventFilter, event: ListEvent): boolean {
  return passesFilter(filter, event) && !isMuted(filter, event.id);
}

/**
 * The same, whether it is muted or not. Of topics and regions an event needs any one; of kinds, certainties,
 * importances and single events its own must be named; `null`, or a part left out, lets all through, and an empty list none.
 */
export function passesFilter(filter: EventFilter, event: ListEvent): boolean {
  const { topics, kinds, regions, certainties, importances, words, events } = filter;
  // A person's few events come first: they rule out nearly all of a long list at once.
  if (events != null && !events.includes(event.id)) return false;
  if (kinds !== null && !kinds.includes(event.kind)) return false;
  if (certainties != null && !certainties.includes(event.certainty)) return false;
  if (importances != null && !importances.includes(event.importance ?? 'normal')) return false;
  if (topics !== null && !topics.some((wanted) => event.topics.includes(wanted))) return false;
  if (regions != null && !regions.some((wanted) => event.regions.includes(wanted))) return false;
  return words === undefined || matchesWords(words, event);
}

/** Whether somebody has muted this one event: its reminders end as `muted`, and its changes are not reported. */
export function isMuted(filter: EventFilter, event: string): boolean {
  return filter.muted?.includes(event) ?? false;
}

/** Why an event brings no more reminders; `null` while its dates count. */
export function restsBecause(event: ListEvent): 'event cancelled' | 'event postponed' | 'event over' | null {
  if (isCalledOff(event.certainty)) return `event ${event.certainty}`;
  return event.certainty === 'done' || event.outcome !== null ? 'event over' : null;
}

type Words = NonNullable<EventFilter['words']>;

/** Scripts without spaces between words: there a word is found anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Whether an event contains any word of `allow` (none: all events do) in any of its texts, and none of `block` in its
 * title, phrase or id: what an event is about may be found anywhere, but a word in passing must not cost a reminder.
 * Case and accents do not matter. A word fits where a word of the text begins with it: `tariff` finds "tariffs", `art`
 * does not find "start". Several words in one are found side by side.
 */
function matchesWords({ allow, block }: Words, event: ListEvent): boolean {
  const names = [event.title, event.phrase, event.id];
  const blocked = foldWords(block);
  if (blocked.length > 0 && blocked.some(holdsIn(names))) return false;
  const allowed = foldWords(allow);
  const { summary, stakes, place, topics, regions, kind } = event;
  return allowed.length === 0 || allowed.some(holdsIn([...names, summary, stakes, place, kind, ...topics, ...regions]));
}

function holdsIn(parts: readonly (string | null)[]): (word: string) => boolean {
  // Two spaces keep the last word of one text and the first of the next from being neighbours.
  const text = parts.map((part) => ` ${foldText(part ?? '')}`).join(' ');
  return (word) => text.includes(UNSPACED.test(word) ? word : ` ${word}`);
}

/** Words of nothing but punctuation fold to nothing, and would fit everything: they are left out. */
function foldWords(words: readonly string[]): readonly string[] {
  return words.map(foldText).filter((word) => word !== '');
}
