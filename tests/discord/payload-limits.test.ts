import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trimText } from '../../src/discord/payload/build-components.ts';
import { buildPayload } from '../../src/discord/payload/build-payload.ts';
import type { Card, Control, Message } from '../../src/model/message.ts';
import { message } from '../build/emulate-discord.ts';

const card = (parts: Partial<Card> = {}): Card => ({
  title: 't',
  colour: 0,
  description: null,
  fields: [],
  footer: null,
  event: null,
  ...parts,
});
const field = (name: string, value: string) => ({ name, value, inline: false });
const button = (id: string, label = 'Go'): Control => ({
  type: 'button',
  id,
  label,
  style: 'primary',
  disabled: false,
});
const option = (value: string, label = value) => ({ label, value, description: null as string | null, chosen: false });
const select = (options: ReturnType<typeof option>[], placeholder = 'Choose'): Control => ({
  type: 'select',
  id: 's',
  placeholder,
  min: 1,
  max: 1,
  options,
});

/** The body as the tests look at it, and what was noted. */
function build(parts: Partial<Message>) {
  const notes: string[] = [];
  const { body, files } = buildPayload(message(parts), true, (where) => notes.push(where));
  const controls = body.components.flatMap((row) =>
    row.components.map((control) => control as unknown as Record<string, unknown>),
  );
  return { body, files, notes, controls, embed: body.embeds[0] };
}

function optionsOf({ controls }: ReturnType<typeof build>): readonly Record<string, unknown>[] {
  return (controls[0]?.['options'] ?? []) as Record<string, unknown>[];
}

/** Each text that Discord limits: where it goes in, where it comes out. */
const TEXTS: readonly (readonly [
  what: string,
  max: number,
  put: (text: string) => Partial<Message>,
  get: (built: ReturnType<typeof build>) => unknown,
])[] = [
  ['content', 2_000, (content) => ({ content }), ({ body }) => body.content],
  ['a card’s title', 256, (title) => ({ cards: [card({ title })] }), ({ embed }) => embed?.title],
  [
    'a card’s description',
    4_096,
    (description) => ({ cards: [card({ description })] }),
    ({ embed }) => embed?.description,
  ],
  ['a card’s footer', 2_048, (footer) => ({ cards: [card({ footer })] }), ({ embed }) => embed?.footer?.text],
  [
    'a field’s name',
    256,
    (name) => ({ cards: [card({ fields: [field(name, 'v')] })] }),
    ({ embed }) => embed?.fields?.[0]?.name,
  ],
  [
    'a field’s value',
    1_024,
    (value) => ({ cards: [card({ fields: [field('n', value)] })] }),
    ({ embed }) => embed?.fields?.[0]?.value,
  ],
  [
    'a file’s name',
    255,
    (name) => ({ files: [{ name, contentType: 'x/y', data: new Uint8Array(1) }] }),
    ({ files }) => files[0]?.name,
  ],
  ['a button’s label', 80, (label) => ({ controls: [[button('a', label)]] }), ({ controls }) => controls[0]?.['label']],
  [
    'a select’s placeholder',
    150,
    (text) => ({ controls: [[select([option('a')], text)]] }),
    ({ controls }) => controls[0]?.['placeholder'],
  ],
  [
    'an option’s label',
    100,
    (text) => ({ controls: [[select([option('a', text)])]] }),
    (built) => optionsOf(built)[0]?.['label'],
  ],
  [
    'an option’s description',
    100,
    (description) => ({ controls: [[select([{ ...option('a'), description }])]] }),
    (built) => optionsOf(built)[0]?.['description'],
  ],
];

describe.each(TEXTS)('%s of at most %i', (_what, max, put, get) => {
  test.each([max - 1, max])('a text within its limit is whole at %i', (length) => {
    const built = build(put('x'.repeat(length)));
    expect(get(built)).toBe('x'.repeat(length));
    expect(built.notes).toEqual([]);
  });

  test('a text ends with an ellipsis one above its limit, and that is noted', () => {
    const built = build(put('x'.repeat(max + 1)));
    expect(get(built)).toBe(`${'x'.repeat(max - 1)}…`);
    expect(built.notes).toHaveLength(1);
  });
});

test('a text that is cut never ends in half a character', () => {
  const notes: string[] = [];
  expect(trimText('ab🙂🙂', 5, 'x', (where) => notes.push(where))).toBe('ab🙂…');
  expect(trimText('ab🙂🙂', 4, 'x', () => undefined)).toBe('ab…');
  expect(notes).toEqual(['x: 6 of 5']);
});

test('a text that is cut is well-formed and fits, whatever it was', () => {
  const any = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 40 }), (text, max) => {
      const cut = trimText(text, max, 'x', () => undefined);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut.isWellFormed()).toBe(true);
      if (text.length <= max) expect(cut).toBe(text.toWellFormed());
    }),
  );
});

