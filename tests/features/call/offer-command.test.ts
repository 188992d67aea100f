import { expect, test } from 'vitest';
import {
  type Command,
  type CommandCall,
  CommandRefusal,
  type CommandShape,
} from '../../../src/features/call/command.ts';
import { offerCommand } from '../../../src/features/call/offer-command.ts';
import { call, channel, role } from '../../build/build-calls.ts';

const SHAPE = {
  name: 'try',
  description: 'Has every kind of option.',
  options: [
    { name: 'event', description: 'A text that is required.', type: 'string', required: true },
    { name: 'words', description: 'A text.', type: 'string' },
    { name: 'count', description: 'A number.', type: 'integer', min: 1, max: 10 },
    {
      name: 'way',
      description: 'A choice.',
      type: 'string',
      choices: [
        { name: 'One', value: 'one' },
        { name: 'Two', value: 'two' },
      ],
    },
    { name: 'off', description: 'A flag.', type: 'boolean' },
    { name: 'channel', description: 'A channel.', type: 'channel' },
    { name: 'role', description: 'A role.', type: 'role' },
  ],
} as const satisfies CommandShape;

type Options = CommandCall<typeof SHAPE>['options'];

const EMPTY: Options = { event: '', words: null, count: null, way: null, off: null, channel: null, role: null };

/** What a handler sees of such options, and what completing sees. */
async function seen(
  options: CommandCall['options'],
): Promise<{ handled: Options | string; completed: Options | null }> {
  let handled: Options | null = null;
  let completed: Options | null = null;
  const command: Command<null, typeof SHAPE> = {
    shape: SHAPE,
    async handle(given) {
      handled = given.options;
      return { message: { content: '', ping: null, cards: [], controls: [], files: [] }, private: true };
    },
    async complete(given) {
      completed = given.options;
      return [];
    },
  };
  const offered = offerCommand(command);
  await offered.complete?.(call(options), { name: 'event', typed: '' }, null);
  try {
    await offered.handle(call(options), null);
  } catch (error) {
    if (error instanceof CommandRefusal) return { handled: error.message, completed };
    throw error;
  }
  return { handled: handled ?? 'not called', completed };
}

test.each<[string, CommandCall['options'], Partial<Options>]>([
  ['nothing', {}, {}],
  ['texts, trimmed', { event: ' talks ', words: ' a b ' }, { event: 'talks', words: 'a b' }],
  ['blank texts as left out', { event: '  ', words: ' ' }, {}],
  ['a number', { count: 3 }, { count: 3 }],
  ['a number cut to its bounds', { count: 99 }, { count: 10 }],
  ['a number without its fraction', { count: 2.9 }, { count: 2 }],
  ['a choice', { way: 'two' }, { way: 'two' }],
  ['a flag', { off: false }, { off: false }],
  ['a channel and a role', { channel: channel(), role: role() }, { channel: channel(), role: role() }],
  ['values of another type as left out', { words: 5, count: 'x', off: 'true', channel: role(), role: channel() }, {}],
  ['no number that is none', { count: Number.NaN }, {}],
  ['nothing that the shape does not have', { other: 'x' }, {}],
])('a handler sees the options of its shape: %s', async (_, options, expected) => {
  const all = { ...EMPTY, ...expected };
  expect(await seen(options)).toEqual({ handled: all, completed: all });
});

test('an option that is none of the choices is never seen by a handler: the call is refused, and completing goes on without it', async () => {
  const { handled, completed } = await seen({ way: 'three*' });
  expect(handled).toBe('`three∗` is none of the choices for `way`. Pick one from the list. Nothing was changed.');
  expect(completed).toEqual(EMPTY);
});

test('the options of a handler have types that follow from the shape', () => {
  const check = (options: Options) => {
    const required: string = options.event;
    const choice: 'one' | 'two' | null = options.way;
    const count: number | null = options.count;
    // @ts-expect-error An option that is not required may have been left out.
    const text: string = options.words;
    // @ts-expect-error No option is called so.
    const misspelt = options.chanel;
    // @ts-expect-error The choices are known.
    const wrong = options.way === 'three';
    return [required, choice, count, text, misspelt, wrong];
  };
  expect(check({ ...EMPTY, event: 'talks' })).toEqual(['talks', null, null, null, undefined, false]);
});
