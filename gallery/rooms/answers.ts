import { CommandRefusal, type OptionShape, type OptionValue, type Reply } from '../../src/features/call/command.ts';
import type { CommandContext } from '../../src/features/call/context.ts';
import type { Control, Message } from '../../src/model/message.ts';
import { listAsKnown } from '../../src/plan/changes/list-as-known.ts';
import { call, channel, press, role } from '../../tests/build/build-calls.ts';
import { makeContext } from '../../tests/build/command-context.ts';
import { enterMoment } from '../../tests/build/fill-ledger.ts';
import { recordChanges } from '../../tests/build/record-changes.ts';
import { features } from '../../tests/build/run-command.ts';
import type { Exhibit, Room } from '../exhibit.ts';
import type { ShownList } from '../open-list.ts';

const AUTUMN = '2025-10-24T12:00-04:00';
const TODAY = '2026-11-22T12:00-05:00';
const SUMMIT = 'asean-summit-2025';
const TRUCE = 'tariff-truce-expiry-2025';

type Fixture = Awaited<ReturnType<typeof makeContext>>;
type Options = Readonly<Record<string, OptionValue>>;

/** Every command's answer, and a few refusals. */
export async function answers({ list }: ShownList): Promise<Room> {
  const fixture = await openFixture(list);
  const today = await makeContext({ now: TODAY, list });
  const running = await openFixture(list);
  await typed('', 'datewatch subscribe', { role: role() }, running);
  const say = (title: string, name: string, options: Options = {}) => typed(title, name, options, fixture);
  const exhibits = [
    await say('/dates next', 'dates next'),
    await typed('/dates next, when no exact date is ahead', 'dates next', {}, today),
    await say('/dates list', 'dates list'),
    await say('/dates show', 'dates show', { name: TRUCE }),
    await typed('/dates show, a year later', 'dates show', { name: TRUCE }, today),
    await say('/dates timeline', 'dates timeline'),
    await say('/dates changes', 'dates changes'),
    await say('/remind me', 'remind me', { event: TRUCE, lead: '1d' }),
    await say('/remind list', 'remind list'),
    await say('/datewatch subscribe', 'datewatch subscribe', { leads: '7d 1d 1h', role: role() }),
    await say('/datewatch subscribe, again with other wishes', 'datewatch subscribe', {
      topic: 'tariffs',
      role: role(),
    }),
    await say('/datewatch pause', 'datewatch pause', { until: '3d' }),
    await say('/datewatch resume', 'datewatch resume'),
    await typed('/datewatch why', 'datewatch why', { event: SUMMIT }, running),
    await say('/datewatch preview', 'datewatch preview', { event: TRUCE }),
    await typed('/datewatch check', 'datewatch check', {}, running),
    await say('/help', 'help'),
    ...(await guided(list)),
    await pressed('**Details** below a message', 'details', [SUMMIT], fixture),
    await say('A refusal: a time that is none', 'datewatch subscribe', { leads: '7x' }),
    await say('A refusal: a channel where the bot may not write', 'datewatch subscribe', {
      channel: channel('200', { botMay: new Set(['ViewChannel']) }),
    }),
    await say('A refusal: an event that does not exist', 'dates show', { name: 'asian sumit' }),
  ];
  return {
    title: 'Answers to commands',
    about:
      'Answers about dates are for the channel, answers about a server’s settings for those who asked. What cannot be done is said with what was found, what was expected and what to do.',
    exhibits: [...exhibits, ...(await others(exhibits, fixture))],
  };
}

/** A call of every command that is not among those, each option left out or given as somebody would who tries it. */
async function others(shown: readonly Exhibit[], fixture: Fixture): Promise<Exhibit[]> {
  const seen = new Set(shown.flatMap((one) => one.of));
  const left = (await features.commands()).filter(({ shape }) => !seen.has(`command /${shape.name}`));
  const tried = ({ name, choices, autocomplete }: OptionShape): [string, OptionValue][] => {
    const value = choices?.[0]?.value ?? (autocomplete === true ? TRUCE : null);
    return value === null ? [] : [[name, value]];
  };
  return Promise.all(
    left.map(({ shape: { name, options } }) =>
      typed(`/${name}`, name, Object.fromEntries(options.flatMap(tried)), fixture),
    ),
  );
}

