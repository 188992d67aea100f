import { expect, test } from 'vitest';
import { FEATURES } from '../../src/features/all-features.ts';
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

test('commands that change a server, or show its settings, are for members who may manage it', () => {
  const managed = COMMANDS.filter(({ shape }) => shape.for === 'manage').map(({ shape }) => shape.name);
  expect(managed).toEqual([
    'setup',
    'subscribe',
    'unsubscribe',
    'leads',
    'pings',
    'notices',
    'board',
    'digest',
    'mute',
    'unmute',
    'settings',
    'pause',
    'resume',
    'why',
    'doctor',
  ]);
});

test.each(COMMANDS.map(({ shape }) => shape))('/$name keeps to the names and lengths that Discord accepts', (shape) => {
  expect(shape.name).toMatch(NAME);
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
