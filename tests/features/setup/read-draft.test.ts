import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandRefusal, type PressCall } from '../../../src/features/call/command.ts';
import { type Draft, readKept, writeKept } from '../../../src/features/setup/read-draft.ts';
import { ALL, call, channel, press, role } from '../../build/build-calls.ts';
import { opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { features, run } from '../../build/run-command.ts';

const DRAFT: Draft = {
  run: 3,
  rev: 7,
  page: 2,
  place: { id: '100', kind: 'text', may: ['ViewChannel'] },
  topics: ['tariffs'],
  kinds: null,
  leads: leads('7d 1h at'),
  role: { id: '900', mentionable: null },
  zone: 'Asia/Seoul',
  postingTime: null,
  offered: ['America/Chicago'],
  base: 12,
};

test('a draft is read as it was written', () => {
  expect(readKept(writeKept({ run: 3, draft: DRAFT }))).toEqual({ run: 3, draft: DRAFT });
  const { zone: _, postingTime: __, ...untouched } = DRAFT;
  const blank = { ...untouched, place: null, topics: null, leads: null, role: null, offered: [], base: null };
  expect(readKept(writeKept({ run: 3, draft: blank }))).toEqual({ run: 3, draft: blank });
});

test('a draft that is over leaves only how often this person began', () => {
  expect(readKept(writeKept({ run: 4, draft: null }))).toEqual({ run: 4, draft: null });
});

test.each([null, '', '{', '[]', 'null', '7', '{"run":-1}'])('%s is no draft', (text) => {
  expect(readKept(text)).toEqual({ run: 0, draft: null });
});

test('a draft with parts that make no sense keeps the others', () => {
  const raw = {
    ...DRAFT,
    leads: ['7x'],
    zone: 'EST',
    postingTime: '25:00',
    place: { id: 'x' },
    role: 5,
    topics: [1],
  };
  const { zone: _, postingTime: __, ...rest } = DRAFT;
  expect(readKept(JSON.stringify(raw)).draft).toEqual({
    ...rest,
    leads: null,
    place: null,
    role: null,
    topics: null,
  });
  expect(readKept(JSON.stringify({ ...raw, page: 9 }))).toEqual({ run: 3, draft: null });
});

describe('whatever is pressed, chosen or typed', () => {
  const LIST = makeList([
    makeEvent('a', opens('2030-06-05'), { title: HOSTILE, topics: ['ships'] }),
    makeEvent('b', opens('2030-06-09'), {
      title: 'عيد مبارك 北京'.repeat(30),
      kind: 'summit',
      topics: ['ships', 'talks'],
    }),
  ]);
  const what = fc.constantFrom(
    ...['channel', 'topics', 'kinds', 'leads', 'role', 'zone', 'time', 'page', 'check', 'test', 'typed', 'finish', ''],
  );
  const typed = fc.oneof(
    fc.constantFrom(
      HOSTILE,
      '',
      '*other',
      '*default',
      'ships',
      'summit',
      '7d 1h',
      'Asia/Seoul',
      'CST',
      '7:45',
      '__proto__',
    ),
    fc.string({ unit: 'binary', maxLength: 120 }),
  );
  const arg = fc.constantFrom('1', '2', '3', 'topics', 'leads', 'zone', 'time', '__proto__');
  const made = fc.record({
    what,
    arg,
    current: fc.boolean(),
    values: fc.array(typed, { maxLength: 4 }),
    text: typed,
    may: fc.option(fc.subarray([...ALL, 'MentionEveryone'])),
    kind: fc.constantFrom('text' as const, 'forum' as const, 'thread' as const, 'other' as const),
    mentionable: fc.boolean(),
  });

  test('the answer to whatever is pressed, chosen or typed is a sound page, a form, or a refusal in plain words', async () => {
    const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list: LIST });
    const handler = await features.findPress('setup');
    let ticket = ticketOf(await run('setup', call(), context));
    await fc.assert(
      fc.asyncProperty(made, async (input) => {
        const pressed: PressCall = press([input.what, ...(input.current ? ticket : ['500', '1', '9']), input.arg], {
          values: input.values,
          fields: { typed: input.text },
          chosenChannels: [
            channel('200', { kind: input.kind, botMay: input.may === null ? null : new Set(input.may) }),
          ],
          chosenRoles: [role('900', { mentionable: input.mentionable })],
        });
        try {
          const answer = await handler?.handle(pressed, context);
          if (answer === undefined) throw new Error('nothing answers');
          if ('form' in answer) {
            expect(answer.form.id.length).toBeLessThanOrEqual(100);
            return;
          }
          expectSound(answer);
          if (answer.message.controls.length > 0) ticket = ticketOf(answer);
          else ticket = ticketOf(await run('setup', call(), context));
        } catch (error) {
          if (!(error instanceof CommandRefusal)) throw error;
          expect(error.message).toMatch(/Nothing was changed/);
          expect(error.message.length).toBeLessThanOrEqual(2000);
        }
      }),
      { numRuns: 200 },
    );
  });

  function ticketOf({ message }: Awaited<ReturnType<typeof run>>): string[] {
    const [first] = message.controls.flat();
    if (first === undefined || first.type === 'link') throw new Error('nothing can be pressed');
    return first.id.split(':').slice(2, 5);
  }
});
