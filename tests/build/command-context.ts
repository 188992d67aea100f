import { makeCatalogue } from '../../src/engine/catalogue.ts';
import {
  askRegistry,
  type CommandContext,
  DRAFT_LIVES_MS,
  QUESTION_LIVES_MS,
  type RunState,
  SHARE_LIVES_MS,
  UNDO_LIVES_MS,
} from '../../src/features/call/context.ts';
import { makeShortMemory } from '../../src/features/call/short-memory.ts';
import { makeTurns } from '../../src/features/call/take-turns.ts';
import type { EventList } from '../../src/model/event.ts';
import { makePictureDrawer } from '../../src/picture/draw-picture.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { type Machine, realMachine } from '../../src/time/machine.ts';
import { steppedWorld } from '../../src/time/world.ts';
import { readAutumn } from './autumn-list.ts';
import { channel, role } from './build-calls.ts';
import { at } from './build-events.ts';
import { leads } from './build-subscriptions.ts';
import { features } from './run-command.ts';

/** What Discord reports beside the interactions; a test says what it likes instead. */
type Outside = Pick<CommandContext, 'reachPerson' | 'findServer' | 'tryChannel' | 'acceptList'>;

/** Direct messages are open (in the channel `7<user>`), every channel is one that `channel` makes, tests arrive. */
const OUTSIDE: Outside = {
  reachPerson: async (user) => ({ kind: 'open', channel: `7${user}` }),
  findServer: async (guild, channels) => ({
    channels: channels.map((id) => ({ id, channel: channel(id) })),
    roles: [role(), role(guild, { name: '@everyone', mentionable: false, everyone: true })],
    clockAheadMs: 0,
  }),
  tryChannel: async (place) => ({ kind: 'sent', message: `${place}-test` }),
  acceptList: async () => 'gone',
};

/** What a context says of a list, for a test whose list changes under way. */
export function listAnswers(list: EventList): Pick<CommandContext, 'list' | 'index' | 'edges'> {
  const catalogue = makeCatalogue(list);
  return { list: () => list, index: catalogue.index, edges: (id) => catalogue.find(id)?.edges ?? [] };
}

/** What handlers may use, over a real store in memory; `changes` counts the calls of `changed`. */
export async function makeContext(options: {
  now: string;
  list?: EventList;
  state?: Partial<RunState>;
  zone?: string;
  /** The public address; none by default. */
  calendarsAt?: string;
  outside?: Partial<Outside>;
  machine?: Machine;
}) {
  const list = options.list ?? readAutumn();
  const world = steppedWorld(at(options.now));
  const store = await openMemoryStore({ clock: 'simulated', machine: realMachine() });
  const changes = { count: 0 };
  const context: CommandContext = {
    world,
    outbox: store.outbox,
    registry: store.registry,
    ...askRegistry(store.registry),
    ...listAnswers(list),
    defaults: () => ({
      zone: options.zone ?? 'America/New_York',
      postingTime: '09:00',
      leads: { events: leads('7d 1d 0d'), deadlines: leads('7d 1d 0d 1h'), byKind: {} },
    }),
    servesAll: true,
    calendarsAt: options.calendarsAt ?? null,
    channelsPerServer: 100,
    isMaintainer: (call) => call.mayManageServer && call.guild !== 'stranger',
    state: () => ({
      startedAt: at(options.now),
      lastTickAt: at(options.now),
      gatewayUp: true,
      replay: false,
      listProblems: [],
      alarms: [],
      ...options.state,
    }),
    // As long as it takes on a busy machine.
    drawPicture: makePictureDrawer({ ...realMachine(), sleep: () => new Promise(() => undefined) }),
    commandShapes: async () => (await features.commands()).map(({ shape }) => shape),
    pinTried: () => new Promise(() => undefined),
    inTurn: makeTurns(),
    drafts: makeShortMemory(options.machine ?? realMachine(), DRAFT_LIVES_MS),
    questions: makeShortMemory(options.machine ?? realMachine(), QUESTION_LIVES_MS),
    undos: makeShortMemory(options.machine ?? realMachine(), UNDO_LIVES_MS),
    shared: makeShortMemory(options.machine ?? realMachine(), SHARE_LIVES_MS),
    ...OUTSIDE,
    ...options.outside,
    changed() {
      changes.count += 1;
    },
  };
  return { context, world, store, changes };
}
