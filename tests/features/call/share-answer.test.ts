import { expect, test } from 'vitest';
import { ALL, call, channel, press } from '../../build/build-calls.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { refused, run, runPress } from '../../build/run-command.ts';

const NOW = '2025-10-24T16:00:00Z';
const COMMANDS = [
  ['dates next', {}],
  ['dates list', {}],
  ['dates show', { name: 'apec-2025' }],
  ['dates changes', {}],
] as const;

type Answer = Awaited<ReturnType<typeof run>>;
const shareOf = ({ message }: Answer) =>
  message.controls.flat().find((control) => 'label' in control && control.label === 'Share');
const argsOf = (answer: Answer) => {
  const share = shareOf(answer);
  return share !== undefined && 'id' in share ? share.id.split(':').slice(1) : [];
};

test.each(COMMANDS)(
  '/%s is answered in private, with a button that shows the same to everyone once',
  async (name, options) => {
    const { context } = await makeContext({ now: NOW });
    const answer = await run(name, call({ ...options, share: null }), context);
    expectSound(answer);
    expect(answer.private).toBe(true);
    const shared = await runPress('share', press(argsOf(answer)), context);
    expect(shared).toMatchObject({ private: true, update: true });
    expect(shareOf(shared)).toBeUndefined();
    expect(shared.also?.content).toBe(answer.message.content);
    expect(JSON.stringify(shared.also)).toContain('Shared by <@500>');
    expect(shareOf({ message: shared.also ?? answer.message, private: false })).toBeUndefined();
    expect(await refused(runPress('share', press(argsOf(answer)), context))).toContain('too old to share');
  },
);

test.each(COMMANDS)(
  '/%s is for everyone where share is true, if both the bot and the caller may write there',
  async (name, options) => {
    const { context } = await makeContext({ now: NOW });
    const asked = (there: Parameters<typeof channel>[1]) =>
      run(name, call({ ...options, share: true }, { channel: channel('100', there) }), context);
    const open = await asked({});
    expect(open.private).toBe(false);
    expect(shareOf(open)).toBeUndefined();
    for (const closed of [
      { botMay: new Set(['ViewChannel']) },
      { botMay: null },
      { callerMay: new Set(['ViewChannel']) },
    ]) {
      const answer = await asked(closed);
      expect(answer.private).toBe(true);
      expect(shareOf(answer)).toBeUndefined();
    }
  },
);

test('an answer is shared by its caller alone, and not where they may not write any more', async () => {
  const { context } = await makeContext({ now: NOW });
  const answer = await run('dates next', call(), context);
  const args = argsOf(answer);
  expect(await refused(runPress('share', press(args, { user: '501' }), context))).toContain('too old');
  const closed = channel('100', { botMay: new Set(ALL), callerMay: new Set(['ViewChannel']) });
  expect(await refused(runPress('share', press(args, { channel: closed }), context))).toContain('cannot share');
  expect((await runPress('share', press(args), context)).also).toBeDefined();
});

test('a page keeps its Share button while only the caller sees it, and has none in a direct message', async () => {
  const { context } = await makeContext({ now: NOW });
  const turned = (isPrivate: boolean) =>
    runPress('page', press(['all', '', '', '1'], { below: { message: '1', isPrivate } }), context);
  expect(shareOf(await turned(true))).toBeDefined();
  expect(shareOf(await turned(false))).toBeUndefined();
  expect(shareOf(await run('dates list', call({}, { guild: null }), context))).toBeUndefined();
});
