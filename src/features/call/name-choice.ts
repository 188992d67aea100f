import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { cleanText, cutText } from '../../render/text/clean-text.ts';
import { formatDay } from '../../time/format.ts';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure */
const MAX_NAME = 100;

/**
 * How an event is offered while a name is typed: its title, and its first day where one is known. No markdown works here.
 * Never empty, since Discord would refuse all choices for one: a title of invisible signs gives way to the id.
 */
export function eventChoiceName(event: ListEvent, edges: readonly Edge[]): string {
  const [first] = edges;
  const day = first ? ` · ${formatDay(first.day, 'day-year')}` : '';
  const title = cleanText(event.title);
  return `${cutText(title === '' ? event.id : title, MAX_NAME - day.length)}${day}`;
}
