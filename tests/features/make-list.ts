import type { ClaimDate, LocalDay } from '../../src/model/date.ts';
import type { Claim, EventList, ListEvent } from '../../src/model/event.ts';

const SOURCE = { id: 'gazette', name: 'Gazette', fullName: null, url: null };

/** A date on which something opens. */
export function opensOn(day: LocalDay): ClaimDate {
  return { role: 'opens', approximate: false, precision: 'day', day };
}

/** A date through which something holds. */
export function through(day: LocalDay): ClaimDate {
  return { role: 'expires', approximate: false, precision: 'day', day };
}

/** A claim of the one source of these lists. */
export function claim(date: ClaimDate | null, changes: Partial<Claim> = {}): Claim {
  return {
    source: SOURCE,
    published: '2030-01-01',
    dates: null,
    date,
    certainty: null,
    says: null,
    url: null,
    credible: true,
    doubt: null,
    ...changes,
  };
}

/** A made-up event, confirmed, in UTC. */
export function makeEvent(id: string, date: ClaimDate | null, changes: Partial<ListEvent> = {}): ListEvent {
  return {
    id,
    title: `Event ${id}`,
    phrase: `event ${id}`,
    kind: 'talks',
    certainty: 'confirmed',
    certaintyNote: null,
    dateCertainty: null,
    zone: 'UTC',
    assumed: [],
    place: null,
    opensAt: null,
    topics: ['trade'],
    regions: [],
    summary: null,
    stakes: null,
    claims: [claim(date)],
    follow: null,
    dependsOn: [],
    partOf: null,
    supersedes: [],
    lastVerified: null,
    outcome: null,
    history: [],
    unless: [],
    origin: { file: 'data/made-up.yaml', line: 1 },
    archive: false,
    knownUntil: null,
    ...changes,
  };
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
