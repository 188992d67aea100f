import { describe, expect, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import { leadName } from '../../src/model/lead.ts';
import { eventText, goodList, HEAD, listText, onlyEvent } from '../build/list-texts.ts';

const FULL = `# yaml-language-server: $schema=./datewatch.schema.json
covers: everything an event can say
knownUntil: 2025-10-23
archive: true
zone: asia/seoul
sources:
  one: { name: One, fullName: Source One, url: https://example.org/one }
  two: { name: Two }
events:
  - id: all
    title: "  The whole: event "
    phrase: the whole event
    kind: talks
    certainty: tentative
    certaintyNote: Two doubts it.
    dateCertainty: expected
    zone: America/New_York
    assumed: [zone, hour]
    place: Kuala Lumpur
    opensAt: 09:30
    topics: [tariffs, talks, tariffs]
    regions: [us]
    summary: >
      First line
      and second.
    stakes: |
      One.
      Two.
    claims:
      - source: one
        published: 2025-10-19
        dates: the talks
        date: { from: 2025-11-01, through: 2025-11-02, approximate: true }
        certainty: confirmed
        says: on two days
        url: https://example.org/one/talks
      - source: two
        published: 2025-10-23
        credible: false
        doubt: a rumour
    follow: { source: one, reason: it is official }
    dependsOn: [least]
    partOf: least
    supersedes: [least]
    lastVerified: 2025-10-23
    unless: [least]
    history: [{ label: First set, source: two }, { day: 2025-10-01 }]
    outcome: { what: Over, day: 2025-11-03, source: two }
  - { id: least, title: Least, kind: talks, certainty: done, claims: [{ source: two, published: 2025-10-20 }] }
`;

describe('a good list', () => {
  test('a good list becomes the model, with everything an event can say', () => {
    const one = { id: 'one', name: 'One', fullName: 'Source One', url: 'https://example.org/one' };
    const two = { id: 'two', name: 'Two', fullName: null, url: null };
    const list = goodList(FULL);
    expect(list.files).toEqual([
      { file: '1.yaml', covers: 'everything an event can say', knownUntil: '2025-10-23', archive: true, events: 2 },
    ]);
    expect(list.events[0]).toEqual({
      id: 'all',
      title: 'The whole: event',
      phrase: 'the whole event',
      kind: 'talks',
      certainty: 'tentative',
      certaintyNote: 'Two doubts it.',
      dateCertainty: 'expected',
      zone: 'America/New_York',
      assumed: ['zone', 'hour'],
      place: 'Kuala Lumpur',
      opensAt: '09:30',
      topics: ['tariffs', 'talks'],
      regions: ['us'],
      summary: 'First line and second.',
      stakes: 'One.\nTwo.',
      claims: [
        {
          source: one,
          published: '2025-10-19',
          dates: 'the talks',
          date: { role: 'opens', approximate: true, precision: 'range', from: '2025-11-01', through: '2025-11-02' },
          certainty: 'confirmed',
          says: 'on two days',
          url: 'https://example.org/one/talks',
          credible: true,
          doubt: null,
        },
        {
          source: two,
          published: '2025-10-23',
          dates: null,
          date: null,
          certainty: null,
          says: null,
          url: null,
          credible: false,
          doubt: 'a rumour',
        },
      ],
      follow: { source: 'one', reason: 'it is official' },
      dependsOn: ['least'],
      partOf: 'least',
      supersedes: ['least'],
      lastVerified: '2025-10-23',
      history: [
        { label: 'First set', day: null, source: two },
        { label: null, day: '2025-10-01', source: null },
      ],
      unless: ['least'],
      outcome: { what: 'Over', day: '2025-11-03', source: two },
      origin: { file: '1.yaml', line: 10 },
      archive: true,
      knownUntil: '2025-10-23',
    });
  });

  test('a good list has filled in what was left out: the title as phrase, the zone of the file, nothing for the rest', () => {
    expect(goodList(FULL).events[1]).toEqual({
      id: 'least',
      title: 'Least',
      phrase: 'Least',
      kind: 'talks',
      certainty: 'done',
      certaintyNote: null,
      dateCertainty: null,
      zone: 'Asia/Seoul',
      assumed: [],
      place: null,
      opensAt: null,
      topics: [],
      regions: [],
      summary: null,
      stakes: null,
      claims: [
        {
          source: { id: 'two', name: 'Two', fullName: null, url: null },
          published: '2025-10-20',
          dates: null,
          date: null,
          certainty: null,
          says: null,
          url: null,
          credible: true,
          doubt: null,
        },
      ],
      follow: null,
      dependsOn: [],
      partOf: null,
      supersedes: [],
      lastVerified: null,
      outcome: null,
      history: [],
      unless: [],
      origin: { file: '1.yaml', line: 49 },
      archive: true,
      knownUntil: '2025-10-23',
    });
  });

  test('a good list has the verb, the importance and the leads of an entry, and its official sources', () => {
    const head = HEAD.replace('{ name: Two }', '{ name: Two, official: true }');
    const more = '    verb: is due\n    importance: high\n    leads: [1d, 2w, 14d, 1h]\n';
    const event = onlyEvent(`${head}events:\n${eventText('a', more).replace('source: one', 'source: two')}`);
    expect(event).toMatchObject({ verb: 'is due', importance: 'high', claims: [{ source: { official: true } }] });
    expect(event.leads?.map(leadName)).toEqual(['14d', '1d', '1h']);
  });

  test('a good list leaves out what is as usual: no verb, normal importance, no leads, a source that is not official', () => {
    const event = onlyEvent(listText(eventText('a', '    importance: normal\n')));
    expect(['verb', 'importance', 'leads'].filter((field) => field in event)).toEqual([]);
    expect(event.claims.some(({ source }) => 'official' in source)).toBe(false);
  });

  const opens = { role: 'opens', approximate: false } as const;
  test.each<[string, ClaimDate]>([
    ['{ at: 2025-11-01 14:00 }', { ...opens, precision: 'minute', minute: '2025-11-01T14:00' }],
    ['{ at: 2025-11-01T14:00 }', { ...opens, precision: 'minute', minute: '2025-11-01T14:00' }],
    ['{ closes: 2025-11-01 17:00 }', { ...opens, role: 'closes', precision: 'minute', minute: '2025-11-01T17:00' }],
    ['{ due: 2025-11-01 }', { ...opens, role: 'due', precision: 'day', day: '2025-11-01' }],
    ['{ due: 2025-11-01 5 p.m. }', { ...opens, role: 'due', precision: 'minute', minute: '2025-11-01T17:00' }],
    ['{ closes: 2025-11-01 23:59:59 }', { ...opens, role: 'closes', precision: 'minute', minute: '2025-11-01T23:59' }],
    [
      '{ through: 2025-11-10 12:01 a.m. }',
      { ...opens, role: 'expires', precision: 'minute', minute: '2025-11-10T00:01' },
    ],
    ['{ on: 2025-11-01 }', { ...opens, precision: 'day', day: '2025-11-01' }],
    ['{ around: 2025-11-01 }', { ...opens, approximate: true, precision: 'day', day: '2025-11-01' }],
    [
      '{ from: 2024-02-28, through: 2024-02-29 }',
      { ...opens, precision: 'range', from: '2024-02-28', through: '2024-02-29' },
    ],
    [
      '{ from: 2025-11-01, through: 2025-11-01 }',
      { ...opens, precision: 'range', from: '2025-11-01', through: '2025-11-01' },
    ],
    ['{ starting: 2025-11-01 }', { ...opens, role: 'takes-effect', precision: 'day', day: '2025-11-01' }],
    [
      '{ starting: 2025-11-01 00:01 }',
      { ...opens, role: 'takes-effect', precision: 'minute', minute: '2025-11-01T00:01' },
    ],
    ['{ through: 2025-11-10 }', { ...opens, role: 'expires', precision: 'day', day: '2025-11-10' }],
    ['{ through: 2025-11-10 23:59 }', { ...opens, role: 'expires', precision: 'minute', minute: '2025-11-10T23:59' }],
    ['{ announced: 2025-10-09 }', { ...opens, role: 'announced', precision: 'day', day: '2025-10-09' }],
    ['{ ended: 2025-10-09 09:00 }', { ...opens, role: 'ended', precision: 'minute', minute: '2025-10-09T09:00' }],
    ['{ month: 2025-05 }', { ...opens, precision: 'month', month: '2025-05' }],
    ['{ month: 2025-05, edge: expires }', { ...opens, role: 'expires', precision: 'month', month: '2025-05' }],
    ['{ month: early 2027-03 }', { ...opens, precision: 'span', span: 'early 2027-03' }],
    ['{ quarter: 2027-Q2 }', { ...opens, precision: 'span', span: '2027-Q2' }],
    ['{ half: 2027-H1, edge: due }', { ...opens, role: 'due', precision: 'span', span: '2027-H1' }],
    ['{ week: 2027-W05 }', { ...opens, precision: 'span', span: '2027-W05' }],
    ['{ year: 2026, edge: closes }', { ...opens, role: 'closes', precision: 'year', year: 2026 }],
    ['{ during: it, edge: takes-effect }', { ...opens, role: 'takes-effect', precision: 'during', event: 'it' }],
    ['{ none: true }', { ...opens, precision: 'none' }],
    ['{ month: 2025-10, approximate: true }', { ...opens, approximate: true, precision: 'month', month: '2025-10' }],
  ])('a good list reads the date %s as it is meant', (written, meant) => {
    const list = goodList(listText(eventText('that', '', written), eventText('it')));
    expect(list.events[0]?.claims[0]?.date).toEqual(meant);
  });

  test('a good list keeps a time without quotes a time of day, and a day without quotes a day', () => {
    const event = onlyEvent(listText(eventText('it', '    opensAt: 09:00\n    lastVerified: 2025-10-19\n')));
    expect([event.opensAt, event.lastVerified, event.claims[0]?.published]).toEqual([
      '09:00',
      '2025-10-19',
      '2025-10-19',
    ]);
  });

  test.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    [
      'comments anywhere',
      (text: string) => text.replace(/^(?=\s*(?:title|- id|claims|events))/gm, '  # a comment: here\n'),
    ],
    [
      'hyphens at the margin',
      (text: string) => text.replace(/^ {2}(?=.*)/gm, (space, at) => (at > text.indexOf('events:') ? '' : space)),
    ],
    [
      'events before the sources',
      (text: string) =>
        `covers: a list made for a test\nevents:${text.split('events:')[1]}${text.split('events:')[0]?.replace(/^covers.*\n/, '')}`,
    ],
    ['quotes around every text', (text: string) => text.replace(/: (The .*|talks|confirmed|2025-\S+)$/gm, ": '$1'")],
    ['a document mark before it', (text: string) => `---\n${text}`],
  ])('a good list means the same with %s', (_, change) => {
    const text = listText(eventText('it', '    summary: some words\n'), eventText('that'));
    expect(change(text)).not.toBe(text);
    expect(goodList(change(text)).version).toBe(goodList(text).version);
  });

  test('a good list means the same when it is written in brackets, and knows the line of each event there', () => {
    const claims = 'claims: [{ source: one, published: 2025-10-19, date: { on: 2025-11-01 } }]';
    const one = `{ id: it, title: The it, kind: talks, certainty: confirmed, zone: America/New_York, ${claims} }`;
    const list = goodList(`${HEAD}events: [\n  ${one},\n\n  ${one.replaceAll('it,', 'that,')},\n]\n`);
    expect(list.version).toBe(goodList(listText(eventText('it'), eventText('that'))).version);
    expect(list.events.map(({ origin }) => origin.line)).toEqual([6, 8]);
  });

  test('a good list is one over many files, with links between them', () => {
    const list = goodList(
      listText(eventText('a', '    dependsOn: [b]\n')),
      listText(eventText('b', '    partOf: a\n')),
    );
    expect(list.events.map(({ id, origin }) => [id, origin.file])).toEqual([
      ['a', '1.yaml'],
      ['b', '2.yaml'],
    ]);
  });

  test('a good list allows two events to lead to the same third one, which is no circle', () => {
    const links = (to: string) => `    dependsOn: [${to}]\n`;
    const list = goodList(
      listText(
        eventText('top', links('left, right')),
        eventText('left', links('end')),
        eventText('right', links('end')),
        eventText('end'),
      ),
    );
    expect(list.events).toHaveLength(4);
  });
});
