import { expect, test } from 'vitest';
import type { Reply } from '../../../src/features/call/command.ts';
import type { CommandContext } from '../../../src/features/call/context.ts';
import { leadName } from '../../../src/model/lead.ts';
import { call, channel, press, role } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { makeContext } from '../../build/command-context.ts';
import { handMachine } from '../../build/hand-machine.ts';
import { allText, openForm, run, runPress } from '../../build/run-command.ts';
import { openSetup, setServerClock } from '../../build/setup-screen.ts';

const NOW = '2025-10-24T16:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';

/** The parts of the id of Undo below an answer; fails where it is not offered. */
function undoOf({ message }: Reply): string[] {
  const button = message.controls.flat().find((control) => control.type === 'button' && control.label === 'Undo');
  if (button === undefined || !('id' in button)) throw new Error(`no Undo below: ${message.content}`);
  return button.id.split(':').slice(1);
}
/** Types other times into the card of the channel. */
const leads = (typed: string, context: CommandContext) =>
  runPress('setup', press(['typed', '100', 'leads'], { fields: { typed } }), context);
const offersUndo = ({ message }: Reply) =>
  message.controls.flat().some((control) => control.type === 'button' && control.label === 'Undo');

test('a change of a subscription is taken back by Undo, and the window does not go back with it', async () => {
  const { context, world, changes } = await makeContext({ now: NOW });
  await run('datewatch subscribe', call({ topic: 'tariffs', leads: '1d', role: role('900') }), context);
  world.moveTo(at(NOW) + 60_000);
  const changed = await leads('3 days', context);
  const count = changes.count;
  const undone = await runPress('undo', press(undoOf(changed)), context);
  expect(undone).toMatchObject({ private: true, update: true });
  expect(allText(undone)).toContain('Undone. Everything is as it was before.');
  const saved = await context.registry.subscription('100');
  expect(saved).toMatchObject({
    filter: { topics: ['tariffs'] },
    role: '900',
    since: at(NOW) + 60_000,
    madeBy: 'command',
  });
  expect(saved?.leads?.map(leadName)).toEqual(['1d']);
  expect(changes.count).toBe(count + 1);
});

test('Undo takes a first subscription away, and brings a removed one back without what fell due meanwhile', async () => {
  const { context, world } = await makeContext({ now: NOW });
  const made = await run('datewatch subscribe', call({ kind: 'truce' }), context);
  const ended = await runPress('setup', press(['remove', '100']), context);
  expect(await context.registry.subscription('100')).toBeNull();
  world.moveTo(at(NOW) + 60_000);
  await runPress('undo', press(undoOf(ended)), context);
  expect(await context.registry.subscription('100')).toMatchObject({
    filter: { kinds: ['truce'] },
    since: at(NOW) + 60_000,
  });
  await runPress('undo', press(undoOf(made)), context);
  expect(await context.registry.subscription('100')).toBeNull();
});

test('Undo brings back the clock of a server with its pause, and a person’s own clock', async () => {
  const { context } = await makeContext({ now: NOW });
  await setServerClock(context, { zone: 'Seoul', time: '7am' });
  const paused = await run('datewatch pause', call({ until: '3 days' }), context);
  await runPress('undo', press(undoOf(paused)), context);
  expect(await context.registry.guildSettings()).toEqual([{ guild: '1', zone: 'Asia/Seoul', postingTime: '07:00' }]);
  const moved = await setServerClock(context, { zone: 'London' });
  await runPress('undo', press(undoOf(moved)), context);
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'Asia/Seoul' }]);
  const own = await runPress('reminders-zone', press([], { fields: { zone: 'Tokyo', time: '' } }), context);
  await runPress('undo', press(undoOf(own)), context);
  // As before their first choice, the server's clock is theirs.
  const form = await openForm('reminders-zone', press([]), context);
  expect(form.fields.map(({ value }) => value)).toEqual(['Asia/Seoul', '07:00']);
});

