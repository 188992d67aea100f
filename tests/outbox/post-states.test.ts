import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEAD_REASONS, MOMENT_STATES, POST_STATES, SENT_REASONS, SKIP_REASONS } from '../../src/model/post.ts';
import { MOMENT_MOVES, momentStatesBefore, POST_MOVES, statesBefore } from '../../src/outbox/post-states.ts';
import { mayMomentMove, mayMove } from '../build/may-move.ts';

type Moves = readonly { readonly from: string | null; readonly to: string; readonly cause: string }[];

const page = readFileSync('docs/post-states.md', 'utf8');
const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');

describe('the moves of posts and moments', () => {
  test('every post begins as waiting and ends in one of four ways, none of which has a way on', () => {
    const ends = POST_STATES.filter((from) => !POST_STATES.some((to) => mayMove(from, to)));
    expect(ends).toEqual(['sent', 'skipped', 'dead', 'uncertain']);
    expect(POST_STATES.filter((to) => mayMove(null, to))).toEqual(['waiting']);
  });

  test('nothing is sent, skipped or given up that nobody holds', () => {
    for (const to of ['sent', 'skipped', 'dead', 'uncertain'] as const) {
      expect(POST_STATES.filter((from) => mayMove(from, to))).toEqual(['sending']);
    }
  });

  test('a moment that has ended stays as it is', () => {
    const open = MOMENT_STATES.filter((from) => MOMENT_STATES.some((to) => mayMomentMove(from, to)));
    expect(open).toEqual(['reserved']);
    expect(MOMENT_STATES.filter((to) => mayMomentMove(null, to))).toEqual(['reserved', 'skipped']);
  });

  test('every state can be reached from the beginning', () => {
    const reached = (moves: Moves) => new Set(moves.map((move) => move.to));
    expect([...POST_STATES].filter((state) => !reached(POST_MOVES).has(state))).toEqual([]);
    expect([...MOMENT_STATES].filter((state) => !reached(MOMENT_MOVES).has(state))).toEqual([]);
  });

  test('the moves name the states that a cause starts from, of several causes those of all, and none of a beginning', () => {
    expect(statesBefore('claimed', 'lease expired')).toEqual(['waiting', 'sending']);
    expect(statesBefore('handed back')).toEqual(['sending']);
    expect(statesBefore('reserved')).toEqual([]);
    expect(momentStatesBefore('sent')).toEqual(['reserved']);
  });
});

describe('docs/post-states.md', () => {
  test('the document draws the posts’ table, arrow by arrow', () => {
    expect(diagram('Posts')).toBe(draw(POST_MOVES, POST_STATES));
  });

  test('the document draws the moments’ table, arrow by arrow', () => {
    expect(diagram('Reminders (moments)')).toBe(draw(MOMENT_MOVES, MOMENT_STATES));
  });

  test.each([
    ['Posts', 'state', POST_STATES],
    ['Posts', 'cause', POST_MOVES.map((move) => move.cause)],
    ['Reminders (moments)', 'state', MOMENT_STATES],
    ['Reminders (moments)', 'cause', MOMENT_MOVES.map((move) => move.cause)],
    ['Sent', 'reason', SENT_REASONS],
    ['Skipped', 'reason', [...SKIP_REASONS, 'moved into another post']],
    ['Dead', 'reason', DEAD_REASONS],
  ])('the document says under "%s" in words what each %s means, in the order of the code', (section, head, names) => {
    expect(rowsOf(section, head).map((row) => row.name)).toEqual(names);
    for (const { name, words } of rowsOf(section, head)) expect(words, name).toMatch(/^[A-Z].*\.$/);
  });

  test.each(['Waiting again', 'Uncertain'])(
    'the document quotes under "%s" only what the program can say',
    (section) => {
      const rows = rowsOf(section, 'reason');
      expect(rows.length).toBeGreaterThan(0);
      for (const { name } of rows) expect(source).toContain(name.replace(/ ?…$/, ''));
    },
  );
});

function draw(moves: Moves, states: readonly string[]): string {
  const arrows = Map.groupBy(moves, ({ from, to }) => `${from ?? '[*]'} --> ${to}`);
  const lines = [...arrows].map(([arrow, same]) => `  ${arrow}: ${same.map((move) => move.cause).join(', ')}`);
  const ends = states.filter((state) => !moves.some((move) => move.from === state));
  return ['stateDiagram-v2', ...lines, ...ends.map((state) => `  ${state} --> [*]`)].join('\n');
}

/** The text of a heading, up to the next one of any depth. */
function sectionOf(title: string): string {
  const parts = page.split(/^#+ (.+)$/m);
  const at = parts.indexOf(title);
  if (at < 0) throw new Error(`docs/post-states.md has no heading "${title}".`);
  return parts[at + 1] ?? '';
}

function diagram(title: string): string {
  return /```mermaid\n([\s\S]*?)\n```/.exec(sectionOf(title))?.[1] ?? '';
}

function rowsOf(title: string, head: string): { name: string; words: string }[] {
  const table = sectionOf(title).split(`| ${head} |`)[1]?.split('\n\n')[0] ?? '';
  return [...table.matchAll(/^\| `(.+)` \| (.+) \|$/gm)].map(([, name = '', words = '']) => ({ name, words }));
}
