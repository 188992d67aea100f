import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readList } from '../../src/list/parse/read-list.ts';
import type { ClaimDate } from '../../src/model/date.ts';
import type { EventList, ListEvent } from '../../src/model/event.ts';

const DATA = join(import.meta.dirname, '../../data');

/** A claimed date as a reader of the facts would note it; `silent` where the source gives none. */
function noted(date: ClaimDate | null): string {
  if (date === null) return 'silent';
  const around = date.approximate ? 'around ' : '';
  switch (date.precision) {
    case 'minute':
      return `${around}${date.role} ${date.minute}`;
    case 'day':
      return `${around}${date.role} ${date.day}`;
    case 'range':
      return `${around}${date.role} ${date.from} to ${date.through}`;
    case 'month':
      return `${around}${date.month}`;
    case 'year':
      return `${around}${date.year}`;
    case 'during':
      return `${around}during ${date.event}`;
    case 'none':
      return 'no date set';
  }
}

// From the two reports, by hand: id, certainty, zone, then each source with its date. A is ILKHA, B is AAM.
const FACTS: readonly (readonly [string, string, string, string, string])[] = [
  [
    'malaysia-talks-2025',
    'confirmed',
    'Asia/Kuala_Lumpur',
    'around opens 2025-10-26',
    'opens 2025-10-24 to 2025-10-27',
  ],
  ['asean-summit-2025', 'confirmed', 'Asia/Kuala_Lumpur', 'silent', 'opens 2025-10-26 to 2025-10-28'],
  ['apec-2025', 'confirmed', 'Asia/Seoul', 'opens 2025-10-31 to 2025-11-01', 'silent'],
  ['trump-xi-meeting-2025', 'tentative', 'Asia/Seoul', 'during apec-2025', 'silent'],
  ['us-tariff-100-2025', 'threatened', 'America/New_York', 'takes-effect 2025-11-01', 'silent'],
  ['tariff-truce-expiry-2025', 'confirmed', 'America/New_York', 'expires 2025-11-10', '-'],
  ['trump-china-visit-2026', 'tentative', 'Asia/Shanghai', '2026', '-'],
  ['xi-us-visit', 'tentative', 'America/New_York', 'no date set', '-'],
  ['tariff-escalation-2025', 'done', 'America/New_York', '2025', '-'],
  ['geneva-talks-2025', 'done', 'Europe/Zurich', '2025-05', '-'],
  ['london-talks-2025', 'done', 'Europe/London', '2025-06', '-'],
  ['stockholm-talks-2025', 'done', 'Europe/Stockholm', '2025-07', '-'],
  ['madrid-talks-2025', 'done', 'Europe/Madrid', '2025-09', '-'],
  ['rare-earth-controls-2025', 'done', 'Asia/Shanghai', 'announced 2025-10-09', '2025-10'],
  ['tariff-threat-announced-2025', 'done', 'America/New_York', 'announced 2025-10-11', 'silent'],
  ['port-fees-2025', 'confirmed', 'America/New_York', 'takes-effect 2025-10-14', 'silent'],
  ['section-301-2025', 'tentative', 'America/New_York', '-', 'silent'],
  ['imf-world-bank-2025', 'done', 'America/New_York', 'around 2025-10', '-'],
  ['bessent-he-call-2025', 'done', 'America/New_York', 'opens 2025-10-18', 'silent'],
  ['china-announces-talks-2025', 'done', 'Asia/Shanghai', '-', 'announced 2025-10-23'],
];

