import type { ClaimDate } from '../../src/model/date.ts';
import type { Edge } from '../../src/model/edge.ts';
import type { Claim, EventId, ListEvent, Source } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { buildClaim, buildEvent } from './build-events.ts';

export const ILKHA: Source = { id: 'ilkha', name: 'ILKHA', fullName: 'Ilke Haber Ajansi', url: null };
export const AAM: Source = { id: 'aam', name: 'AAM', fullName: null, url: null };

/** A claim of ILKHA's without a date, unless given otherwise. */
export function claim(over: Partial<Claim> = {}): Claim {
  return buildClaim('ilkha', null, { source: ILKHA, ...over });
}

/** An event about which nothing is known, unless given otherwise. */
export function event(over: Partial<ListEvent> = {}): ListEvent {
  return buildEvent('an-event', [], {
    title: 'An event',
    phrase: 'an event',
    kind: 'talks',
    origin: { file: 'data/sample.yaml', line: 1 },
    ...over,
  });
}

export function day(role: ClaimDate['role'], named: string, approximate = false): ClaimDate {
  return { role, approximate, precision: 'day', day: named };
}

export function minute(named: string, role: ClaimDate['role'] = 'opens'): ClaimDate {
  return { role, approximate: false, precision: 'minute', minute: named };
}

export function month(named: string): ClaimDate {
  return { role: 'opens', approximate: false, precision: 'month', month: named };
}

export function range(from: string, through: string): ClaimDate {
  return { role: 'opens', approximate: false, precision: 'range', from, through };
}

/** Six entries of the shipped list, written by hand, so that these tests stand without the reader. */
const archive = { archive: true, knownUntil: '2025-10-23' };

export const TALKS = event({
  ...archive,
  id: 'malaysia-talks-2025',
  title: 'U.S.–China trade talks in Malaysia',
  phrase: 'the U.S.–China trade talks in Malaysia',
  plural: true,
  certaintyNote: 'U.S. Treasury Secretary Bessent confirmed the round (ILKHA). The exact day is open.',
  dateCertainty: 'expected',
  zone: 'Asia/Kuala_Lumpur',
  place: 'Kuala Lumpur',
  stakes: 'Tariff rollbacks, rare-earth licensing and enforcement are expected subjects (ILKHA).',
  claims: [
    claim({
      dates: 'the talks',
      date: day('opens', '2025-10-26', true),
      certainty: 'confirmed',
      says: 'next weekend, around 26 October; the talks themselves',
    }),
    claim({
      source: AAM,
      published: '2025-10-23',
      dates: "the delegation's stay",
      date: range('2025-10-24', '2025-10-27'),
      certainty: 'confirmed',
      says: "24–27 October for the delegation's stay, citing China's Ministry of Commerce",
    }),
  ],
  follow: { source: 'aam', reason: 'official and earliest (ours)' },
  lastVerified: '2025-10-23',
});

export const SUMMIT = event({
  ...archive,
  id: 'asean-summit-2025',
  title: 'ASEAN summit',
  phrase: 'ASEAN summit',
  kind: 'summit',
  certaintyNote: 'Summit confirmed; dates from one report.',
  dateCertainty: 'expected',
  zone: 'Asia/Kuala_Lumpur',
  place: 'Kuala Lumpur',
  claims: [
    claim({ certainty: 'confirmed', says: 'no dates; the talks around 26 October coincide with it' }),
    claim({
      source: AAM,
      published: '2025-10-23',
      dates: "the summit, or Trump's visit to it",
      date: range('2025-10-26', '2025-10-28'),
      certainty: 'confirmed',
      says: "26–28 October, in a sentence on Trump's visit",
    }),
  ],
  lastVerified: '2025-10-23',
});

export const APEC = event({
  ...archive,
  id: 'apec-2025',
  title: 'APEC forum',
  phrase: 'the APEC forum',
  kind: 'summit',
  certaintyNote: 'Forum confirmed; dates from one report.',
  zone: 'Asia/Seoul',
  place: 'South Korea',
  claims: [
    claim({ date: range('2025-10-31', '2025-11-01'), certainty: 'confirmed', says: '31 October to 1 November' }),
    claim({ source: AAM, published: '2025-10-23', certainty: 'confirmed', says: 'upcoming; gives no dates' }),
  ],
  lastVerified: '2025-10-23',
});

