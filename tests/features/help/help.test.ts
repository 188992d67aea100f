import { expect, test } from 'vitest';
import { rootOf } from '../../../src/features/call/command.ts';
import { COMMAND_ROOTS } from '../../../src/features/call/command-roots.ts';
import { call, press } from '../../build/build-calls.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, features, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const COMMANDS = await features.commands();

const NOW = '2026-11-22T12:00:00Z';

test('/help reads as reviewed', async () => {
  const { context } = await makeContext({ now: NOW });
  const answers = [exchange('/help', await run('help', call(), context))];
  await expect(transcript('/help', answers)).toMatchFileSnapshot('../transcripts/help.md');
});

test('/help names every command, those of managers apart, for the caller alone', async () => {
  const { context } = await makeContext({ now: NOW });
  const reply = await run('help', call({}, { guild: null }), context);
  expectSound(reply);
  expect(reply.private).toBe(true);
  for (const { shape } of COMMANDS) expect(allText(reply)).toContain(`\`/${shape.name}\` ${shape.description}`);
  const fields = reply.message.cards[0]?.fields.filter(({ name }) => name.includes('manage')) ?? [];
  const managers = fields.flatMap(({ value }) => value.match(/^`\/[a-z ]+`/gm) ?? []);
  const theirs = COMMANDS.filter(({ shape }) => rootOf(COMMAND_ROOTS, shape).for === 'manage').map(
    ({ shape }) => `\`/${shape.name}\``,
  );
  expect(managers).toEqual(theirs);
});

test('/help also answers the button below words to managers', async () => {
  const { context } = await makeContext({ now: NOW });
  const pressed = await runPress('help', press([]), context);
  expect(pressed.message).toEqual((await run('help', call(), context)).message);
  expect(pressed.private).toBe(true);
});
