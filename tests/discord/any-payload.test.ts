import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import type { Control } from '../../src/model/message.ts';
import { anyText } from '../build/any-text.ts';
import { channelOf, emulateDiscord, mayEverything } from '../build/emulate-discord.ts';

test('whatever a message holds, Discord takes it', async () => {
  const { emulator, rest } = await emulateDiscord();
  mayEverything(emulator);
  const channel = channelOf(emulator);
  const sender = makeSender(rest);
  const text = fc.oneof(
    anyText({ maxLength: 8 }),
    fc.constantFrom('', ' ', '\n', 'x'.repeat(5_000), '🙂'.repeat(3_000), '\ud800', '@everyone', '<@&1>', '\u202e'),
  );
  const control: fc.Arbitrary<Control> = fc.oneof(
    fc.record({
      type: fc.constant('button' as const),
      id: text,
      label: text,
      style: fc.constantFrom('primary' as const, 'danger' as const),
      disabled: fc.boolean(),
    }),
    fc.record({ type: fc.constant('link' as const), url: fc.oneof(text, fc.webUrl()), label: text }),
    fc.record({
      type: fc.constant('select' as const),
      id: text,
      placeholder: text,
      min: fc.integer({ min: -1, max: 30 }),
      max: fc.integer({ min: -1, max: 30 }),
      options: fc.array(fc.record({ label: text, value: text, description: fc.option(text), chosen: fc.boolean() }), {
        maxLength: 30,
      }),
    }),
    fc.record({
      type: fc.constantFrom('channel-select' as const, 'role-select' as const),
      id: text,
      placeholder: text,
      min: fc.integer({ min: -1, max: 30 }),
      max: fc.integer({ min: -1, max: 30 }),
    }),
  );
  const any = fc.record({
    content: text,
    ping: fc.option(fc.constantFrom('123456789012345678', 'nonsense')),
    cards: fc.array(
      fc.record({
        title: text,
        colour: fc.integer({ min: -1, max: 0x1ffffff }),
        description: fc.option(text),
        fields: fc.array(fc.record({ name: text, value: text, inline: fc.boolean() }), { maxLength: 30 }),
        footer: fc.option(text),
        event: fc.constant(null),
      }),
      { maxLength: 12 },
    ),
    controls: fc.array(fc.array(control, { maxLength: 7 }), { maxLength: 7 }),
    files: fc.array(
      fc.record({ name: text, contentType: fc.constant('text/plain'), data: fc.uint8Array({ maxLength: 4 }) }),
      { maxLength: 2 },
    ),
  });
  let order = 0;
  await fc.assert(
    fc.asyncProperty(any, async (hostile) => {
      order += 1;
      expect(await sender.send({ channel, message: hostile, nonce: `h${order}` })).toMatchObject({ kind: 'sent' });
    }),
    { numRuns: 50, seed: 20251110 },
  );
  expect(emulator.violations).toEqual([]);
});
