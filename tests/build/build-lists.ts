import type { ClaimDate } from '../../src/model/date.ts';
import type { Claim, EventList, ListEvent } from '../../src/model/event.ts';
import { buildClaim, buildEvent } from './build-events.ts';

const SOURCE = { id: 'gazette', name: 'Gazette', fullName: null, url: null };

/** A claim of the one source of these lists. */
export function claim(date: ClaimDate | null, changes: Partial<Claim> = {}): Claim {
  return buildClaim('gazette', date, { source: SOURCE, published: '2030-01-01', ...changes });
}

/** A made-up event, confirmed, in UTC. */
export function makeEvent(id: string, date: ClaimDate | null, changes: Partial<ListEvent> = {}): ListEvent {
  return buildEvent(id, [claim(date)], {
    title: `Event ${id}`,
    phrase: `event ${id}`,
    kind: 'talks',
    zone: 'UTC',
    topics: ['trade'],
    origin: { file: 'data/made-up.yaml', line: 1 },
    ...changes,
  });
}

/** A list of made-up events in one file. */
export function makeList(events: readonly ListEvent[], version = 'made-up'): EventList {
  const file = {
    file: 'data/made-up.yaml',
    covers: 'Made up',
    knownUntil: null,
    archive: false,
    events: events.length,
  };
  return { version, files: [file], events };
}

/** Text that would do harm if it were not escaped. */
export const HOSTILE = '@everyone **x** [y](https://evil.example) <@&666> <t:0:R> `code` ||z||';
