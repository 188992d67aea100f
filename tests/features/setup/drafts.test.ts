import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandRefusal, type PressCall } from '../../../src/features/call/command.ts';
import { makeDrafts } from '../../../src/features/call/setup-drafts.ts';
import { ALL, call, channel, press, role } from '../../build/build-calls.ts';
import { opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { handMachine } from '../../build/hand-machine.ts';
import { features, run, runPress } from '../../build/run-command.ts';

test('a draft expires half an hour after its last change, and what is pressed then changes nothing', async () => {
  const machine = handMachine();
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', machine });
  const ticket = ticketOf(await run('datewatch setup', call(), context));
  const turn = (page: string, [user = '', run = '', rev = '']: string[]) =>
    runPress('setup', press(['page', user, run, rev, page]), context);
  machine.advance(29 * 60_000);
  const later = ticketOf(await turn('2', ticket));
  machine.advance(29 * 60_000);
  const latest = ticketOf(await turn('3', later));
  machine.advance(31 * 60_000);
  await expect(turn('2', latest)).rejects.toThrow('has expired');
});

test('no run has the number of an earlier one, of another process either', () => {
  const machine = handMachine();
  const before = makeDrafts(machine);
  const runs = [before.nextRun(), before.nextRun()];
  machine.advance(60_000);
  const after = makeDrafts(machine);
  runs.push(after.nextRun(), after.nextRun());
  expect(runs).toEqual([...new Set(runs)].sort((a, b) => a - b));
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
    let ticket = ticketOf(await run('datewatch setup', call(), context));
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
          else ticket = ticketOf(await run('datewatch setup', call(), context));
        } catch (error) {
          if (!(error instanceof CommandRefusal)) throw error;
          expect(error.message).toMatch(/Nothing was changed/);
          expect(error.message.length).toBeLessThanOrEqual(2000);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function ticketOf({ message }: Awaited<ReturnType<typeof run>>): string[] {
  const [first] = message.controls.flat();
  if (first === undefined || first.type === 'link') throw new Error('nothing can be pressed');
  return first.id.split(':').slice(2, 5);
}
