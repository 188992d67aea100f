import { expect, test } from 'vitest';
import { FEATURES } from '../../src/features/all-features.ts';
import { rootOf } from '../../src/features/call/command.ts';
import { COMMAND_ROOTS } from '../../src/features/call/offer-command.ts';
import { findEveryText } from '../build/every-text.ts';
import { features } from '../build/run-command.ts';

const COMMANDS = await features.commands();

// https://docs.discord.com/developers/interactions/application-commands#application-command-object
const NAME = /^[a-z0-9-]{1,32}$/;

test('the commands have a name each, and are at most the hundred that Discord takes', () => {
  const names = COMMANDS.map(({ shape }) => shape.name);
  expect(names).toContain('help');
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThanOrEqual(100);
});

test('there are four first words and two commands on messages, and what changes a server or shows its settings is under the one for managers', () => {
  const roots = COMMANDS.map(({ shape }) => rootOf(COMMAND_ROOTS, shape));
  const words = new Set(roots.filter(({ kind }) => kind === 'slash'));
  expect([...words].map((root) => [root.name, root.for, root.inDirect])).toEqual([
    ['dates', 'everyone', true],
    ['remind', 'everyone', true],
    ['datewatch', 'manage', false],
    ['help', 'everyone', true],
  ]);
  const onMessages = roots.filter(({ kind }) => kind === 'message');
  expect(onMessages.map((root) => [root.name, root.for, root.inDirect])).toEqual([
    ['Remind me about this', 'everyone', true],
    ['Why was this posted?', 'everyone', true],
  ]);
  for (const { description } of words) expect(description?.length ?? 0).toBeLessThanOrEqual(100);
});

test('every text names commands that exist, by all their words', async () => {
  const names = COMMANDS.map(({ shape }) => shape.name);
  const named = (await findEveryText()).flatMap(({ english }) =>
    Object.values(english).flatMap((text) => text.match(/(?<![\w/.])\/[a-z]{3,}(?: [a-z]+)?/g) ?? []),
  );
  expect(named.length).toBeGreaterThan(20);
  const unknown = named.filter((text) => !names.some((name) => `${text} `.startsWith(`/${name} `)));
  expect(unknown).toEqual([]);
});

test.each(COMMANDS.map(({ shape }) => shape))('/$name keeps to the names and lengths that Discord accepts', (shape) => {
  const { kind } = rootOf(COMMAND_ROOTS, shape);
  if (kind === 'message') {
    expect(shape.name.length).toBeLessThanOrEqual(32);
    expect(shape.options).toEqual([]);
  } else {
    for (const word of shape.name.split(' ')) expect(word).toMatch(NAME);
    expect(shape.name.split(' ').length).toBeLessThanOrEqual(2);
  }
  expect(shape.description.length).toBeGreaterThan(0);
  expect(shape.description.length).toBeLessThanOrEqual(100);
  expect(new Set(shape.options.map(({ name }) => name)).size).toBe(shape.options.length);
  for (const option of shape.options) {
    expect(option.name).toMatch(NAME);
    expect(option.description.length).toBeGreaterThan(0);
    expect(option.description.length).toBeLessThanOrEqual(100);
    expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25);
    // A list of choices and completions exclude each other, and completions need something to type.
    expect(option.autocomplete === true && option.choices !== undefined).toBe(false);
    if (option.autocomplete) expect(['string', 'integer']).toContain(option.type);
    if (option.maxLength !== undefined) expect(option.maxLength).toBeLessThanOrEqual(6000);
  }
});

test.each(COMMANDS.map(({ shape }) => shape))('/$name names required options before the others', (shape) => {
  const required = shape.options.map((option) => option.required === true);
  expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
});

test.each(COMMANDS.map(({ shape, complete }) => ({ shape, complete })))(
  '/$shape.name completes what it says it completes',
  ({ shape, complete }) => {
    expect(complete !== undefined).toBe(shape.options.some(({ autocomplete }) => autocomplete));
  },
);

test('each action of a button is answered by one handler, and holds no sign that separates the parts of an id', () => {
  const actions = FEATURES.flatMap(({ presses }) => presses ?? []);
  expect(new Set(actions).size).toBe(actions.length);
  for (const action of actions) expect(action).toMatch(/^[a-z-]+$/);
});
