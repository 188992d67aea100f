import { randomBytes } from 'node:crypto';
import { fillForm, findComponent, flatten, whyNoCommand } from '../checks/check-use.ts';
import { type Core, INTENT, messagesIn } from '../core.ts';
import { type JsonObject, objectsOf, textOf } from '../rest/json.ts';
import { describeMessage } from '../world/describe-message.ts';
import type { Channel, StoredMessage } from '../world/world.ts';
import { buildCommandData, buildInteraction, resolve } from './build-interaction.ts';
import type {
  AutocompleteDoing,
  CommandDoing,
  Doing,
  Interact,
  InteractionOutcome,
  MessageCommandDoing,
  SelectDoing,
} from './interact.ts';
import { pickOptions } from './pick-options.ts';
import type { InteractionKind, PendingInteraction } from './track-interactions.ts';

/** Carries out the actions of a person: sends the interaction, waits for its result. */

const REMEMBERED_MS = 3_600_000;

interface Origin {
  readonly channel: Channel;
  readonly userId: string;
}

/** Makes the actions of people in this emulator's world. See `interact.ts` for what each promises. */
export function createInteract(core: Core): Interact {
  return {
    command: async (doing) => runCommand(core, doing, 2),
    messageCommand: async (doing) => runMessageCommand(core, doing),
    autocomplete: async (doing) => runCommand(core, doing, 4, doing.focused),
    button: async (doing) => useComponent(core, doing),
    select: async (doing) => useComponent(core, doing, doing.values),
    modalSubmit: async (doing) => {
      const { userId } = originOf(core, doing);
      const opened = [...core.interactions.values()].findLast(
        (earlier) => earlier.modal?.['custom_id'] === doing.customId && earlier.userId === userId,
      );
      if (opened?.modal === undefined)
        throw new Error(`emulator: no form "${doing.customId}" was opened for user ${userId}`);
      // A form is submitted where it was opened.
      const origin = originOf(core, { ...doing, channelId: doing.channelId ?? opened.channelId, userId });
      const components = fillForm(opened.modal, doing.fields);
      const resolved = resolve(core.world, nameChosen(flatten(components)), origin.channel.guildId, userId);
      const data = {
        custom_id: doing.customId,
        components,
        ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
      };
      const sourceId = doing.messageId ?? opened.sourceMessageId;
      return send(
        core,
        doing,
        origin,
        5,
        data,
        sourceId === undefined ? undefined : findMessage(core, origin.channel, sourceId),
      );
    },
  };
}

function runCommand(
  core: Core,
  doing: CommandDoing | AutocompleteDoing,
  kind: 2 | 4,
  focused?: string,
): Promise<InteractionOutcome> {
  const origin = originOf(core, doing);
  const picked = pickOptions([...core.world.commands.values()], doing, focused);
  const barred =
    doing.force === true ? undefined : whyNoCommand(core.world, picked.command, origin.channel, origin.userId);
  if (barred !== undefined) throw new Error(`emulator: ${barred}`);
  return send(
    core,
    doing,
    origin,
    kind,
    buildCommandData(core.world, picked, origin.channel.guildId, origin.userId),
    undefined,
  );
}

/** Data as for a message command: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-data-structure */
function runMessageCommand(core: Core, doing: MessageCommandDoing): Promise<InteractionOutcome> {
  const { world } = core;
  const home = doing.channelId ?? [...world.messages].find(([, messages]) => messages.has(doing.messageId))?.[0];
  const origin = originOf(core, home === undefined ? doing : { ...doing, channelId: home });
  const message = findMessage(core, origin.channel, doing.messageId);
  const command = [...world.commands.values()].find(({ name, type }) => name === doing.name && type === 3);
  if (command === undefined) throw new Error(`emulator: no message command "${doing.name}" is registered`);
  const barred = doing.force === true ? undefined : whyNoCommand(world, command, origin.channel, origin.userId);
  if (barred !== undefined) throw new Error(`emulator: ${barred}`);
  const data = {
    id: command['id'] ?? null,
    name: doing.name,
    type: 3,
    target_id: message.id,
    resolved: { messages: { [message.id]: describeMessage(world, message) } },
  };
  return send(core, doing, origin, 2, data, undefined);
}

function useComponent(
  core: Core,
  doing: SelectDoing | (Doing & { messageId: string; customId: string }),
  values?: readonly string[],
): Promise<InteractionOutcome> {
  const home = doing.channelId ?? [...core.world.messages].find(([, messages]) => messages.has(doing.messageId))?.[0];
  const origin = originOf(core, home === undefined ? doing : { ...doing, channelId: home });
  const message = findMessage(core, origin.channel, doing.messageId);
  const component = findComponent(message, doing.customId, origin.userId);
  if (typeof component === 'string' && doing.force !== true) throw new Error(`emulator: ${component}`);
  const shape = typeof component === 'string' ? {} : component;
  const type = shape['type'] ?? (values === undefined ? 2 : 3);
  const offered = new Set(objectsOf(shape['options']).map(({ value }) => value));
  const wrong = values?.find((value) => type === 3 && !offered.has(value));
  if (wrong !== undefined && doing.force !== true)
    throw new Error(`emulator: "${wrong}" is no option of "${doing.customId}"`);
  const named = nameChosen([{ type, values: values ?? [] }]);
  const resolved = resolve(core.world, named, origin.channel.guildId, origin.userId);
  const data = {
    id: shape['id'] ?? 1,
    custom_id: doing.customId,
    component_type: type,
    ...(values === undefined ? {} : { values }),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
  };
  return send(core, doing, origin, 3, data, message);
}

