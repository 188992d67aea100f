import { parseList } from '../src/list/parse/parse-list.ts';
import type { EventId, EventList } from '../src/model/event.ts';
import { parseLead } from '../src/model/lead.ts';
import { problemLine } from '../src/model/problem.ts';
import type { Recurring } from '../src/model/recurring.ts';
import { ofGuild } from '../src/model/subscription.ts';
import type { Registry } from '../src/outbox/registry.ts';
import { toIso } from '../src/time/world.ts';

/** 200 of them lie within the day ahead for which an agenda always stands. */
const EVERY_MS = 5 * 60_000;

/** The event of that number, from 0, and its minute: one every five minutes after `start`, a whole minute. */
export function dueEvent(start: number, index: number): { readonly id: EventId; readonly due: number } {
  return { id: `due-${index}`, due: start + (index + 1) * EVERY_MS };
}

/** A list of so many of them. */
export function dueList(start: number, count: number): EventList {
  const known = toIso(start).slice(0, 10);
  const events = Array.from({ length: count }, (_, index) => {
    const { id, due } = dueEvent(start, index);
    return `  - id: ${id}
    title: Filing ${index}
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: ${known}, date: { closes: ${toIso(due).slice(0, 16).replace('T', ' ')} } }]
    lastVerified: ${known}
`;
  });
  const text = `covers: made up, to measure\nzone: UTC\nsources:\n  office: { name: Office }\nevents:\n${events.join('')}`;
  const { list, problems } = parseList([{ name: 'due.yaml', text }]);
  if (list === null) throw new Error(problems.map(problemLine).join('\n'));
  return list;
}

/** Each of these channels wants every event at its minute, and a digest at eight. */
export async function subscribeToAll(
  registry: Registry,
  places: readonly Pick<Recurring, 'guild' | 'channel'>[],
  since: number,
): Promise<void> {
  const at = parseLead('at');
  if (at === null) throw new Error('The lead "at" is not known.');
  const chosen = { role: null, pingFor: ['confirmed'], madeBy: 'command', paused: null, since } as const;
  for (const place of places) {
    const subscription = { owner: ofGuild(place.guild), channel: place.channel, filter: { topics: null, kinds: null } };
    await registry.putSubscription({ ...subscription, ...chosen, leads: [at] });
    await registry.putRecurring({ ...place, kind: 'daily', time: '08:00', weekday: null, since, paused: null });
  }
}
