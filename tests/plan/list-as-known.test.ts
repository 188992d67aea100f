import { beforeAll, describe, expect, test } from 'vitest';
import type { EventList, ListEvent } from '../../src/model/event.ts';
import { compareLists, looksAlike } from '../../src/plan/changes/compare-events.ts';
import { listAsKnown, publicationDays, publicationSteps } from '../../src/plan/changes/list-as-known.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { readAutumn } from '../build/autumn-list.ts';
import { at, buildClaim, buildEvent, expires, opens } from '../build/build-events.ts';
import { dated } from './derive-all.ts';

function listOf(...events: ListEvent[]): EventList {
  const file = { file: 'test.yaml', covers: 'tests', knownUntil: null, archive: false, events: events.length };
  return { version: 'v', files: [file], events };
}

function find(list: EventList, id: string): ListEvent {
  const found = list.events.find((event) => event.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

describe('the list of autumn 2025', () => {
  let whole: EventList;
  let first: EventList;
  let second: EventList;
  beforeAll(() => {
    whole = readAutumn();
    first = listAsKnown(whole, '2025-10-19');
    second = listAsKnown(whole, '2025-10-23');
  });

  test('the list of autumn 2025 became known on two days', () => {
    expect(publicationDays(whole)).toEqual(['2025-10-19', '2025-10-23']);
    expect(listAsKnown(whole, '2025-10-18').events).toEqual([]);
  });

  test('the list of autumn 2025 on 19 October holds what ILKHA said, and nothing that only AAM reports', () => {
    expect(new Set(first.events.flatMap(({ claims }) => claims.map(({ source }) => source.id)))).toEqual(
      new Set(['ilkha']),
    );
    const missing = whole.events.filter(({ id }) => !first.events.some((event) => event.id === id));
    expect(missing.map(({ id }) => id)).toEqual(['section-301-2025', 'china-announces-talks-2025']);
  });

  test('no text of the list of autumn 2025 on 19 October names the later report, contrasts two, or gives what only it said', () => {
    const { files, events } = first;
    const leaked = JSON.stringify({ events, files }).match(
      /AAM|aam|2025-10-2[0347]|both reports|disputed|hinted|2[478]\b.{0,3}October|Ministry of Commerce announced/i,
    );
    expect(leaked).toBeNull();
    expect(events.filter(({ knownUntil }) => knownUntil !== '2025-10-19')).toEqual([]);
    expect(files.map(({ knownUntil, events: count }) => [knownUntil, count])).toEqual([['2025-10-19', 18]]);
    for (const { lastVerified } of events) expect(lastVerified).toBe('2025-10-19');
  });

  test.each([
    ['malaysia-talks-2025', 'certaintyNote', /Bessent confirmed/],
    ['malaysia-talks-2025', 'dateCertainty', /expected/],
    ['malaysia-talks-2025', 'stakes', /rare-earth licensing/],
    ['us-tariff-100-2025', 'certaintyNote', /not sustainable/],
    ['asean-summit-2025', 'summary', /19%/],
    ['trump-xi-meeting-2025', 'summary', /2019/],
    ['tariff-truce-expiry-2025', 'stakes', /145%/],
  ] as const)('on 19 October %s keeps its %s, which rests on ILKHA', (id, field, text) => {
    expect(find(first, id)[field]).toMatch(text);
  });

  test.each([
    ['asean-summit-2025', 'certaintyNote'],
    ['trump-xi-meeting-2025', 'certaintyNote'],
    ['port-fees-2025', 'certaintyNote'],
    ['port-fees-2025', 'summary'],
  ] as const)('on 19 October %s has no %s: it weighs the report to come', (id, field) => {
    expect(find(first, id)[field]).toBeNull();
    expect(find(second, id)[field]).not.toBeNull();
  });

  test('on 19 October the talks are around the 26th, the summit has no date, and the meeting will be held', () => {
    expect(deriveEdges(find(first, 'malaysia-talks-2025'))).toMatchObject([
      { sourceDate: '2025-10-26', reason: 'only claim', date: { approximate: true } },
    ]);
    expect(find(first, 'malaysia-talks-2025').follow).toBeNull();
    expect(deriveEdges(find(first, 'asean-summit-2025'))).toEqual([]);
    expect(find(first, 'trump-xi-meeting-2025').certainty).toBe('confirmed');
  });

  test('the list of autumn 2025 on 23 October is the list as it is', () => {
    expect(second.events.map(({ id }) => id)).toEqual(whole.events.map(({ id }) => id));
    for (const event of second.events) expect(looksAlike(event, find(whole, event.id)), event.id).toBe(true);
  });

  test('on 23 October the talks are earlier, the summit has its dates, the meeting is in doubt, and the rest is text', () => {
    const changes = compareLists(dated(first.events), dated(second.events));
    const loud = changes.filter(({ kind }) => kind !== 'text only');
    expect(loud.map(({ event, kind, edge }) => [event, kind, edge])).toEqual([
      ['malaysia-talks-2025', 'earlier', 'opens'],
      ['asean-summit-2025', 'became exact', 'opens'],
      ['trump-xi-meeting-2025', 'became tentative', null],
      ['section-301-2025', 'new', null],
      ['china-announces-talks-2025', 'new', null],
    ]);
    expect(loud[0]).toMatchObject({
      before: { sourceDate: '2025-10-26', source: 'ILKHA' },
      after: { sourceDate: '2025-10-24', source: 'AAM' },
    });
    expect(loud[2]).toMatchObject({ certaintyBefore: 'confirmed', certaintyAfter: 'tentative' });
  });

  test('the list of autumn 2025 arrives at 12:00 UTC of each of its days, after the state it begins with', () => {
    const steps = (from: string, to: string) =>
      [...publicationSteps(whole, at(from), at(to))].map(({ at: instant, list }) => [instant, list.events.length]);
    const [nineteenth, twentyThird] = [at('2025-10-19T12:00:00Z'), at('2025-10-23T12:00:00Z')];
    expect(steps('2025-10-19T00:00:00Z', '2025-11-12T00:00:00Z')).toEqual([
      [at('2025-10-19T00:00:00Z'), 0],
      [nineteenth, 18],
      [twentyThird, 20],
    ]);
    expect(steps('2025-10-19T12:00:00Z', '2025-10-23T11:59:59Z')).toEqual([[nineteenth, 18]]);
    expect(steps('2025-10-19T12:00:00Z', '2025-10-23T12:00:00Z')).toEqual([
      [nineteenth, 18],
      [twentyThird, 20],
    ]);
    expect(steps('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toEqual([[at('2026-01-01T00:00:00Z'), 20]]);
  });

  test('the list of autumn 2025 has a version of its own on each day, without a blank, and one day is always the same', () => {
    expect(first.version).not.toBe(second.version);
    expect(first.version).not.toMatch(/\s/);
    expect(listAsKnown(whole, '2025-10-19')).toEqual(first);
    expect(listAsKnown(listAsKnown(whole, '2025-10-23'), '2025-10-19').events).toEqual(first.events);
  });
});

describe('an event as it was known', () => {
  const early = buildClaim('early', opens('2025-11-05'), { published: '2025-10-01', certainty: 'expected' });
  const late = buildClaim('late', opens('2025-11-04'), { published: '2025-10-20', certainty: 'cancelled' });
  const known = (event: ListEvent, day: string) => find(listAsKnown(listOf(event), day), event.id);

  test('an event as it was known has no outcome before its day, and is as sure as the claims were', () => {
    const outcome = { what: 'Held.', day: '2025-11-05', source: null };
    const event = buildEvent('e', [early], {
      outcome,
      certainty: 'done',
      certaintyFrom: 'early',
      lastVerified: '2025-11-06',
    });
    expect(known(event, '2025-11-04')).toMatchObject({
      outcome: null,
      certainty: 'expected',
      lastVerified: '2025-10-01',
    });
    expect(known(event, '2025-11-05')).toMatchObject({ outcome, certainty: 'done' });
    expect(publicationDays(listOf(event))).toEqual(['2025-10-01', '2025-11-05']);
  });

  test('an event as it was known keeps its note and how sure its date was from the day of the source they rest on, whatever its outcome', () => {
    const event = buildEvent('e', [early, late], {
      outcome: { what: 'Held.', day: '2025-11-05', source: null },
      certainty: 'done',
      certaintyNote: 'Bessent confirmed it.',
      dateCertainty: 'expected',
      certaintyFrom: 'early',
    });
    const kept = { certaintyNote: 'Bessent confirmed it.', dateCertainty: 'expected' };
    expect(known(event, '2025-10-01')).toMatchObject({ ...kept, certainty: 'expected' });
    expect(known(event, '2025-11-04')).toMatchObject({ ...kept, certainty: 'cancelled' });
    expect(known(event, '2025-11-05')).toMatchObject({ ...kept, certainty: 'done' });
    expect(known({ ...event, certaintyFrom: 'late' }, '2025-10-01')).toMatchObject({
      certaintyNote: null,
      dateCertainty: null,
    });
  });

  test('an event as it was known has an outcome without a day from the day it was last checked', () => {
    const outcome = { what: 'Held.', day: null, source: null };
    const event = buildEvent('e', [early], { outcome, lastVerified: '2025-11-06' });
    expect(known(event, '2025-11-05').outcome).toBeNull();
    expect(known(event, '2025-11-06').outcome).toEqual(outcome);
  });

  test('an event as it was known is not cancelled before the claim that says so, and tentative where no claim known says how sure', () => {
    const event = buildEvent('e', [early, late], { certainty: 'cancelled', certaintyNote: 'Off.', summary: 'Is off.' });
    expect(known(event, '2025-10-19')).toMatchObject({ certainty: 'expected', certaintyNote: null, summary: null });
    expect(known(event, '2025-10-20')).toMatchObject({ certainty: 'cancelled', certaintyNote: 'Off.' });
    const unsaid = buildEvent('e', [{ ...early, certainty: null }, late], { certainty: 'cancelled' });
    expect(known(unsaid, '2025-10-19').certainty).toBe('tentative');
  });

  test('an event as it was known takes its certainty from the newest credible claim', () => {
    const doubted = { ...late, published: '2025-10-10', credible: false, doubt: 'a joke' };
    const event = buildEvent('e', [early, doubted, late], { certainty: 'cancelled' });
    expect(known(event, '2025-10-15').certainty).toBe('expected');
  });

  test('an event as it was known links, and hangs its dates, only on events that are known', () => {
    const during = { role: 'opens', approximate: false, precision: 'during', event: 'later' } as const;
    const event = buildEvent('e', [{ ...early, date: during }], {
      dependsOn: ['later', 'other'],
      unless: ['later'],
      supersedes: ['later'],
      partOf: 'later',
    });
    const other = buildEvent('other', [early]);
    const later = buildEvent('later', [late]);
    const on = (day: string) => find(listAsKnown(listOf(event, other, later), day), 'e');
    expect(on('2025-10-19')).toMatchObject({
      dependsOn: ['other'],
      unless: [],
      supersedes: [],
      partOf: null,
      claims: [{ date: null }],
    });
    expect(on('2025-10-20')).toMatchObject({
      dependsOn: ['later', 'other'],
      partOf: 'later',
      claims: [{ date: during }],
    });
  });

  test('an event as it was known has of its history what its known sources report', () => {
    const step = (claim: typeof early | null) => ({ label: 'a step', day: null, source: claim?.source ?? null });
    const claims = [{ ...early, date: expires('2025-11-10') }, late];
    const event = buildEvent('e', claims, { history: [step(early), step(late), step(null)] });
    expect(known(event, '2025-10-19').history).toEqual([step(early)]);
    expect(known(event, '2025-10-20').history).toHaveLength(3);
  });
});
