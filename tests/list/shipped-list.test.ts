import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readList } from '../../src/list/parse/read-list.ts';
import type { Claim, ListEvent } from '../../src/model/event.ts';
import { listAsKnown } from '../../src/plan/changes/list-as-known.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { resolveAfter } from '../../src/plan/claims/resolve-after.ts';
import { firstSentences } from '../../src/render/text/escape-text.ts';
import { runAtOnce } from '../../src/time/machine.ts';
import { call } from '../build/build-calls.ts';
import { makeContext } from '../build/command-context.ts';
import { run } from '../build/run-command.ts';

const DATA = join(import.meta.dirname, '../../data');
const { list: read, problems } = readList(DATA);
if (read === null) throw new Error(JSON.stringify(problems));
const list = read;
const claims = list.events.flatMap((event) => event.claims.map((claim) => ({ event, claim })));

function find(id: string, events: readonly ListEvent[] = list.events): ListEvent {
  const found = events.find((event) => event.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

/** The anchors of an event as it was known on a day, as ISO instants. */
function anchorsOn(day: string, id: string): string[] {
  return deriveEdges(find(id, listAsKnown(list, day).events)).map(({ anchor }) => new Date(anchor).toISOString());
}

/** What each file says above its events. */
const heads = readdirSync(DATA)
  .filter((name) => name.startsWith('us-china'))
  .map((name) => readFileSync(join(DATA, name), 'utf8').split('\nevents:')[0] ?? '');
const addressOf = ({ url, source }: Claim) => url ?? source.url;

describe('where the shipped lists have it from', () => {
  test('the shipped lists have no problem and nothing to warn of', () => {
    expect(problems).toEqual([]);
    expect(list.files.map(({ archive, knownUntil }) => [archive, knownUntil])).toEqual([
      [true, '2026-10-10'],
      [true, '2026-10-10'],
      [false, '2026-10-10'],
    ]);
  });

  test('every claim of the shipped lists has an address that a reader can open, or its file says that there is none', () => {
    const without = claims.filter(({ claim }) => !/^https:\/\/[^/]+\//.test(addressOf(claim) ?? ''));
    expect(new Set(without.map(({ claim }) => claim.source.id))).toEqual(new Set(['ilkha', 'aam']));
    expect(heads[0]?.replaceAll('\n# ', ' ')).toContain('No address is known for either report, so none is given.');
  });

  test('both first reports stand in the shipped lists as they were, without an address', () => {
    for (const [source, published, count] of [
      ['ilkha', '2025-10-19', 18],
      ['aam', '2025-10-23', 11],
    ] as const) {
      const own = claims.map(({ claim }) => claim).filter((claim) => claim.source.id === source);
      expect(own).toHaveLength(count);
      for (const claim of own) expect([claim.published, addressOf(claim)]).toEqual([published, null]);
    }
  });
});

// Pages that were not opened when the lists were written: known only by what others quote of them.
const UNOPENED =
  /nbcnews\.com|sohu\.com|www\.news\.cn|\/\/ustr\.gov|govinfo\.gov|taxnews\.ey|taxprofblog|aljazeera\.com|bloomberg\.com|whitehouse\.gov|cbsnews\.com/;
const isUnopened = (claim: Claim) => UNOPENED.test(addressOf(claim) ?? '');

describe('what the shipped lists know from pages that nobody opened', () => {
  test('the files name as such all sources whose pages nobody opened', () => {
    const marked = heads.flatMap((head) => {
      const [, below = ''] = head.split('these pages were not opened.\n');
      return [...below.matchAll(/^ {2}([\w-]+): \{/gm)].map(([, id]) => id);
    });
    const unopened = claims.filter(({ claim }) => isUnopened(claim) && claim.url === null);
    expect([...new Set(unopened.map(({ claim }) => claim.source.id))].filter((id) => !marked.includes(id))).toEqual([]);
    const opened = claims.filter(({ claim }) => !isUnopened(claim)).map(({ claim }) => claim.source.id);
    expect(marked.filter((id) => id !== undefined && opened.includes(id))).toEqual([]);
  });

  test('a claim that only an unopened page makes is never confirmed, nor done', () => {
    const sure = claims.filter(
      ({ claim }) => isUnopened(claim) && (claim.certainty === 'confirmed' || claim.certainty === 'done'),
    );
    expect(sure.map(({ event, claim }) => `${event.id}: ${claim.source.id}`)).toEqual([]);
  });

  test('an event that only unopened pages date is never confirmed, nor done', () => {
    const only = list.events.filter((event) => {
      const dating = event.claims.filter(({ date }) => date !== null);
      return dating.length > 0 && dating.every(isUnopened);
    });
    expect(only.map(({ id }) => id).sort()).toEqual([
      'board-of-trade-30-for-30',
      'cit-forced-labor-case',
      'new-york-talks-2026',
      'section-301-excess-capacity',
      'section-301-forced-labor',
      'si-dialogue-nov-2026',
      'truce-extension-2027',
      'us-polysilicon-232-2026',
    ]);
    for (const { id, certainty } of only) expect(['expected', 'tentative'], id).toContain(certainty);
  });

  test('an outcome that rests on an unopened page is told as a report', () => {
    for (const { id, outcome } of list.events) {
      if (outcome?.source?.url != null && UNOPENED.test(outcome.source.url))
        expect(outcome.what, id).toMatch(/^Reported/);
    }
  });
});

describe('the chain of the truce', () => {
  test("the truce's order ends it at the minute after the midnight that begins 10 November 2025", () => {
    expect(anchorsOn('2025-10-19', 'tariff-truce-expiry-2025')).toEqual(['2025-11-10T05:01:00.000Z']);
    expect(anchorsOn('2025-11-03', 'tariff-truce-expiry-2025')).toEqual(['2025-11-10T05:01:00.000Z']);
  });

  test('the next order extends the truce by a year, and the report of a further one stands as its outcome', () => {
    expect(anchorsOn('2025-11-04', 'tariff-truce-expiry-2025')).toEqual(['2026-11-10T05:01:00.000Z']);
    expect(find('tariff-truce-expiry-2025').outcome).toMatchObject({
      what: expect.stringContaining('10 January 2027'),
      day: '2026-09-23',
    });
  });

  test('the end that is ahead is expected, at its earliest, after the three ends that went before', () => {
    const truce = find('truce-extension-2027');
    expect(deriveEdges(truce).map(({ anchor }) => new Date(anchor).toISOString())).toEqual([
      '2027-01-10T05:01:00.000Z',
    ]);
    expect([truce.certainty, truce.assumed]).toEqual(['expected', ['zone', 'hour']]);
    expect(truce.history?.map(({ day }) => day)).toEqual(['2025-08-12', '2025-11-10', '2026-11-10']);
  });
});

// By hand, from the sheet of facts: what is dated ahead of 29 November 2026, to the day or the minute, UTC.
const AHEAD = [
  ['us-polysilicon-232-2026', '2026-12-04T05:01:00.000Z'],
  ['g20-miami-2026', '2026-12-14T14:00:00.000Z'],
  ['china-farm-tariff-pause-2026', '2026-12-31T16:00:00.000Z'],
  ['china-exclusion-process-2026', '2026-12-31T16:00:00.000Z'],
  ['dfars-magnets-2027', '2027-01-01T05:00:00.000Z'],
  ['truce-extension-2027', '2027-01-10T05:01:00.000Z'],
  ['us-china-chips-301-rate', '2027-05-25T04:00:00.000Z'],
  ['us-china-chips-301-2027', '2027-06-23T04:00:00.000Z'],
];

describe('what lies ahead on 29 November 2026', () => {
  const NOW = '2026-11-29T12:00:00Z';

  test('the dates ahead are those of the facts, at their instants', () => {
    const ahead = runAtOnce(resolveAfter(list))
      .events.flatMap(deriveEdges)
      .filter(({ anchor }) => anchor > Date.parse(NOW))
      .sort((a, b) => a.anchor - b.anchor);
    expect(ahead.map(({ event, anchor }) => [event, new Date(anchor).toISOString()])).toEqual(AHEAD);
  });

  test('a reader who asks /dates next on 29 November 2026 is shown at least five dates, the nearest first', async () => {
    const { context } = await makeContext({ now: NOW, list });
    const { message } = await run('dates next', call(), context);
    const rows = message.cards[0]?.description?.match(/^•.*/gm) ?? [];
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows[0]).toContain('polysilicon');
    expect(message.content).toMatch(/^Next: U\.S\. tariff on polysilicon .*4 Dec/);
  });
});

test('the shipped lists keep phrases short enough for a lock screen', () => {
  for (const { phrase } of list.events) expect(phrase.length, phrase).toBeLessThanOrEqual(60);
});

test('what is at stake fits a phone: its first sentence has at most 90 characters, and the source stands elsewhere', () => {
  for (const { id, stakes } of list.events) {
    if (stakes === null) continue;
    expect(firstSentences(stakes, 90), id).not.toMatch(/…$/);
    expect(stakes, id).not.toMatch(/\((?:ILKHA|AAM|Bessent|ours)/);
  }
});

test('only governments and organizers are official in the shipped lists, never a newspaper or a law firm', () => {
  const official = claims.filter(({ claim }) => claim.source.official).map(({ claim }) => claim.source.id);
  expect([...new Set(official)].sort()).toEqual([
    'bis',
    'china-commerce',
    'china-foreign',
    'china-tariffs',
    'china-transport',
    'pentagon',
    'philippines',
    'proclamation',
    'register',
    'us-customs',
    'us-orders',
    'us-treasury',
    'ustr',
    'vietnam',
    'white-house',
  ]);
});

test('a note of the shipped lists is one short sentence, and nothing in it is known only to those who look back', () => {
  for (const { id, certaintyNote } of list.events) {
    if (certaintyNote === null) continue;
    expect(certaintyNote.length, id).toBeLessThanOrEqual(80);
    expect(certaintyNote, id).not.toMatch(/not verified|not checked|was held/);
  }
});
