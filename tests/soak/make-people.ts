import { whyNoCommand } from '../../emulator/checks/check-use.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { InteractionOutcome } from '../../emulator/people/interact.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '../../emulator/rest/json.ts';
import type { StoredMessage } from '../../emulator/world/world.ts';
import type { Random } from '../torture/seeded-random.ts';
import { fillInput, pickOptions, type Words } from './pick-values.ts';

/** One thing that somebody could do at this moment. */
export type Act = {
  readonly name: string;
  readonly userId: string;
  readonly channelId: string;
  run(): Promise<InteractionOutcome>;
};

/** Everybody in Discord: makes up what is done next, and remembers what there is to press. */
export type People = {
  /** Something valid at this moment; `null` when what was thought of is not. */
  think(): Act | null;
  /** To be called with every outcome: it may have opened a form, or brought choices. */
  learn(act: Act, outcome: InteractionOutcome): void;
  /** Looks at no more messages. */
  leave(): void;
};

type Known = { readonly channelId: string; readonly id: string };

/** So many messages with something to press are remembered, near and far; some are kept for long. */
const REMEMBERED = 200;
/** So many of them are looked at before one is chosen. */
const LOOKED_AT = 12;
const SUBCOMMAND = 1;
const MESSAGE_COMMAND = 3;
const TEXT_CHANNELS: ReadonlySet<number> = new Set([0, 2, 5, 11]);

