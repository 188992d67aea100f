import { describe, expect, test } from 'vitest';
import type { TroubleBody } from '../../src/model/post.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Todo } from '../../src/model/todo.ts';
import { plainTodoLine } from '../../src/render/trouble/describe-list.ts';
import { renderTrouble } from '../../src/render/trouble/render-trouble.ts';
import { at, expires } from '../build/build-events.ts';
import { noticeView, redated, withCertainty } from '../build/notice-views.ts';
import { EVENTS, TARIFF, TRUCE } from '../build/sample-events.ts';
import { expectMessageLimits } from './message-limits.ts';

const NOW = at('2025-10-24T12:00-04:00');
const PROBLEM: Problem = {
  file: '/srv/secret-place/data/own.yaml',
  line: 12,
  column: 5,
  at: null,
  message: 'This zone does not exist.',
  found: 'CST',
  expected: 'an IANA zone',
};
const TODO: Todo = {
  event: 'truce',
  title: 'Tariff truce',
  what: 'not verified',
  day: '2025-11-10',
  verified: null,
  origin: { file: '/srv/secret-place/data/own.yaml', line: 40 },
};
const HOSTILE = '@everyone **x** [y](https://evil.example) `z`';

/** The truce and the tariff, as a channel that is open again hears of them. */
const CHANGES = noticeView(NOW, [
  [TRUCE, redated(TRUCE, expires('2026-01-31'))],
  [TARIFF, withCertainty(TARIFF, 'cancelled')],
]).changes.map((change) => ({ at: NOW, change }));

function render(body: TroubleBody) {
  return renderTrouble(body, { mark: 'mark', zone: 'America/New_York', now: NOW, events: EVENTS });
}

const BODIES: readonly TroubleBody[] = [
  { what: 'closed', channel: '100', reason: 'missing permission' },
  { what: 'closed', channel: '100', reason: 'unknown channel' },
  { what: 'missed', count: 1, titles: ['Port permits'] },
  { what: 'missed', count: 23, titles: Array(10).fill(`The talks ${HOSTILE.repeat(9)}`) },
  { what: 'missed', count: 0, titles: [], changes: CHANGES },
  { what: 'missed', count: 2, titles: ['Port permits', 'Port fees'], changes: Array(40).fill(CHANGES).flat() },
  { what: 'board gone', channel: '100' },
  { what: 'list broken', problems: [PROBLEM], count: 1 },
  {
    what: 'list broken',
    problems: Array(10).fill({ ...PROBLEM, message: 'long '.repeat(80), found: HOSTILE }),
    count: 99,
  },
  { what: 'list well', events: 20 },
  {
    what: 'list shorter',
    version: '0123456789abcdef',
    titles: ['Tariff truce', 'Talks @everyone'],
    ...{ gone: 2, poorer: 0, of: 20 },
    files: ['/srv/data/own.yaml'],
    waits: true,
  },
  {
    what: 'list shorter',
    version: 'ab',
    titles: ['Tariff truce'],
    gone: 0,
    poorer: 1,
    of: 20,
    files: [],
    waits: false,
  },
  { what: 'todo', todo: TODO },
  { what: 'todo', todo: { ...TODO, verified: '2025-10-01' } },
  { what: 'todo', todo: { ...TODO, what: 'no outcome' } },
  { what: 'todo', todo: { ...TODO, what: 'no outcome', title: HOSTILE.repeat(9), event: 'e'.repeat(99) } },
  { what: 'todo', todo: { ...TODO, what: 'hangs on', on: { event: 'talks', title: `The talks ${HOSTILE}` } } },
  { what: 'todos', todos: [TODO, { ...TODO, what: 'no outcome', title: 'Port fees' }], count: 7 },
  { what: 'todos', todos: Array(10).fill({ ...TODO, title: HOSTILE.repeat(20) }), count: 300 },
  { what: 'started', at: NOW, ahead: '3 exact dates are ahead; the nearest is the truce, Mon 10 Nov 2025.' },
  { what: 'stopped', at: NOW },
  { what: 'state missing', why: `The state that was here before is not. ${HOSTILE}` },
  { what: 'wrong clock', why: `The clock is wrong. ${HOSTILE}` },
  { what: 'deaf', why: `Closed for good (4014). ${HOSTILE}` },
];

describe('words to managers and maintainers', () => {
  test('words to managers and maintainers read as reviewed', async () => {
    const shown = BODIES.map((body) => {
      const { content, cards, controls } = render(body);
      const [card] = cards;
      const fields = card?.fields.map(({ name, value }) => `${name}: ${value}`) ?? [];
      const buttons = controls.flat().map((control) => (control.type === 'button' ? `[${control.label}]` : ''));
      return [`> ${content}`, `**${card?.title}**`, card?.description, ...fields, ...buttons]
        .filter(Boolean)
        .join('\n');
    });
    await expect(`${shown.join('\n\n')}\n`).toMatchFileSnapshot('snapshots/trouble.md');
  });

  test.each(BODIES)(
    'words to managers and maintainers keep to the limits, ping nobody and can be found again: %#',
    (body) => {
      const message = render(body);
      expectMessageLimits(message);
      expect(message.ping).toBeNull();
      expect(message.content).not.toMatch(/<[@#t]|\*\*|`|@everyone/);
      const [control] = message.controls.flat();
      expect(control?.type === 'button' && control.id.endsWith('~mark')).toBe(true);
    },
  );

  test('words to maintainers name file and line of a problem, not the folder on the host', () => {
    const text = JSON.stringify(render({ what: 'list broken', problems: [PROBLEM], count: 1 }));
    expect(text).toContain('own.yaml:12:5: This zone does not exist.');
    expect(text).not.toContain('secret-place');
  });

  test('words to maintainers count the problems that have no room', () => {
    const value = render({ what: 'list broken', problems: [PROBLEM], count: 7 }).cards[0]?.fields[0]?.value;
    expect(value).toMatch(/… and 6 more$/);
  });

  test('words to maintainers give the file of a to-do as it is at a terminal, by its name alone in a channel', () => {
    expect(plainTodoLine(TODO)).toContain('(/srv/secret-place/data/own.yaml:40)');
    expect(JSON.stringify(render({ what: 'todo', todo: TODO }))).not.toContain('secret-place');
  });

  test('words on an event whose id is too long for a button give it the one to /help', () => {
    const message = render({ what: 'todo', todo: { ...TODO, event: 'e'.repeat(99) } });
    expect(message.controls.flat()).toMatchObject([{ id: 'help~mark' }]);
  });
});
