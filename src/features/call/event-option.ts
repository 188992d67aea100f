import { findEvent, findEvents, nearestEvents } from '../../list/index/find-events.ts';
import type { ListedEvent, ListIndex } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import { CHOICE_TEXT_MAX, CHOICES_MAX } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { foldText } from '../../model/nearest-word.ts';
import { cleanText, shorten } from '../../render/text/escape-text.ts';
import { formatDay } from '../../time/local.ts';
import { type Choice, CommandQuestion, CommandRefusal, type OptionShape } from './command.ts';
import type { CommandContext } from './context.ts';
import { quotedTyped, shownTyped } from './refuse.ts';
import { callText } from './words.ts';

/** Most events offered as what a name may mean; more than four are a select. */
const OFFERED = 10;

/** The option that names the event a command is about. */
export const EVENT_OPTION = {
  name: 'event',
  description: callText('optionEvent'),
  type: 'string',
  required: true,
  maxLength: 200,
  autocomplete: true,
} as const satisfies OptionShape;

/**
 * The event that the option of that name means. Asks back where a name fits several events or is near one, and refuses a name
 * that is like none.
 */
export function requireEvent(
  name: string,
  index: ListIndex,
  now: Instant,
  option: string = EVENT_OPTION.name,
): ListedEvent {
  const listed = findEvent(index, name, now);
  if (listed !== null) return listed;
  const near = foldText(name) === '' ? [] : nearestEvents(index, name, now, OFFERED);
  if (near.length === 0) throw new CommandRefusal(callText('unknownEvent', { name: shownTyped(name) }));
  const fits = findEvents(index, name, now, 1).length > 0;
  const question = callText(fits ? 'whichEvent' : 'nearEvent', { name: quotedTyped(name) });
  throw new CommandQuestion(question, option, near.map(choiceOf));
}

function choiceOf({ event, edges }: ListedEvent): Choice {
  return { name: eventChoiceName(event, edges), value: event.id };
}

/** Events to offer for the typed text, soonest first. */
export function completeEvent(typed: string, index: ListIndex, now: Instant): Choice[] {
  return findEvents(index, typed, now, CHOICES_MAX).map(choiceOf);
}

/** The event of a press or a choice. Refuses one that the list no longer has. */
export function requireListed(id: string | undefined, context: CommandContext): ListedEvent {
  const listed = context.index().byId.get(id ?? '');
  if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
  return listed;
}

/**
 * The name of an event while one is typed: its title, and its first day where one is known. No markdown works here.
 * Never empty, since Discord would refuse all choices for one: a title of invisible characters gives way to the id.
 */
export function eventChoiceName(event: ListEvent, edges: readonly Edge[]): string {
  const [first] = edges;
  const day = first ? ` · ${formatDay(first.day, 'day-year')}` : '';
  const title = cleanText(event.title);
  return `${shorten(title === '' ? event.id : title, CHOICE_TEXT_MAX - day.length)}${day}`;
}
