import { expect, test } from 'vitest';
import { rootOf } from '../../../src/features/call/command.ts';
import { COMMAND_ROOTS, commandName } from '../../../src/features/call/offer-command.ts';
import { call, press } from '../../build/build-calls.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, features, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const COMMANDS = await features.commands();

const NOW = '2026-11-22T12:00:00Z';

test('/help reads as reviewed', async () => {
  const { context } = await makeContext({ now: NOW });
  const answers = [
    exchange('/help', await run('help', call(), context)),
    exchange('/help, of a member', await run('help', call({}, { mayManageServer: false }), context)),
    exchange('All commands', await runPress('help', press(['all']), context)),
  ];
  await expect(transcript('/help', answers)).toMatchFileSnapshot('../transcripts/help.md');
});

test('/help is one screen of a phone: three wishes in a few lines, for the caller alone, and a button for the rest', async () => {
  const { context } = await makeContext({ now: NOW });
  for (const mayManageServer of [true, false]) {
    const reply = await run('help', call({}, { guild: null, mayManageServer }), context);
    expectSound(reply);
    expect(reply.private).toBe(true);
    expect(reply.message.cards.flatMap(({ description }) => description?.split('\n') ?? [])).toHaveLength(3);
    expect(allText(reply).length).toBeLessThanOrEqual(300);
    expect(allText(reply).includes('/datewatch')).toBe(mayManageServer);
    expect(reply.message.controls.flat()).toMatchObject([{ id: 'help:all', label: 'All commands' }]);
  }
});

test('the button of /help names every command, those of managers apart', async () => {
  const { context } = await makeContext({ now: NOW });
  const reply = await runPress('help', press(['all']), context);
  expectSound(reply);
  expect(reply).toMatchObject({ private: true, update: true });
  for (const { shape } of COMMANDS) expect(allText(reply)).toContain(`${commandName(shape)} ${shape.description}`);
  const fields = reply.message.cards[0]?.fields.filter(({ name }) => name.includes('Manage')) ?? [];
  const managers = fields.flatMap(({ value }) => value.match(/^`\/[a-z ]+`/gm) ?? []);
  expect(managers).toEqual(
    COMMANDS.filter(({ shape }) => rootOf(COMMAND_ROOTS, shape).for === 'manage').map(({ shape }) =>
      commandName(shape),
    ),
  );
});

test('/help also answers the button below words to managers', async () => {
  const { context } = await makeContext({ now: NOW });
  const pressed = await runPress('help', press([]), context);
  expect(pressed.message).toEqual((await run('help', call(), context)).message);
  expect(pressed.private).toBe(true);
});
