import { parseList, type ReadList } from '../../src/list/parse/parse-list.ts';
import type { EventList, ListEvent } from '../../src/model/event.ts';
import { problemLine } from '../../src/model/problem.ts';

export const HEAD = `covers: a list made for a test
sources:
  one: { name: One, fullName: Source One, url: https://example.org/one }
  two: { name: Two }
`;

/** One event as text, with what is given beside its id in place of the usual. */
export function eventText(id: string, more = '', date = '{ on: 2025-11-01 }'): string {
  return `  - id: ${id}
    title: The ${id}
    kind: talks
    certainty: confirmed
    zone: America/New_York
${more}    claims:
      - source: one
        published: 2025-10-19
        date: ${date}
`;
}

export function listText(...events: string[]): string {
  return `${HEAD}events:\n${events.join('')}`;
}

export function read(...texts: string[]): ReadList {
  return parseList(texts.map((text, index) => ({ name: `${index + 1}.yaml`, text })));
}

/** The list of texts that must be good; fails with the problems otherwise. */
export function goodList(...texts: string[]): EventList {
  const { list, problems } = read(...texts);
  if (list === null) throw new Error(problems.map(problemLine).join('\n'));
  return list;
}

export function onlyEvent(text: string): ListEvent {
  const [event, ...others] = goodList(text).events;
  if (event === undefined || others.length > 0) throw new Error('expected one event');
  return event;
}

/** A list of one date: a filing that closes at 12:15 UTC on 4 May 2026. */
export const FILING_LIST = `covers: One date
zone: UTC
sources:
  office: { name: Office }
events:
  - id: filing
    title: Filing
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:15 } }]
`;
