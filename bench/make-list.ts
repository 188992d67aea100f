import { parseList } from '../src/list/parse/parse-list.ts';
import type { EventList } from '../src/model/event.ts';
import { problemLine } from '../src/model/problem.ts';
import { addDays } from '../src/time/local.ts';
import { pickOne, seededRandom } from './seeded-random.ts';

/** The first day of the list; with a thousand events the last lies 500 days later. */
const FIRST_DAY = '2025-07-14';
const KINDS = ['talks', 'summit', 'tariff', 'filing', 'visit'] as const;
const HOME_ZONES = ['America/New_York', 'Asia/Shanghai', 'Europe/Brussels', 'Asia/Seoul', 'UTC'] as const;

/** What made-up events are about; subscriptions name some of them. */
export const TOPICS = ['tariffs', 'filings', 'talks', 'chips', 'steel', 'rare-earths', 'soy', 'ports'] as const;

/** A list as people write it: days, ranges, deadlines and minutes, two a day, in several zones. Seeded. */
export function madeListText(count: number): string {
  const random = seededRandom(count);
  const events = Array.from({ length: count }, (_, index) => {
    const day = addDays(FIRST_DAY, Math.floor(index / 2));
    const date = pickOne(
      [`on: ${day}`, `on: ${day}`, `starting: ${day}`, `through: ${day}`, `closes: ${day} 17:00`],
      random,
    );
    const topics = [...new Set([pickOne(TOPICS, random), pickOne(TOPICS, random)])];
    return `  - id: made-up-${index}
    title: Made-up event number ${index}
    kind: ${pickOne(KINDS, random)}
    certainty: ${pickOne(['confirmed', 'expected', 'threatened'], random)}
    zone: ${pickOne(HOME_ZONES, random)}
    topics: [${topics.join(', ')}]
    summary: What event ${index} is about, in a sentence, so that there is some text to read.
    claims:
      - source: example
        published: ${FIRST_DAY}
        date: { ${date} }
        says: on ${day}
    lastVerified: ${FIRST_DAY}
`;
  });
  return `covers: made up, to measure\nsources:\n  example: { name: Example }\nevents:\n${events.join('')}`;
}

/** That list, read by the program's own reader. */
export function madeList(count: number): EventList {
  const { list, problems } = parseList([{ name: 'made-up.yaml', text: madeListText(count) }]);
  if (list === null) throw new Error(problems.map(problemLine).join('\n'));
  return list;
}