test('Undo takes a board and a digest away that were switched on, and brings them back when they were switched off', async () => {
  const { context } = await makeContext({ now: NOW });
  const kinds = async () => (await context.registry.recurring()).map(({ kind, weekday }) => [kind, weekday]);
  await run('datewatch subscribe', call(), context);
  const screen = await openSetup(context);
  await screen.press('Board');
  await screen.press('Undo');
  expect(await kinds()).toEqual([]);
  await screen.press('Digest');
  await screen.choose('digest', ['weekly 2']);
  await screen.press('Digest');
  await screen.choose('digest', ['none']);
  expect(await kinds()).toEqual([]);
  await screen.press('Undo');
  expect(await kinds()).toEqual([['weekly', 2]]);
});

test('Undo brings back a person’s own reminders, for that person alone', async () => {
  const { context } = await makeContext({ now: NOW });
  const chosen = async () => (await context.registry.subscription('7500'))?.leadsByEvent?.[TRUCE]?.map(leadName);
  await run('remind me', call({ event: TRUCE, lead: '1d 1h' }), context);
  const stopped = await runPress('remind-off', press([TRUCE]), context);
  expect(await chosen()).toBeUndefined();
  await expect(runPress('undo', press(undoOf(stopped), { user: '501' }), context)).rejects.toThrow('Only the person');
  await runPress('undo', press(undoOf(stopped), { mayManageServer: false }), context);
  expect(await chosen()).toEqual(['1d', '1h']);
});

test('Undo works once, for ten minutes, and for those who may make the change', async () => {
  const machine = handMachine();
  const { context } = await makeContext({ now: NOW, machine });
  const first = undoOf(await run('datewatch subscribe', call(), context));
  await expect(runPress('undo', press(first, { mayManageServer: false }), context)).rejects.toThrow('Manage Server');
  await expect(runPress('undo', press(first, { guild: '2' }), context)).rejects.toThrow('can’t be undone any more');
  await expect(runPress('undo', press(['1']), context)).rejects.toThrow('can’t be undone any more');
  await runPress('undo', press(first, { user: '501' }), context);
  await expect(runPress('undo', press(first), context)).rejects.toThrow('can’t be undone any more');
  const second = undoOf(await run('datewatch subscribe', call(), context));
  machine.advance(10 * 60_000);
  await expect(runPress('undo', press(second), context)).rejects.toThrow('can’t be undone any more');
  expect(await context.registry.subscription('100')).not.toBeNull();
});

test('Undo says so and changes nothing where something else has changed the same since', async () => {
  const { context } = await makeContext({ now: NOW });
  await run('datewatch subscribe', call({ leads: '1d' }), context);
  const changed = await leads('3d', context);
  await runPress('setup', press(['muted', '100'], { values: [TRUCE] }), context);
  await expect(runPress('undo', press(undoOf(changed)), context)).rejects.toThrow(
    'Something else has changed it since',
  );
  expect((await context.registry.subscription('100'))?.leads?.map(leadName)).toEqual(['3d']);
  // Another channel is no obstacle.
  const again = await leads('5d', context);
  await run('datewatch subscribe', call({ channel: channel('200') }), context);
  await runPress('undo', press(undoOf(again)), context);
  expect((await context.registry.subscription('100'))?.leads?.map(leadName)).toEqual(['3d']);
});

test('Undo is offered only where something is another than it was, and forgetting a person forgets theirs', async () => {
  const { context } = await makeContext({ now: NOW });
  await run('datewatch subscribe', call(), context);
  const replies = [
    await runPress('setup', press(['open', '100', 'when']), context),
    await leads('', context),
    await runPress('setup', press(['open', '100', 'server']), context),
    await run('remind list', call(), context),
  ];
  expect(replies.map(offersUndo)).toEqual([false, false, false, false]);
  await run('remind me', call({ event: TRUCE, lead: '1d' }), context);
  const stopped = await runPress('remind-off', press([TRUCE]), context);
  await runPress('reminders-forget', press([]), context);
  await expect(runPress('undo', press(undoOf(stopped)), context)).rejects.toThrow('can’t be undone any more');
});