export const MEETING = event({
  ...archive,
  id: 'trump-xi-meeting-2025',
  title: 'Trump–Xi meeting at APEC',
  phrase: 'the Trump–Xi meeting at APEC',
  kind: 'meeting',
  certainty: 'tentative',
  certaintyNote: 'Disputed. ILKHA: it will be held. AAM, later: Trump hinted that he might cancel.',
  zone: 'Asia/Seoul',
  place: 'South Korea',
  claims: [
    claim({
      date: { role: 'opens', approximate: false, precision: 'during', event: 'apec-2025' },
      certainty: 'confirmed',
      says: 'will be held during APEC; day not given',
    }),
    claim({
      source: AAM,
      published: '2025-10-23',
      certainty: 'tentative',
      says: 'Trump hinted that he might cancel; no date',
    }),
  ],
  partOf: 'apec-2025',
  lastVerified: '2025-10-23',
});

export const TARIFF = event({
  ...archive,
  id: 'us-tariff-100-2025',
  title: '100% U.S. tariff on Chinese imports',
  phrase: 'a 100% U.S. tariff on Chinese imports',
  kind: 'tariff',
  certainty: 'threatened',
  certaintyNote: 'Trump has since called it not sustainable (ILKHA).',
  assumed: ['zone', 'hour'],
  place: 'U.S.',
  stakes: 'A 100% tariff on Chinese imports, and new export controls on key U.S. software (ILKHA).',
  claims: [
    claim({
      dates: 'the tariff',
      date: day('takes-effect', '2025-11-01'),
      certainty: 'threatened',
      says: 'from 1 November, with export controls on key U.S. software',
    }),
    claim({ source: AAM, published: '2025-10-23', certainty: 'threatened', says: 'reports the threat, gives no date' }),
  ],
  lastVerified: '2025-10-23',
});

export const TRUCE = event({
  ...archive,
  id: 'tariff-truce-expiry-2025',
  title: 'U.S.–China tariff truce',
  phrase: 'the U.S.–China tariff truce',
  kind: 'truce',
  certaintyNote: 'Confirmed as of 19 October (ILKHA). It may be extended.',
  place: 'U.S. and China',
  stakes:
    'Under the truce: U.S. 30%, China 10%. Before it: up to 145% and 125%. Which rates would return is not stated.',
  claims: [
    claim({
      dates: 'the truce',
      date: day('expires', '2025-11-10'),
      certainty: 'confirmed',
      says: 'extended through 10 November',
    }),
  ],
  dependsOn: ['malaysia-talks-2025'],
  lastVerified: '2025-10-19',
});

export const VISIT = event({
  ...archive,
  id: 'trump-china-visit-2026',
  title: 'Trump’s visit to China',
  phrase: "Trump's visit to China",
  kind: 'visit',
  certainty: 'tentative',
  zone: 'Asia/Shanghai',
  place: 'China',
  claims: [
    claim({
      date: { role: 'opens', approximate: false, precision: 'year', year: 2026 },
      says: 'planned for 2026; no day or month',
    }),
  ],
  dependsOn: ['malaysia-talks-2025'],
});

export const XI_VISIT = event({
  ...archive,
  id: 'xi-us-visit',
  title: 'Xi’s visit to the U.S.',
  phrase: "Xi's visit to the U.S.",
  kind: 'visit',
  certainty: 'tentative',
  place: 'U.S.',
  claims: [claim({ date: { role: 'opens', approximate: false, precision: 'none' }, says: 'possible, no date' })],
});

export const EVENTS: ReadonlyMap<EventId, ListEvent> = new Map(
  [TALKS, SUMMIT, APEC, MEETING, TARIFF, TRUCE, VISIT, XI_VISIT].map((entry) => [entry.id, entry]),
);

/** The one edge of an event of these tests. */
export function edgeOf(entry: ListEvent): Edge {
  const edge = deriveEdges(entry)[0];
  if (edge === undefined) throw new Error(`${entry.id} has no edge`);
  return edge;
}
