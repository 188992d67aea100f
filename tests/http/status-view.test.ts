import { expect, test } from 'vitest';
import type { Phase, ProgramFacts, RunFigures, RunLists, SentFact } from '../../src/http/facts.ts';
import { statusView } from '../../src/http/status-view.ts';

const NOW = Date.UTC(2026, 4, 4, 12);
const PROGRAM: ProgramFacts = { version: '1.2.3', node: 'v24.0.0', zoneData: '2026c', startedAt: NOW };
const FIGURES: RunFigures = {
  now: NOW,
  zone: 'UTC',
  simulated: false,
  replay: false,
  startedAt: NOW - 3 * 3_600_000,
  tickAgeMs: 400,
  gatewayUp: true,
  loginsLeft: 998,
  plans: true,
  shards: { held: 1, up: 1, of: 1 },
  alarms: [],
  problems: [],
  listHeld: false,
  events: 1,
  files: [{ name: 'own.yaml', covers: '', events: 1, archive: false, knownUntil: '2026-05-01' }],
  posts: { waiting: 0, sending: 0, sent: 7, dead: 0, uncertain: 0, lastSentAt: null },
  channels: { active: 2, resting: 0, off: 0 },
  requestsPerSecond: 50,
  closedForMs: 0,
};
const CHANNEL = { id: '100', server: '1', name: 'dates', serverName: 'Desk' };

const viewOf = (figures: Partial<RunFigures> = {}, lists: Partial<RunLists> = {}) => {
  const phase: Phase = {
    kind: 'running',
    figures: { ...FIGURES, ...figures },
    lists: { next: [], sent: [], resting: [], ...lists },
  };
  return statusView(PROGRAM, phase, NOW);
};
const sent = (of: Partial<SentFact>): SentFact => ({
  due: NOW - 60_000,
  sentAt: NOW - 60_000,
  kind: 'reminder',
  line: 'Filing closes in 15 minutes.',
  channel: CHANNEL,
  ...of,
});

test('where nothing is wrong and nothing ahead, the first sentence says what to do next', () => {
  expect(viewOf().headline).toBe(
    'All is well, and no reminder is ahead. Add dates to the list: the next ones then show here.',
  );
  expect(viewOf({ channels: { active: 0, resting: 0, off: 0 } }).headline).toContain('/datewatch setup');
});

test('each thing that is wrong stands there with what to do, and the first sentence counts them', () => {
  const resting = [{ channel: CHANNEL, reason: 'missing access', since: NOW - 86_400_000 }] as const;
  const figures = { gatewayUp: false, problems: ['own.yaml:3:1: bad'], channels: { active: 1, resting: 1, off: 0 } };
  const view = viewOf(figures, { resting });
  expect(view.headline).toBe('3 things need you.');
  expect(view.tone).toBe('attention');
  expect(view.troubles.map(({ what }) => what)).toEqual([
    'Commands do not arrive at the moment; reminders still go out.',
    'The list has a mistake; the last good one stays in force.',
    '#dates (Desk) has got nothing since Sun 3 May, 12:00 UTC. I could no longer see the channel.',
  ]);
  expect(view.troubles.every(({ fix }) => fix !== null)).toBe(true);
});

test('ticks that do not come are trouble after a minute', () => {
  expect(viewOf({ tickAgeMs: 59_000 }).tone).toBe('well');
  expect(viewOf({ tickAgeMs: 61_000 }).troubles[0]?.what).toBe('Nothing has been looked at for 61 seconds.');
});

test('a message that went to several channels is one row, and it is late if one of them was', () => {
  const other = { ...CHANNEL, id: '101', name: 'news' };
  const view = viewOf(
    {},
    { sent: [sent({}), sent({ channel: other, sentAt: NOW + 240_000 - 60_000 }), sent({ line: 'Another.' })] },
  );
  expect(view.sent).toMatchObject([
    { what: 'Filing closes in 15 minutes.', where: '#dates and #news (Desk)', note: '4 minutes late', href: null },
    { what: 'Another.', where: '#dates (Desk)', note: 'on time', href: 'https://discord.com/channels/1/100' },
  ]);
});

test('a message for one person is said to be one, and neither its text nor its channel is shown', () => {
  const view = viewOf({}, { sent: [sent({ line: null, channel: null })] });
  expect(view.sent).toMatchObject([{ what: 'A message for one person', where: '', href: null }]);
});
