import { describe, expect, test } from 'vitest';
import { buildForm } from '../../src/discord/payload/build-form.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import type { FormReply, PressCall, PressHandler, Reply } from '../../src/features/call/command.ts';
import type { Form, FormField } from '../../src/model/message.ts';
import { channelOf, emulateDiscord, message, say, serve } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

type Answer = Reply | FormReply;

const field = (parts: Partial<FormField> = {}): FormField => ({
  id: 'zone',
  label: 'Zone',
  value: '',
  placeholder: '',
  required: true,
  maxLength: 100,
  long: false,
  ...parts,
});
const form = (parts: Partial<Form> = {}): Form => ({ id: 'clock:1', title: 'Your clock', fields: [field()], ...parts });

const controls = [[{ type: 'button', id: 'open', label: 'Open', style: 'primary', disabled: false }]] as const;

/** A message whose button is answered by `open`; what is sent off in its form arrives at `clock`. */
async function openDispatcher(
  open: () => Promise<Answer>,
  clock: (call: PressCall) => Promise<Answer>,
  machine?: ReturnType<typeof handMachine>,
) {
  const emulated = await emulateDiscord({}, machine);
  const presses: PressHandler<null, Answer>[] = [
    { action: 'open', handle: open },
    { action: 'clock', handle: clock },
  ];
  await serve(emulated, { presses });
  const sent = await makeSender(emulated.rest).send({
    channel: channelOf(emulated.emulator),
    message: message({ controls }),
    nonce: 'n',
  });
  return { ...emulated, messageId: sent.kind === 'sent' ? sent.message : '' };
}

const unused = async (): Promise<Answer> => say('nobody asked');

test('a form opens at a press, and what was typed arrives where its id says', async () => {
  const calls: PressCall[] = [];
  const filled = form({
    id: 'clock:1:a~mark',
    fields: [
      field({ value: 'Asia/Seoul', placeholder: 'Asia/Seoul' }),
      field({ id: 'note', label: 'Note', required: false, long: true, maxLength: 4_000 }),
    ],
  });
  const { emulator, messageId } = await openDispatcher(
    async () => ({ form: filled }),
    async (call) => {
      calls.push(call);
      return say('kept', { private: true });
    },
  );
  const opened = await emulator.interact.button({ messageId, customId: 'open' });
  expect(opened.callbackType).toBe(9);
  expect(opened.modal).toEqual({
    custom_id: 'clock:1:a~mark',
    title: 'Your clock',
    components: [
      {
        type: 18,
        label: 'Zone',
        component: {
          type: 4,
          custom_id: 'zone',
          style: 1,
          required: true,
          max_length: 100,
          value: 'Asia/Seoul',
          placeholder: 'Asia/Seoul',
        },
      },
      {
        type: 18,
        label: 'Note',
        component: { type: 4, custom_id: 'note', style: 2, required: false, max_length: 4_000 },
      },
    ],
  });
  const fields = { zone: 'Europe/Paris', note: 'two\nlines' };
  const answered = await emulator.interact.modalSubmit({ customId: 'clock:1:a~mark', fields });
  expect(calls).toMatchObject([{ args: ['1', 'a'], fields, values: [], mayManageServer: true }]);
  expect(calls[0]?.guild).not.toBeNull();
  expect(answered).toMatchObject({ callbackType: 4, ephemeral: true, content: 'kept' });
  expect(emulator.violations).toEqual([]);
});

test('a form may change the message whose button opened it', async () => {
  const { emulator, messageId } = await openDispatcher(
    async () => ({ form: form() }),
    async ({ fields }) => say(`zone: ${fields['zone']}`, { update: true }),
  );
  await emulator.interact.button({ messageId, customId: 'open' });
  const answered = await emulator.interact.modalSubmit({ customId: 'clock:1', fields: { zone: 'UTC' } });
  expect(answered.callbackType).toBe(7);
  expect(emulator.messages()).toMatchObject([{ id: messageId, content: 'zone: UTC', components: [] }]);
});

