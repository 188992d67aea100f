import { expect, test } from 'vitest';
import { leadName } from '../../../src/model/lead.ts';
import { call, press } from '../../build/build-calls.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { handMachine } from '../../build/hand-machine.ts';
import { run, runPress } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';

const NOW = '2025-10-24T16:00:00Z';

/** The buttons below a question: their labels, and the arguments of a press on each. */
function buttonsOf(reply: Awaited<ReturnType<typeof run>>) {
  return reply.message.controls.flat().flatMap((control) => (control.type === 'button' ? [control] : []));
}
const argsOf = (id: string | undefined) => (id ?? '').split(':').slice(1);

test('what may mean several things is asked back in private, and nothing is changed before the choice', async () => {
  const { context, changes } = await makeContext({ now: NOW });
  const asked = await setServerClock(context, { zone: 'PST', time: '7am' });
  expectSound(asked);
  expect(asked.private).toBe(true);
  expect(asked.message.content).toBe('“PST” can mean more than one time zone. Which one?');
  expect(buttonsOf(asked).map(({ label }) => label)).toEqual([
    'Los Angeles (America/Los_Angeles)',
    'PST all year (UTC−8)',
    'Manila (Asia/Manila)',
  ]);
  expect(changes.count).toBe(0);
  const [, allYear] = buttonsOf(asked);
  const done = await runPress('pick', press(argsOf(allYear?.id)), context);
  expect(done).toMatchObject({ private: true, update: true });
  // The rest of what was typed holds too.
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'UTC-8', postingTime: '07:00' }]);
  await expect(runPress('pick', press(argsOf(allYear?.id)), context)).rejects.toThrow('no longer open');
});

test('two options that are open are asked back one after the other', async () => {
  const { context } = await makeContext({ now: NOW });
  const first = await run('datewatch subscribe', call({ leads: '3', quiet: '10-7' }), context);
  expect(buttonsOf(first).map(({ label }) => label)).toEqual(['3 days', '3 hours']);
  const second = await runPress('pick', press(argsOf(buttonsOf(first)[1]?.id)), context);
  expect(buttonsOf(second).map(({ label }) => label)).toEqual(['10 p.m. – 7 a.m.', '10 a.m. – 7 p.m.']);
  await runPress('pick', press(argsOf(buttonsOf(second)[0]?.id)), context);
  const saved = await context.registry.subscription('100');
  expect(saved?.leads?.map(leadName)).toEqual(['3h']);
  expect(saved?.quiet).toEqual({ from: '22:00', until: '07:00' });
});

test('more meanings than fit into a row of buttons are a select', async () => {
  const { context } = await makeContext({ now: NOW });
  const asked = await setServerClock(context, { zone: 'United States' });
  const [select] = asked.message.controls.flat();
  if (select?.type !== 'select') throw new Error('there is no select');
  expect(select.options[0]?.label).toBe('New York (America/New_York)');
  await runPress('pick', press(argsOf(select.id), { values: ['3'] }), context);
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'America/Denver' }]);
});

test('a question is answered by the person who was asked, with the rights they have then, within ten minutes', async () => {
  const machine = handMachine();
  const { context } = await makeContext({ now: NOW, machine });
  const asked = await setServerClock(context, { zone: 'CST' });
  const args = argsOf(buttonsOf(asked)[0]?.id);
  await expect(runPress('pick', press(args, { user: '501' }), context)).rejects.toThrow('somebody else');
  await expect(runPress('pick', press(args, { mayManageServer: false }), context)).rejects.toThrow('Manage Server');
  await expect(runPress('pick', press(['1', '0']), context)).rejects.toThrow('no longer open');
  await expect(runPress('pick', press([args[0] ?? '', '99']), context)).rejects.toThrow('no longer open');
  machine.advance(10 * 60_000);
  await expect(runPress('pick', press(args), context)).rejects.toThrow('no longer open');
  expect(await context.registry.guildSettings()).toEqual([]);
});