/** Whom and what selects name, by their kinds: 5 people, 6 roles, 7 both, 8 channels. */
function nameChosen(selects: readonly JsonObject[]): Parameters<typeof resolve>[1] {
  const of = (...types: readonly number[]): readonly string[] =>
    selects
      .filter(({ type }) => typeof type === 'number' && types.includes(type))
      .flatMap(({ values }) => (Array.isArray(values) ? values.map(String) : []));
  return { users: of(5, 7), roles: of(6, 7), channels: of(8) };
}

function send(
  core: Core,
  doing: Doing,
  origin: Origin,
  kind: InteractionKind,
  data: JsonObject,
  source: StoredMessage | undefined,
): Promise<InteractionOutcome> {
  const pending: PendingInteraction = {
    id: core.newMachineId(),
    token: randomBytes(60).toString('base64url'),
    kind,
    channelId: origin.channel.id,
    guildId: origin.channel.guildId,
    userId: origin.userId,
    name: kind === 2 && 'name' in doing ? String(doing.name) : undefined,
    sentMs: core.machineNow(),
    sourceMessageId: source?.id,
    acknowledgedMs: undefined,
    callbackType: undefined,
    originalId: undefined,
    loading: false,
    ephemeral: false,
    choices: [],
    modal: undefined,
    followUpIds: [],
    edits: 0,
    errors: [],
  };
  forgetOld(core);
  core.interactions.set(pending.token, pending);
  const parts = source === undefined ? { data } : { data, message: describeMessage(core.world, source) };
  const payload = buildInteraction(core.world, pending, origin.channel, doing.locale ?? 'en-US', parts);
  // Discord sends them by one of the two ways only.
  if (core.endpoint.url() !== null) void core.endpoint.send(pending, payload);
  else
    core.dispatch({ name: 'INTERACTION_CREATE', data: payload, intent: INTENT.none, guildId: origin.channel.guildId });
  return waitForOutcome(core, pending, doing).then(() => showOutcome(core, pending));
}

/** Tokens are remembered for a while after they expire, to be refused as such; then they go. Oldest come first. */
function forgetOld(core: Core): void {
  for (const [token, { sentMs }] of core.interactions) {
    if (core.machineNow() - sentMs <= REMEMBERED_MS) return;
    core.interactions.delete(token);
  }
}

function findMessage(core: Core, channel: Channel, id: string): StoredMessage {
  const message = messagesIn(core.world, channel.id).get(id);
  if (message === undefined) throw new Error(`emulator: channel ${channel.id} has no message ${id}`);
  return message;
}

/** Where and who, with the defaults of `Doing`. */
function originOf(core: Core, doing: Doing): Origin {
  const { world } = core;
  const channel =
    doing.channelId === undefined
      ? [...world.channels.values()].find(({ type }) => type === 0)
      : world.channels.get(doing.channelId);
  if (channel === undefined) throw new Error(`emulator: no channel ${doing.channelId ?? 'of text'} exists`);
  const members = world.guilds.get(channel.guildId ?? '')?.members.keys() ?? [];
  const userId = doing.userId ?? channel.recipientId ?? [...members].find((id) => id !== world.botId);
  if (userId === undefined || !world.users.has(userId)) throw new Error(`emulator: no user ${userId ?? ''} exists`);
  return { channel, userId };
}

/** How long a person waits for an application before they see an error. */

const DEADLINE_MS = 3000;
const DEFERRED_WAIT_MS = 10_000;
const DEFERRED_UPDATE = 6;

/** Resolves when the interaction is answered as far as `doing.until` asks; rejects with what the client would show. */
async function waitForOutcome(core: Core, pending: PendingInteraction, doing: Doing): Promise<void> {
  const deadline = core.options.interactionDeadlineMs ?? DEADLINE_MS;
  const acknowledged = await happens(core, () => pending.acknowledgedMs !== undefined, deadline);
  if (!acknowledged) {
    const refusals = pending.errors.map(({ status, code, message }) => `${status} ${code} ${message}`).join('; ');
    throw new Error(
      `emulator: The application did not respond within ${deadline} ms${refusals === '' ? '' : `; it was refused: ${refusals}`}`,
    );
  }
  if (doing.until === 'acknowledged') return;
  const wait = doing.deferredWaitMs ?? DEFERRED_WAIT_MS;
  const filled = await happens(core, () => !pending.loading, wait);
  // A deferred update may be the whole answer: the message simply stays as it was.
  if (!filled && pending.callbackType !== DEFERRED_UPDATE)
    throw new Error(`emulator: the deferred answer was not filled in within ${wait} ms`);
}

async function happens(core: Core, check: () => boolean, timeoutMs: number): Promise<boolean> {
  try {
    return await core.signals.until('an interaction', check, timeoutMs);
  } catch {
    return false;
  }
}

/** The outcome, read from the state each time it is looked at. */
function showOutcome(core: Core, pending: PendingInteraction): InteractionOutcome {
  const find = (id: string | undefined): StoredMessage | undefined =>
    messagesIn(core.world, pending.channelId).get(id ?? '');
  return {
    interactionId: pending.id,
    interactionToken: pending.token,
    callbackType: pending.callbackType ?? 0,
    get message() {
      return find(pending.originalId);
    },
    ephemeral: pending.ephemeral,
    get content() {
      return find(pending.originalId)?.content ?? '';
    },
    choices: pending.choices.map((choice) => ({ name: textOf(choice['name']) ?? '', value: choice['value'] ?? null })),
    modal: pending.modal,
    get followUps() {
      return pending.followUpIds.flatMap((id) => find(id) ?? []);
    },
    get edits() {
      return pending.edits;
    },
    acknowledgedAfterMs: (pending.acknowledgedMs ?? pending.sentMs) - pending.sentMs,
    errors: pending.errors,
  };
}