test('a form is refused in plain words where its handler refuses, and says so where nothing answers it any more', async () => {
  const { emulator, messageId } = await openDispatcher(async () => ({ form: form({ id: 'gone' }) }), unused);
  await emulator.interact.button({ messageId, customId: 'open' });
  const answered = await emulator.interact.modalSubmit({ customId: 'gone', fields: { zone: 'UTC' } });
  expect(answered).toMatchObject({ ephemeral: true, content: expect.stringContaining('older version') });
});

test('a form cannot be answered with a form: its sender gets a plain word, the log the reason', async () => {
  const again = async (): Promise<Answer> => ({ form: form() });
  const { emulator, said, messageId } = await openDispatcher(again, again);
  await emulator.interact.button({ messageId, customId: 'open' });
  const answered = await emulator.interact.modalSubmit({ customId: 'clock:1', fields: { zone: 'UTC' } });
  expect(answered).toMatchObject({ callbackType: 4, content: expect.stringContaining('Something went wrong here') });
  expect(said).toContainEqual(expect.objectContaining({ level: 'error', text: 'A handler failed.' }));
  expect(emulator.violations).toEqual([]);
});

test('a form that is ready only after a second and a half becomes a plain word, since nothing was opened', async () => {
  const machine = handMachine();
  const called = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<Answer>();
  const open = () => {
    called.resolve();
    return ready.promise;
  };
  const { emulator, said, messageId } = await openDispatcher(open, unused, machine);
  const pressed = emulator.interact.button({ messageId, customId: 'open', until: 'acknowledged' });
  await called.promise;
  machine.advance(1_500);
  const outcome = await pressed;
  expect(outcome.callbackType).toBe(6);
  ready.resolve({ form: form() });
  await emulator.until('the follow-up', () => outcome.followUps.length === 1);
  expect(outcome.followUps).toMatchObject([{ flags: 64, content: expect.stringContaining('took too long') }]);
  expect(emulator.messages()).toMatchObject([{ content: 'One line' }]);
  expect(said).toContainEqual(expect.objectContaining({ level: 'error' }));
});

test('a form that cannot be built becomes an apology', async () => {
  const { emulator, messageId } = await openDispatcher(async () => ({ form: form({ fields: [] }) }), unused);
  const pressed = await emulator.interact.button({ messageId, customId: 'open' });
  expect(pressed).toMatchObject({ callbackType: 4, content: expect.stringContaining('could not be shown') });
});

describe('a form that is too large', () => {
  test('a form that is too large is cut to what Discord accepts, and is accepted', async () => {
    const large = form({
      title: 'T'.repeat(60),
      fields: Array.from({ length: 7 }, (_, index) =>
        field({
          id: `f${index}`,
          label: 'L'.repeat(60),
          value: 'v'.repeat(5_000),
          placeholder: 'p'.repeat(200),
          maxLength: 9_000,
        }),
      ),
    });
    const { emulator, said, messageId } = await openDispatcher(async () => ({ form: large }), unused);
    const { modal } = await emulator.interact.button({ messageId, customId: 'open' });
    expect(modal?.['components']).toHaveLength(5);
    expect(emulator.violations).toEqual([]);
    expect(said.filter(({ level }) => level === 'warn').length).toBeGreaterThan(5);
  });

  test.each([
    ['an empty id', [field({ id: '' }), field()], 1],
    ['an id over 100', [field({ id: 'x'.repeat(101) }), field()], 1],
    ['an id used twice', [field(), field()], 1],
  ])('a field of a form with %s is left out', (_what, fields, kept) => {
    const notes: string[] = [];
    expect(buildForm(form({ fields }), (where) => notes.push(where)).components).toHaveLength(kept);
    expect(notes).toHaveLength(1);
  });

  test('a value of a form longer than the field takes is cut, and blank texts stand as a sign', () => {
    const built = buildForm(
      form({ title: ' ', fields: [field({ label: '', value: 'abcdef', maxLength: 3 })] }),
      () => {},
    );
    expect(built).toMatchObject({
      title: '…',
      components: [{ label: '…', component: { value: 'ab…', max_length: 3 } }],
    });
  });
});