/** People of these servers, and whoever is written to. Their direct messages with the bot are open. */
export function makePeople(parts: {
  readonly emulator: Emulator;
  readonly random: Random;
  readonly busy: readonly string[];
  readonly words: Words;
}): People {
  const { emulator, random, busy, words } = parts;
  const { world, interact } = emulator;
  const near: Known[] = [];
  const far: Known[] = [];
  const forms: { customId: string; userId: string; channelId: string; modal: JsonObject }[] = [];
  const leave = emulator.on('message', ({ authorId, channelId, guildId, id, components }) => {
    if (authorId !== world.botId || components.length === 0) return;
    // Reminders of the servers are many and alike.
    const known = guildId === undefined || busy.includes(guildId) ? near : far;
    known.push({ channelId, id });
    if (known.length > REMEMBERED) known.splice(random.whole(0, REMEMBERED - 1), 1);
  });

  /** Somebody and where they are: mostly in a channel of a busy server, sometimes in direct messages. */
  const situation = (): { channelId: string; userId: string; guildId: string | null } => {
    const guild = world.guilds.get(random.pick(busy));
    const userId = random.pick([...(guild?.members.keys() ?? [])].filter((id) => id !== world.botId));
    if (random.chance(0.2)) return { channelId: emulator.change.openDm(userId).id, userId, guildId: null };
    const channels = [...world.channels.values()].filter(
      ({ guildId, type }) => guildId === guild?.id && TEXT_CHANNELS.has(type),
    );
    return { channelId: random.pick(channels).id, userId, guildId: guild?.id ?? null };
  };

  const command = (): Act | null => {
    const { channelId, userId, guildId } = situation();
    const channel = world.channels.get(channelId);
    const offered = emulator
      .commands()
      .filter((known) => channel !== undefined && whyNoCommand(world, known, channel, userId) === undefined);
    if (offered.length === 0) return null;
    const root = random.pick(offered);
    if (root['type'] === MESSAGE_COMMAND) return messageCommand(String(root['name']));
    const subcommands = objectsOf(root['options']).filter(({ type }) => type === SUBCOMMAND);
    const shape = subcommands.length === 0 ? root : random.pick(subcommands);
    const name = shape === root ? String(root['name']) : `${String(root['name'])} ${String(shape['name'])}`;
    const picked = pickOptions({ world, random, words, guildId }, shape);
    const completed = objectsOf(shape['options']).filter(({ autocomplete }) => autocomplete === true);
    if (completed.length > 0 && random.chance(0.3)) {
      const focused = String(random.pick(completed)['name']);
      const typed = random.chance(0.3) ? '' : words.pick(random).slice(0, random.whole(0, 8));
      const options = { ...picked, [focused]: typed };
      const doing = { name, options, focused, channelId, userId };
      return { name: `complete /${name}`, channelId, userId, run: () => interact.autocomplete(doing) };
    }
    const doing = { name, options: picked, channelId, userId };
    return { name: `/${name}`, channelId, userId, run: () => interact.command(doing) };
  };

  const messageCommand = (name: string): Act | null => {
    const { channelId, id } = near.length === 0 ? { channelId: '', id: '' } : random.pick(near);
    const message = world.messages.get(channelId)?.get(id);
    const userId = message === undefined ? null : whoSees(message);
    if (userId === null) return null;
    const doing = { name, messageId: id, channelId, userId };
    return { name, channelId, userId, run: () => interact.messageCommand(doing) };
  };

  const press = (): Act | null => {
    const from = far.length > 0 && (near.length === 0 || random.chance(0.2)) ? far : near;
    if (from.length === 0) return null;
    const seen = Array.from({ length: LOOKED_AT }, () =>
      random.pick(random.chance(0.3) ? from.slice(-10) : from),
    ).flatMap(({ channelId, id }) => {
      const message = world.messages.get(channelId)?.get(id);
      return message === undefined ? [] : controlsOf(message).map((control) => ({ message, control }));
    });
    if (seen.length === 0) return null;
    // Every kind of control as often as the next, however many there are of each.
    const action = random.pick([...new Set(seen.map(({ control }) => actionOf(control)))]);
    const { message, control } = random.pick(seen.filter((one) => actionOf(one.control) === action));
    const { id, channelId } = message;
    const userId = whoSees(message);
    if (userId === null) return null;
    const customId = String(control['custom_id']);
    const doing = { messageId: id, channelId, userId, customId };
    const act = { name: `press ${action}`, channelId, userId };
    if (control['type'] === 2) return { ...act, run: () => interact.button(doing) };
    const values = chooseValues(control, message.guildId);
    return values === null ? null : { ...act, run: () => interact.select({ ...doing, values }) };
  };

  const whoSees = ({ visibleTo, guildId, channelId }: StoredMessage): string | null => {
    if (visibleTo !== undefined) return visibleTo;
    const members = [...(world.guilds.get(guildId ?? '')?.members.keys() ?? [])].filter((id) => id !== world.botId);
    return members.length > 0 ? random.pick(members) : (world.channels.get(channelId)?.recipientId ?? null);
  };

  const chooseValues = (control: JsonObject, guildId: string | undefined): string[] | null => {
    const least = typeof control['min_values'] === 'number' ? control['min_values'] : 1;
    const most = typeof control['max_values'] === 'number' ? control['max_values'] : 1;
    const guild = world.guilds.get(guildId ?? '');
    const offered =
      control['type'] === 3
        ? objectsOf(control['options']).map(({ value }) => String(value))
        : control['type'] === 6
          ? [...(guild?.roles.keys() ?? [])]
          : [...world.channels.values()].filter((channel) => channel.guildId === guildId).map(({ id }) => id);
    const wanted = random.whole(least, Math.min(most, offered.length));
    if (wanted > offered.length) return null;
    const chosen = new Set<string>();
    while (chosen.size < wanted) chosen.add(random.pick(offered));
    return [...chosen];
  };

  const form = (): Act | null => {
    const opened = forms.splice(random.whole(0, forms.length - 1), 1)[0];
    if (opened === undefined) return null;
    const { modal, customId, channelId, userId } = opened;
    const inputs = objectsOf(modal['components']).flatMap(({ component }) => (isObject(component) ? [component] : []));
    const fields = Object.fromEntries(
      inputs.map((input) => [String(input['custom_id']), fillInput(input, random, words)]),
    );
    const doing = { customId, channelId, userId, fields };
    return { name: `form ${actionOf(modal)}`, channelId, userId, run: () => interact.modalSubmit(doing) };
  };

  return {
    think() {
      if (forms.length > 0 && random.chance(0.5)) return form();
      return random.chance(0.45) ? press() : command();
    },
    learn({ channelId, userId }, { choices, modal }) {
      words.add(choices.flatMap(({ value }) => textOf(value) ?? []));
      const customId = textOf(modal?.['custom_id']);
      if (modal !== undefined && customId !== undefined) forms.push({ customId, modal, channelId, userId });
    },
    leave,
  };
}

function actionOf(control: JsonObject): string {
  return String(control['custom_id']).split(/[:~]/)[0] ?? '';
}

/** What can be pressed or chosen on a message now. */
function controlsOf({ components }: StoredMessage): JsonObject[] {
  return components
    .flatMap((row) => objectsOf(row['components']))
    .filter((control) => textOf(control['custom_id']) !== undefined && control['disabled'] !== true);
}