describe('counts', () => {
  test.each([
    [
      'cards',
      10,
      (count: number) => ({ cards: Array.from({ length: count }, () => card()) }),
      (b: ReturnType<typeof build>) => b.body.embeds.length,
    ],
    [
      'fields',
      25,
      (count: number) => ({ cards: [card({ fields: Array.from({ length: count }, () => field('n', 'v')) })] }),
      (b: ReturnType<typeof build>) => b.embed?.fields?.length,
    ],
    [
      'rows',
      5,
      (count: number) => ({ controls: Array.from({ length: count }, (_, i) => [button(`b${i}`)]) }),
      (b: ReturnType<typeof build>) => b.body.components.length,
    ],
    [
      'options',
      25,
      (count: number) => ({ controls: [[select(Array.from({ length: count }, (_, i) => option(`${i}`)))]] }),
      (b: ReturnType<typeof build>) => optionsOf(b).length,
    ],
    [
      'files',
      10,
      (count: number) => ({
        files: Array.from({ length: count }, () => ({ name: 'f', contentType: 'text/plain', data: new Uint8Array(1) })),
      }),
      (b: ReturnType<typeof build>) => b.files.length,
    ],
  ])('the count of %s stops at %i', (_what, max, put, get) => {
    expect([max - 1, max, max + 1].map((count) => get(build(put(count))))).toEqual([max - 1, max, max]);
    expect([max, max + 1].map((count) => build(put(count)).notes.length)).toEqual([0, 1]);
  });

  test('a row of buttons flows over into the next row at six', () => {
    const { body, notes } = build({ controls: [Array.from({ length: 6 }, (_, i) => button(`b${i}`))] });
    expect(body.components.map((row) => row.components.length)).toEqual([5, 1]);
    expect(notes).toHaveLength(1);
    expect(build({ controls: [Array.from({ length: 5 }, (_, i) => button(`b${i}`))] }).notes).toEqual([]);
  });

  test.each([
    [5_999, 0],
    [6_000, 0],
    [6_001, 1],
  ])('the units over all cards are counted: %i leave %i note', (total, expected) => {
    const long = (title: string, length: number) => card({ title, description: 'x'.repeat(length - 1) });
    const { body, notes } = build({ cards: [long('a', 4_000), long('b', total - 4_000)] });
    const sum = body.embeds.reduce(
      (units, { title = '', description = '' }) => units + title.length + description.length,
      0,
    );
    expect(sum).toBe(Math.min(total, 6_000));
    expect(notes).toHaveLength(expected);
  });
});

describe('what could not work', () => {
  test.each([
    ['an id of 101 characters', [button('x'.repeat(101)), button('kept')]],
    ['an id used twice', [button('kept'), button('kept')]],
    [
      'a link that is no web address',
      [{ type: 'link', url: 'javascript:alert(1)', label: 'x' } as const, button('kept')],
    ],
    [
      'a link over 512 characters',
      [{ type: 'link', url: `https://e.org/${'x'.repeat(512)}`, label: 'x' } as const, button('kept')],
    ],
    ['a select without options', [select([]), button('kept')]],
    ['a select whose values are all too long', [select([option('x'.repeat(101))]), button('kept')]],
  ])('what could not work is left out: %s', (_what, row) => {
    const { controls, notes } = build({ controls: [row] });
    expect(controls.map((control) => control['custom_id'])).toEqual(['kept']);
    expect(notes).not.toEqual([]);
  });

  test.each([
    ['an id of 100 characters', button('x'.repeat(100))],
    ['a link of 512 characters', { type: 'link', url: `https://e.org/${'x'.repeat(498)}`, label: 'x' } as const],
    ['a select with a value of 100 characters', select([option('x'.repeat(100))])],
  ])('what can work is kept: %s stays', (_what, control) => {
    const { controls, notes } = build({ controls: [[control]] });
    expect(controls).toHaveLength(1);
    expect(notes).toEqual([]);
  });

  test('an option that repeats a value goes, and the choice stays within what may be chosen', () => {
    const chosen = (value: string) => ({ ...option(value), chosen: true });
    const [only] = build({ controls: [[select([chosen('a'), chosen('a'), chosen('b')])]] }).controls;
    expect(only?.['options']).toEqual([
      { label: 'a', value: 'a', default: true },
      { label: 'b', value: 'b' },
    ]);
  });

  test('an empty card goes; an empty message shows something', () => {
    const { body, notes } = build({ content: ' ', cards: [card({ title: ' ' })] });
    expect(body).toMatchObject({ content: '…', embeds: [] });
    expect(notes).toHaveLength(1);
  });

  test('files end before 25 MiB', () => {
    const big = { name: 'big', contentType: 'x/y', data: new Uint8Array(13 * 1024 * 1024) };
    expect(build({ files: [big, big] }).files).toHaveLength(1);
  });
});

test('a message that is silent makes no sound when it is new, and an edit has no flag to give', () => {
  const silent = { content: 'Dates ahead', ping: null, silent: true, cards: [], controls: [], files: [] } as const;
  expect(buildPayload(silent, true, () => {}).body.flags).toBe(1 << 12);
  expect(buildPayload(silent, false, () => {}).body).not.toHaveProperty('flags');
  expect(buildPayload({ ...silent, silent: undefined } as never, true, () => {}).body).not.toHaveProperty('flags');
});
