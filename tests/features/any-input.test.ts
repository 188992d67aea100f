import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandRefusal, type OptionValue } from '../../src/features/call/command.ts';
import { anyText } from '../build/any-text.ts';
import { ALL, call, channel, press, role } from '../build/build-calls.ts';
import { expires, opens } from '../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../build/build-lists.ts';
import { expectSound } from '../build/check-message.ts';
import { makeContext } from '../build/command-context.ts';
import { complete, features, run, runPress } from '../build/run-command.ts';

const COMMANDS = await features.commands();

const NOW = '2030-06-01T00:00:00Z';
const LIST = makeList([
  makeEvent('a', opens('2030-06-05'), { title: HOSTILE }),
  makeEvent('b', expires('2030-06-06'), { title: 'Summit', topics: ['ships'], kind: 'summit' }),
  makeEvent('c', null, { title: 'عيد مبارك 北京' }),
]);

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  anyText({ maxLength: 60 }),
  fc.constantFrom(
    HOSTILE,
    '',
    ' ',
    'ships',
    'summit',
    'b',
    '7d 1h',
    'Asia/Seoul',
    '09:00',
    '@everyone',
    '\ud800',
    '__proto__',
  ),
);
const anyChannel = fc.record({
  kind: fc.constantFrom('text', 'announcement', 'thread', 'forum', 'voice', 'dm', 'other'),
  botMay: fc.option(fc.subarray(ALL).map((names) => new Set(names))),
});
const value: fc.Arbitrary<OptionValue> = fc.oneof(
  { weight: 4, arbitrary: typed },
  fc.double(),
  fc.boolean(),
  anyChannel.map((changes) => channel('200', changes)),
  fc.record({ mentionable: fc.boolean(), everyone: fc.boolean() }).map((changes) => role('900', changes)),
);

/** What a person's own reminders answer to. */
const PERSONAL = [
  'remind',
  'remind-set',
  'remind-off',
  'reminders',
  'reminders-open',
  'reminders-clear',
  'reminders-forget',
  'snooze',
  'calendar',
];

describe('whatever is sent to a command', () => {
  test.each(COMMANDS.map(({ shape, handle }) => ({ shape, handle })))(
    '/$shape.name answers anything within the limits or refuses in plain words',
    async ({ shape, handle }) => {
      const { context } = await makeContext({ now: NOW, list: LIST });
      const names = shape.options.map(({ name }) => name);
      const options = names.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...names), value);
      const where = fc.record({ guild: fc.constantFrom('1', null), mayManageServer: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(options, where, async (given, changes) => {
          try {
            expectSound(await handle(call(given, changes), context));
          } catch (error) {
            if (!(error instanceof CommandRefusal)) throw error;
            expect(error.message.length).toBeLessThanOrEqual(2000);
            expect(error.message.replace('@everyone is not pinged', '')).not.toContain('@everyone');
            expect(error.message).not.toMatch(/(?<!\\)<(t:0|@&666)/);
            expect(error.message.isWellFormed()).toBe(true);
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  test.each([
    ['dates show', 'name'],
    ['dates next', 'topic'],
    ['dates list', 'kind'],
    ['datewatch subscribe', 'topic'],
  ])('/%s offers choices for %s that Discord accepts', async (name, option) => {
    const { context } = await makeContext({ now: NOW, list: LIST });
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const choices = await complete(name, option, text, call(), context);
        expect(choices.length).toBeLessThanOrEqual(25);
        for (const choice of choices) {
          for (const part of [choice.name, choice.value]) {
            expect(part.length).toBeGreaterThan(0);
            expect(part.length).toBeLessThanOrEqual(100);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('any made-up press on the card of a channel gets an answer within the limits', async () => {
    const { context } = await makeContext({ now: NOW, list: LIST });
    const what = fc.constantFrom(
      ...[
        'show',
        'open',
        'leads',
        'topics',
        'kinds',
        'role',
        'pingkinds',
        'pingfor',
        'way',
        'muted',
        'digest',
        'typed',
      ],
      ...['everything', 'pause', 'board', 'weekly', 'test', 'channel', 'dance', '__proto__'],
    );
    const arg = fc.oneof(fc.constantFrom('ping', 'edit', 'words', 'quiet', 'server', 'end', 'when', 'changes'), typed);
    const fields = fc.dictionary(fc.constantFrom('typed', 'kinds', 'words', 'block', 'zone', 'time'), typed);
    await fc.assert(
      fc.asyncProperty(what, arg, fc.array(typed, { maxLength: 3 }), fields, async (name, part, values, typedIn) => {
        await run('datewatch subscribe', call(), context).catch(() => null);
        const pressed = press([name, '100', part.slice(0, 20)], { values, fields: typedIn });
        const asked = runPress('setup', pressed, context);
        await asked.then(expectSound, (error: unknown) => expect(error).toBeInstanceOf(CommandRefusal));
      }),
      { numRuns: 80 },
    );
  });

  test('an event whose title cannot be seen is offered by its id', async () => {
    const list = makeList([makeEvent('unseen', null, { title: '\u2800' })]);
    const { context } = await makeContext({ now: NOW, list });
    expect(await complete('dates show', 'name', '', call(), context)).toEqual([{ name: 'unseen', value: 'unseen' }]);
  });

  test('any made-up id of a button gets an answer', async () => {
    const { context } = await makeContext({ now: NOW, list: LIST });
    const args = fc.array(
      typed.map((text) => text.slice(0, 20)),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(args, async (parts) => {
        expectSound(await runPress('page', press(parts), context));
        expectSound(await runPress('changes', press(parts), context));
        expectSound(await runPress('check', press(parts), context));
        for (const action of ['details', 'why', 'preview', 'wizard', 'undo', 'pick']) {
          const asked = runPress(action, press(parts, { values: parts }), context);
          await asked.then(expectSound, (error: unknown) => expect(error).toBeInstanceOf(CommandRefusal));
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each(PERSONAL)('any made-up id and choice of %s gets an answer', async (action) => {
    const { context } = await makeContext({ now: NOW, list: LIST });
    const ids = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c', 'yes', '1d', 'at'), typed), { maxLength: 12 });
    const where = fc.record({ guild: fc.constantFrom('1', null), channel: anyChannel.map((it) => channel('200', it)) });
    await fc.assert(
      fc.asyncProperty(ids, ids, where, async (args, values, changes) => {
        const asked = runPress(action, press(args, { values, ...changes }), context);
        await asked.then(expectSound, (error: unknown) => expect(error).toBeInstanceOf(CommandRefusal));
      }),
      { numRuns: 40 },
    );
  });
});