/** A server with a subscription that has seen some days of October. */
async function openFixture(list: ShownList['list']): Promise<Fixture> {
  const fixture = await makeContext({ now: AUTUMN, list });
  await recordChanges(fixture.store.outbox, '2025-10-23T12:00:00Z', listAsKnown(list, '2025-10-22'), list);
  await enterMoment(fixture.store.outbox, {
    event: SUMMIT,
    due: '2025-10-19T13:00:00Z',
    lead: '7d',
    end: { sent: '2025-10-19T13:00:01Z', message: '4711' },
  });
  return fixture;
}

/** `/datewatch setup` from its first question to the card, and some of what the card opens. */
async function guided(list: ShownList['list']): Promise<Exhibit[]> {
  const fixture = await makeContext({ now: AUTUMN, list });
  const first = await typed('/datewatch setup, the first question', 'datewatch setup', {}, fixture);
  const second = await forward('/datewatch setup, the second question', first, 'here', fixture);
  const third = await forward('/datewatch setup, the third question', second, 'all', fixture);
  const end = await forward('/datewatch setup, done', third, 'default', fixture);
  const card = await forward('/datewatch setup, the card', end, 'show', fixture);
  const parts = ['when', 'what', 'pings', 'changes', 'digest', 'muted', 'preview', 'server'];
  const opened: Exhibit[] = [];
  for (const part of parts) {
    opened.push(await pressed(`/datewatch setup, ${part} on the card`, 'setup', ['open', '100', part], fixture));
  }
  const paused = await forward('/datewatch setup, what changed on the card', card, 'pause', fixture);
  const undone = await forward('**Undo**', paused, '', fixture, 'undo');
  const gone = await pressed('/datewatch setup, Remove', 'setup', ['remove', '100'], fixture);
  return [first, second, third, end, card, ...opened, paused, undone, gone];
}

/** Presses the last button whose action goes that way, as people do who read to the end. */
async function forward(
  title: string,
  from: Exhibit,
  what: string,
  fixture: Fixture,
  action?: string,
): Promise<Exhibit> {
  const ids = from.message.controls
    .flat()
    .flatMap((control: Control) => (control.type === 'button' ? [control.id] : []));
  const id = ids.findLast((one) => (action === undefined ? one.split(':')[1] === what : one.startsWith(`${action}:`)));
  if (id === undefined) throw new Error(`The gallery finds no way on from ${from.title}: ${ids.join(' ')}`);
  const [name = '', ...args] = id.split(':');
  return pressed(title, name, args, fixture);
}

async function typed(title: string, name: string, options: Options, { context }: Fixture): Promise<Exhibit> {
  const command = await features.findCommand(name);
  if (command === null) throw new Error(`The gallery knows no command ${name}.`);
  const reply = await answered(() => command.handle(call({ ...options }), context));
  return exhibit(title, reply, context, [`command /${name}`]);
}

async function pressed(title: string, action: string, args: readonly string[], { context }: Fixture): Promise<Exhibit> {
  const handler = await features.findPress(action);
  if (handler === null) throw new Error(`The gallery knows no control ${action}.`);
  const reply = await answered(async () => {
    const answer = await handler.handle(press(args), context);
    if ('form' in answer) throw new Error(`${title} opens a form.`);
    return answer;
  });
  return exhibit(title, reply, context, [`press ${action}`]);
}

/** The answer, or the refusal as people see it: one line and no card. */
async function answered(ask: () => Promise<Reply>): Promise<Reply> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CommandRefusal)) throw error;
    const message: Message = { content: error.message, ping: null, cards: [], controls: [], files: [] };
    return { message, private: true };
  }
}

function exhibit(title: string, reply: Reply, context: CommandContext, of: readonly string[]): Exhibit {
  const seen = reply.private ? { seenBy: 'the one who asked' } : {};
  return { title, message: reply.message, now: context.world.now(), ...seen, of };
}