describe('the shipped list', () => {
  let list: EventList;
  const event = (id: string): ListEvent => {
    const found = list.events.find((each) => each.id === id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };

  beforeAll(async () => {
    const result = await readList(DATA);
    expect(result.problems).toEqual([]);
    if (result.list === null) throw new Error('no list');
    list = result.list;
  });

  test('the shipped list is one archive file whose makers knew nothing after 23 October 2025', () => {
    expect(list.files.map(({ archive, knownUntil, events }) => ({ archive, knownUntil, events }))).toEqual([
      { archive: true, knownUntil: '2025-10-23', events: 20 },
    ]);
  });

  test('the shipped list holds every row of the facts, and no other', () => {
    expect(list.events.map(({ id }) => id).sort()).toEqual(FACTS.map(([id]) => id).sort());
  });

  test.each(FACTS)(
    'the shipped list has of %s certainty, zone and what each source says of the date as reported',
    (id, certainty, zone, a, b) => {
      const { claims, ...found } = event(id);
      const by = (source: string) =>
        claims.filter((claim) => claim.source.id === source).map(({ date }) => noted(date));
      expect([found.certainty, found.zone]).toEqual([certainty, zone]);
      expect(by('ilkha')).toEqual(a === '-' ? [] : [a]);
      expect(by('aam')).toEqual(b === '-' ? [] : [b]);
    },
  );

  test('the shipped list names its two sources in full, with the day each was published and no invented address', () => {
    for (const { claims } of list.events) {
      for (const { source, published, url } of claims) {
        expect([url, source.url]).toEqual([null, null]);
        expect([source.name, published]).toEqual(
          source.id === 'ilkha' ? ['ILKHA', '2025-10-19'] : ['AAM', '2025-10-23'],
        );
      }
    }
    expect(event('apec-2025').claims.map(({ source }) => source.fullName)).toEqual([
      'Ilke Haber Ajansi',
      'AAM Web Desk (AAM News Hub)',
    ]);
  });

  test('the shipped list says that the two sources date different things for the talks, and which of them reminders follow', () => {
    const { claims, follow, dateCertainty } = event('malaysia-talks-2025');
    expect(claims.map(({ dates }) => dates)).toEqual(['the talks', "the delegation's stay"]);
    expect(claims[1]?.says).toContain("citing China's Ministry of Commerce");
    expect(follow).toEqual({ source: 'aam', reason: 'official and earliest (ours)' });
    expect(dateCertainty).toBe('expected');
  });

  test("the shipped list says what is our assumption and not the source's", () => {
    const assumed = list.events
      .filter((each) => each.assumed.length > 0)
      .map((each) => `${each.id}: ${each.assumed.join(' and ')}`);
    expect(assumed.sort()).toEqual([
      'bessent-he-call-2025: zone',
      'port-fees-2025: zone and hour',
      'section-301-2025: zone',
      'tariff-escalation-2025: zone',
      'tariff-threat-announced-2025: zone',
      'tariff-truce-expiry-2025: zone',
      'us-tariff-100-2025: zone and hour',
      'xi-us-visit: zone',
    ]);
  });

  test('the shipped list links what hangs together', () => {
    expect(event('trump-xi-meeting-2025').partOf).toBe('apec-2025');
    for (const id of ['tariff-truce-expiry-2025', 'trump-china-visit-2026', 'xi-us-visit']) {
      expect(event(id).dependsOn).toEqual(['malaysia-talks-2025']);
    }
  });

  test('the shipped list doubts only the one report that the facts call doubtful', () => {
    const doubted = list.events.filter(({ claims }) => claims.some(({ credible }) => !credible));
    expect(doubted.map(({ id }) => id)).toEqual(['section-301-2025']);
  });

  test('the shipped list was last verified when its newest claim was published', () => {
    for (const { lastVerified, claims } of list.events) {
      expect(lastVerified).toBe(
        claims
          .map(({ published }) => published)
          .sort()
          .at(-1),
      );
    }
  });

  test.each([
    ['us-tariff-100-2025', 'stakes', /100%.*software/],
    ['tariff-truce-expiry-2025', 'stakes', /U\.S\. 30%, China 10%.*145% and 125%.*not stated/],
    ['rare-earth-controls-2025', 'summary', /12 of the 17.*holmium, erbium, thulium, europium and ytterbium.*0\.1%/],
    ['asean-summit-2025', 'summary', /19%/],
    ['imf-world-bank-2025', 'summary', /G7 finance ministers/],
    ['bessent-he-call-2025', 'summary', /Greer/],
  ] as const)('the shipped list holds for %s in its %s the figures of the report', (id, field, figures) => {
    expect(event(id)[field]).toMatch(figures);
  });

  test('the shipped list keeps phrases short enough for a lock screen', () => {
    for (const { phrase } of list.events) expect(phrase.length).toBeLessThanOrEqual(60);
  });
});
